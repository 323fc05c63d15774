"""Counting one uninterrupted term from an instant, in each unit."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hoso.law.calendar import VIETNAM, WorkingCalendar
from hoso.law.clock.hours import add_working_time
from hoso.law.clock.terms import TimeLimit, Unit


@dataclass(frozen=True, slots=True)
class Term:
    """``nominal``: the last day before a day off moved it; ``due_at``: the instant in Viet Nam time."""

    nominal: date
    due_at: datetime


def count(start: datetime, limit: TimeLimit | timedelta, calendar: WorkingCalendar, cutoff: time) -> Term:
    """The end of a term that begins at ``start`` (Viet Nam time); a timedelta is working time.

    Source: blds-2015:147, blds-2015:148, nd23-2015:7.
    """
    if isinstance(limit, timedelta) or limit.unit is Unit.HOUR:
        amount = limit if isinstance(limit, timedelta) else timedelta(hours=limit.value)
        ends_at = add_working_time(calendar, start, amount)
        return Term(ends_at.date(), ends_at)
    if limit.value == 0:
        return _same_day(start, calendar, cutoff)
    day = start.date()
    if limit.unit is Unit.WORKING_DAY:
        last = calendar.add_working_days(day, limit.value)
        return Term(last, calendar.closing(last))
    months = limit.unit is Unit.MONTH
    nominal = _add_months(day, limit.value) if months else day + timedelta(days=limit.value)
    return Term(nominal, calendar.closing(calendar.first_working_day(nominal)))


def shift(term: Term, days: int, limit: TimeLimit, calendar: WorkingCalendar) -> Term:
    """The term moved by calendar days, off days off; a term in hours keeps its hour.

    Source: convention:shift.
    """
    nominal = term.nominal + timedelta(days=days)
    last = calendar.first_working_day(nominal)
    if limit.unit is Unit.HOUR:
        return Term(nominal, datetime.combine(last, term.due_at.time(), VIETNAM))
    return Term(nominal, calendar.closing(last))


def _same_day(start: datetime, calendar: WorkingCalendar, cutoff: time) -> Term:
    day = start.date()
    late = calendar.is_working_day(day) and start.time() > cutoff
    nominal = day + timedelta(days=1) if late else day
    return Term(nominal, calendar.closing(calendar.first_working_day(nominal)))


def _add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day when it has none."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
