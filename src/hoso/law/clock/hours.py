"""Counting working time inside the working hours of a calendar."""

from __future__ import annotations

from datetime import datetime, timedelta

from hoso.law.calendar import WorkingCalendar


def add_working_time(calendar: WorkingCalendar, start: datetime, amount: timedelta) -> datetime:
    """The instant at which ``amount`` of working time has passed since ``start`` (Viet Nam time).

    Convention of the closed gap: time that runs out exactly when a span closes ends there, at 11:30 or at
    17:00 of the same day, not when the next span opens. Ground: the last minute of the term has then
    passed in full (Civil Code, article 148: a term ends at the end of its last unit), and the earlier reading
    is the one in favour of the applicant.
    Source: blds-2015:147, blds-2015:148, convention:hours.
    """
    left = amount
    for begin, end in calendar.open_spans(start):
        if left <= end - begin:
            return begin + left
        left -= end - begin
    raise AssertionError("open_spans ends only by OutsideCalendar")


def working_time(calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    """Working time between two instants, zero when ``end`` is not after ``start``.

    Source: convention:hours.
    """
    total = timedelta(0)
    if end <= start:
        return total
    for begin, close in calendar.open_spans(start):
        if begin >= end:
            break
        total += min(close, end) - begin
        if close >= end:
            break
    return total
