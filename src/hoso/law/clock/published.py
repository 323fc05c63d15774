"""A working calendar from the rows that a decision publishes: overlaps are tolerated and named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from hoso.law.calendar import MONDAY_TO_FRIDAY, OFFICE_SPANS, Spans, WorkingCalendar
from hoso.law.clock.holidays import HolidayRow
from hoso.law.errors import BadCalendar
from hoso.law.text import Text


def calendar_of(
    rows: Sequence[HolidayRow],
    *,
    version: str,
    decision: str,
    valid_from: date,
    valid_to: date,
    spans: Spans = OFFICE_SPANS,
    weekdays: Iterable[int] = MONDAY_TO_FRIDAY,
    roster: Iterable[date] = (),
    weekday_spans: tuple[tuple[int, Spans], ...] = (),
) -> WorkingCalendar:
    """The calendar that these rows make. A day off named by two rows is off once (see ``overlaps``).

    Raises BadCalendar, naming the row or the day, when a row ends before it begins, when a day is both off and
    worked, or when something lies outside the validity.
    Source: blld-2019:112, convention:calendar, tq-2024:roster.
    """
    for row in rows:
        if row.last < row.first:
            raise BadCalendar(
                Text(
                    f"Lịch “{version}”: kỳ nghỉ “{row.name.vi}” kết thúc {row.last:%d/%m/%Y} trước khi bắt đầu "
                    f"{row.first:%d/%m/%Y}.",
                    f"Calendar “{version}”: the holiday “{row.name.en}” ends {row.last} before it begins "
                    f"{row.first}.",
                )
            )
    return WorkingCalendar(
        version=version,
        decision=decision,
        valid_from=valid_from,
        valid_to=valid_to,
        holidays=frozenset(day for row in rows for day in row.days),
        worked_days=frozenset(row.worked for row in rows if row.worked),
        spans=spans,
        weekdays=frozenset(weekdays),
        roster=frozenset(roster),
        weekday_spans=weekday_spans,
    )


def overlaps(rows: Sequence[HolidayRow]) -> tuple[Text, ...]:
    """One sentence for every two rows that share days off, so whoever publishes them sees it.

    Source: convention:calendar.
    """
    found = []
    for one, other in combinations(rows, 2):
        first, last = max(one.first, other.first), min(one.last, other.last)
        if first <= last:
            found.append(
                Text(
                    f"“{one.name.vi}” và “{other.name.vi}” trùng nhau từ {first:%d/%m/%Y} đến "
                    f"{last:%d/%m/%Y}; mỗi ngày chỉ nghỉ một lần.",
                    f"“{one.name.en}” and “{other.name.en}” overlap from {first} to {last}; each day is off once.",
                )
            )
    return tuple(found)
