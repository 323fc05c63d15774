"""A calendar as JSON: what an administrator publishes, and what ``hoso clock show`` prints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from hoso.base.errors import Invalid
from hoso.law.calendar import MONDAY_TO_FRIDAY, OFFICE_SPANS, Spans, WorkingCalendar
from hoso.law.clock.holidays import HolidayRow
from hoso.law.clock.published import calendar_of
from hoso.law.text import Text

_UNREADABLE = Text(
    "Lịch không đọc được ở mục “{part}”: {why}. Hãy xem mẫu bằng: hoso clock show --json.",
    "The calendar cannot be read at “{part}”: {why}. See a sample with: hoso clock show --json.",
)
_PARTS = {"version", "decision", "decided_on", "valid_from", "valid_to", "holidays", "hours", "weekdays",
          "roster", "weekday_hours", "agency", "purpose"}  # fmt: skip


def read(spec: Mapping[str, Any]) -> tuple[WorkingCalendar, tuple[HolidayRow, ...]]:
    """The calendar of a specification and its rows. Raises ``Invalid``, or ``BadCalendar`` of the law.

    Parts: ``version``, ``decision``, ``decided_on``, ``valid_from``, ``valid_to`` (days as 2026-12-31);
    ``holidays``: ``first``, ``last``, ``name``, perhaps ``worked``; ``hours`` ["07:30-11:30", …]; ``weekdays`` from 0 =
    Monday; ``roster``: further days on duty; ``weekday_hours``: {"5": [hours]}.
    """
    unknown = set(spec) - _PARTS
    if unknown:
        raise Invalid(_UNREADABLE.format(part=min(unknown), why="không có mục này / there is no such part"))
    rows = tuple(_part("holidays", lambda: [_row(one) for one in spec.get("holidays", ())]))
    calendar = calendar_of(
        rows,
        version=_word(spec, "version"),
        decision=_word(spec, "decision"),
        valid_from=day(spec, "valid_from"),
        valid_to=day(spec, "valid_to"),
        spans=_part("hours", lambda: _spans(spec["hours"]) if "hours" in spec else OFFICE_SPANS),
        weekdays=_part("weekdays", lambda: [int(n) for n in spec.get("weekdays", MONDAY_TO_FRIDAY)]),
        roster=_part("roster", lambda: [date.fromisoformat(one) for one in spec.get("roster", ())]),
        weekday_spans=_part(
            "weekday_hours",
            lambda: tuple((int(n), _spans(own)) for n, own in sorted(spec.get("weekday_hours", {}).items())),
        ),
    )
    return calendar, rows


def day(spec: Mapping[str, Any], part: str) -> date:
    """A day of the specification. Raises ``Invalid``."""
    found: date = _part(part, lambda: date.fromisoformat(spec[part]))
    return found


def written(calendar: WorkingCalendar, rows: tuple[HolidayRow, ...], decided_on: date) -> dict[str, Any]:
    """The specification of a calendar: reading it again gives the same calendar."""
    return {
        "version": calendar.version,
        "decision": calendar.decision,
        "decided_on": decided_on.isoformat(),
        "valid_from": calendar.valid_from.isoformat(),
        "valid_to": calendar.valid_to.isoformat(),
        "holidays": [_row_written(row) for row in rows],
        "hours": _hours(calendar.spans),
        "weekdays": sorted(calendar.weekdays),
        "roster": sorted(one.isoformat() for one in calendar.roster),
        "weekday_hours": {str(weekday): _hours(own) for weekday, own in calendar.weekday_spans},
    }


def _row_written(row: HolidayRow) -> dict[str, str]:
    found = {"first": row.first.isoformat(), "last": row.last.isoformat(), "name": row.name.vi}
    return found | ({"worked": row.worked.isoformat()} if row.worked else {})


def _row(one: Mapping[str, str]) -> HolidayRow:
    worked = date.fromisoformat(one["worked"]) if one.get("worked") else None
    first = date.fromisoformat(one["first"])
    name = one["name"]
    return HolidayRow(first, date.fromisoformat(one.get("last", one["first"])), Text(name, name), "", worked)


def _spans(hours: list[str]) -> Spans:
    pairs = [one.split("-") for one in hours]
    return tuple((time.fromisoformat(begin), time.fromisoformat(end)) for begin, end in pairs)


def _hours(spans: Spans) -> list[str]:
    return [f"{begin:%H:%M}-{end:%H:%M}" for begin, end in spans]


def _word(spec: Mapping[str, Any], part: str) -> str:
    value = spec.get(part)
    if not isinstance(value, str) or not value.strip():
        raise Invalid(_UNREADABLE.format(part=part, why="còn trống / missing"))
    return value.strip()


def _part(part: str, made: Any) -> Any:
    try:
        return made()
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise Invalid(_UNREADABLE.format(part=part, why=repr(fault)[:200])) from fault
