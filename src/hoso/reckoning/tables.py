"""Dense tables of one calendar version: one look-up a question instead of a walk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hoso.law.calendar import WorkingCalendar
from hoso.law.clock.terms import MOST_MONTHS

Ints = NDArray[np.int64]
Days = NDArray[np.int32]
Flags = NDArray[np.bool_]

MICROSECOND = 1
MINUTE = 60_000_000
DAY = 1440 * MINUTE
ZONE = 7 * 60 * MINUTE
"""Viet Nam is seven hours ahead of UTC all the year (``law.calendar.VIETNAM``)."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a calendar. Days are counted from its first day; instants are local microseconds from then.

    ``rank[d]``: worked days up to and including d · ``nth[k]``: the k-th worked day · ``first[d]``: d or the next
    worked day, ``days`` when there is none · ``closing[d]``: the instant at which d ends · ``minutes[m]``:
    working minutes before minute m · ``minute_at[w]``: the minute in which the w-th working minute runs.
    The last two are None for a calendar whose hours do not begin and end on whole minutes.
    """

    calendar: WorkingCalendar
    days: int
    epoch: int
    worked: Flags
    rank: Days
    nth: Days
    first: Days
    closing: Ints
    month: Days
    day_of_month: Days
    month_begins: Days
    minutes: Days | None
    minute_at: Days | None


@lru_cache(maxsize=64)
def tables_of(calendar: WorkingCalendar) -> Tables:
    """The tables of a calendar, made once: some 12 MB for four years."""
    first, last = calendar.valid_from, calendar.valid_to
    days = (last - first).days + 1
    each = [first + timedelta(days=n) for n in range(days)]
    nth = np.array(calendar.worked_ordinals, dtype=np.int32) - np.int32(first.toordinal())
    worked = np.zeros(days, dtype=np.bool_)
    worked[nth] = True
    rank = np.cumsum(worked, dtype=np.int32)
    after = np.append(nth, np.int32(days))
    closing = np.array([n * DAY + _since_midnight(calendar, day)[-1][1] for n, day in enumerate(each)])
    month0 = first.year * 12 + first.month - 1
    minutes, minute_at = _minutes(calendar, each, worked)
    return Tables(
        calendar=calendar,
        days=days,
        epoch=(first - date(1970, 1, 1)).days * DAY - ZONE,
        worked=worked,
        rank=rank,
        nth=nth,
        first=after[rank - worked],
        closing=closing.astype(np.int64),
        month=np.array([day.year * 12 + day.month - 1 - month0 for day in each], dtype=np.int32),
        day_of_month=np.array([day.day for day in each], dtype=np.int32),
        month_begins=_month_begins(first, last),
        minutes=minutes,
        minute_at=minute_at,
    )


def _since_midnight(calendar: WorkingCalendar, day: date) -> list[tuple[int, int]]:
    """The working spans of a day in microseconds since its midnight."""
    return [
        (
            ((opens.hour * 60 + opens.minute) * 60 + opens.second) * 1_000_000 + opens.microsecond,
            ((closes.hour * 60 + closes.minute) * 60 + closes.second) * 1_000_000 + closes.microsecond,
        )
        for opens, closes in calendar.spans_on(day)
    ]


def _minutes(calendar: WorkingCalendar, each: list[date], worked: Flags) -> tuple[Days | None, Days | None]:
    inside = np.zeros(len(each) * 1440, dtype=np.bool_)
    for n in np.flatnonzero(worked):
        for opens, closes in _since_midnight(calendar, each[n]):
            if opens % MINUTE or closes % MINUTE:
                return None, None
            inside[n * 1440 + opens // MINUTE : n * 1440 + closes // MINUTE] = True
    before = np.zeros(len(inside) + 1, dtype=np.int32)
    np.cumsum(inside, dtype=np.int32, out=before[1:])
    return before, np.flatnonzero(inside).astype(np.int32)


def _month_begins(first: date, last: date) -> Days:
    """Where each month begins, from the first one on, as far as a term of months can reach."""
    begin = first.year * 12 + first.month - 1
    count = last.year * 12 + last.month - 1 - begin + MOST_MONTHS + 3
    months = (np.datetime64("1970-01", "M") + (begin - 1970 * 12 + np.arange(count))).astype("datetime64[D]")
    return (months - np.datetime64(first, "D")).astype(np.int32)
