"""Counting uninterrupted terms in bulk: ``law.clock.counting`` over whole columns.

A position is a day of the calendar or a local instant in microseconds from its first midnight. ``BEYOND`` stands
for what the calendar does not cover; it is carried through.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hoso.law.clock.terms import Unit
from hoso.reckoning.tables import DAY, MINUTE, Days, Flags, Ints, Tables

BEYOND = np.int64(-1) << np.int64(62)
"""An instant before every instant: the calendar does not cover the row."""


@dataclass(slots=True)
class Terms:
    """``nominal``: the last day before a day off moved it; ``due``: the local instant, or ``BEYOND``."""

    nominal: Ints
    due: Ints


def counted(table: Tables, start: Ints, values: Ints, unit: Unit, cutoff: Ints) -> Terms:
    """The ends of terms of ``values`` units from local instants; ``cutoff`` in microseconds of the day."""
    if unit is Unit.HOUR:
        return after_working_time(table, start, values * (60 * MINUTE))
    day = start // DAY
    known = (day >= 0) & (day < table.days)
    day = np.where(known, day, 0)
    if unit is Unit.WORKING_DAY:
        place = table.rank[day] + values - 1
        reached = known & (place >= 0) & (place < len(table.nth))
        last = table.nth[np.where(reached, place, 0)].astype(np.int64)
        found = Terms(last, np.where(reached, table.closing[last], BEYOND))
    else:
        nominal = _months_later(table, day, values) if unit is Unit.MONTH else day + values
        found = ending_on(table, nominal, known)
    zero = values == 0
    if zero.any():
        _same_day(table, found, start, day, known & zero, zero, cutoff)
    return found


def ending_on(table: Tables, nominal: Ints, known: Flags) -> Terms:
    """Terms whose last days are ``nominal``, moved off days off; rows not ``known`` are ``BEYOND``."""
    reached = known & (nominal < table.days)
    last = table.first[np.where(reached, nominal, 0)]
    reached &= last < table.days
    return Terms(nominal, np.where(reached, table.closing[np.where(reached, last, 0)], BEYOND))


def _months_later(table: Tables, day: Ints, values: Ints) -> Ints:
    # A longer term than the law allows never gets here; the bound only keeps the look-up inside its table.
    month = np.minimum(table.month[day] + values, len(table.month_begins) - 2)
    begins, ends = table.month_begins[month], table.month_begins[month + 1]
    return np.minimum(begins + table.day_of_month[day] - 1, ends - 1).astype(np.int64)


def _same_day(
    table: Tables, found: Terms, start: Ints, day: Ints, known: Flags, zero: Flags, cutoff: Ints
) -> None:
    late = table.worked[day] & (start - day * DAY > cutoff)
    place = table.rank[day] - table.worked[day] + late
    reached = known & (place < len(table.nth))
    closing = table.closing[table.nth[np.where(reached, place, 0)]]
    found.nominal[zero] = (day + late)[zero]
    found.due[zero] = np.where(reached, closing, BEYOND)[zero]


def after_working_time(table: Tables, start: Ints, amount: Ints) -> Terms:
    """The instants at which ``amount`` microseconds of working time have passed; a closed gap ends the term.

    As ``law.clock.hours.add_working_time``: time that runs out when a span closes ends there.
    """
    _, minute_at = _minute_tables(table)
    known = (start >= 0) & (start < table.days * DAY)
    goal = _worked_before(table, np.where(known, start, 0)) + amount
    whole, part = goal // MINUTE, goal % MINUTE
    closes = (part == 0) & (amount > 0)  # the end of the minute before, not the beginning of the next one
    place = whole - closes
    reached = known & (place < len(minute_at))
    at = minute_at[np.where(reached, place, 0)].astype(np.int64) + closes
    due = np.where(reached, at * MINUTE + part, BEYOND)
    return Terms(due // DAY, due)


def working_time(table: Tables, begin: Ints, end: Ints) -> Ints:
    """Working microseconds between instants inside the calendar, 0 when ``end`` comes first."""
    return np.maximum(_worked_before(table, end) - _worked_before(table, begin), 0)


def _worked_before(table: Tables, instant: Ints) -> Ints:
    minutes, _ = _minute_tables(table)
    minute = instant // MINUTE
    before = minutes[minute].astype(np.int64)
    inside = minutes[minute + 1] > before
    return before * MINUTE + np.where(inside, instant - minute * MINUTE, 0)


def _minute_tables(table: Tables) -> tuple[Days, Days]:
    if table.minutes is None or table.minute_at is None:
        raise ValueError("hours that do not begin and end on whole minutes are counted one by one")
    return table.minutes, table.minute_at
