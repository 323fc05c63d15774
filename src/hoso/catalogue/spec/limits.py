"""Which published time limits may become a due date. A number without a unit never does, and 0 never does."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from hoso.law.deadline import TimeLimit, Unit
from hoso.law.errors import BadTimeLimit

_EXACT: dict[str, tuple[Unit, int]] = {
    "working_day": (Unit.WORKING_DAY, 1),
    "day": (Unit.DAY, 1),
    "week": (Unit.DAY, 7),
    "hour": (Unit.HOUR, 1),
    "working_hour": (Unit.HOUR, 1),
    "month": (Unit.MONTH, 1),
    "year": (Unit.MONTH, 12),
}
_WORDS = {
    "working_day": "ngày làm việc",
    "day": "ngày",
    "week": "tuần",
    "hour": "giờ",
    "working_hour": "giờ làm việc",
    "month": "tháng",
    "year": "năm",
    "minute": "phút",
}


def number(value: object) -> Decimal | None:
    """``value`` as a finite number; None for anything else (true and false included)."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def usable(limit: Mapping[str, Any] | None) -> tuple[int, Unit] | None:
    """The whole number and unit that the law can count, or None when an officer must complete it.

    Half a working day is 4 working hours; a week is 7 days, a year 12 months. A limit of 0, a negative
    one, one without a unit, and a sentence are not usable.
    """
    if not isinstance(limit, Mapping):
        return None
    value, unit = number(limit.get("value")), limit.get("unit")
    if value is None or value <= 0 or not isinstance(unit, str) or unit not in _EXACT:
        return None
    kind, times = _EXACT[unit]
    value *= times
    if kind is Unit.WORKING_DAY and value != value.to_integral_value():
        kind, value = Unit.HOUR, value * 8
    if value != value.to_integral_value():
        return None
    try:
        return TimeLimit(int(value), kind).value, kind
    except BadTimeLimit:
        return None


def in_words(limit: Mapping[str, Any] | None) -> str:
    """The limit as the source printed it, for a reader; empty when it printed nothing."""
    if not isinstance(limit, Mapping):
        return ""
    if limit.get("text"):
        return str(limit["text"])
    if limit.get("value") is None:
        return ""
    value = number(limit["value"])
    shown = str(limit["value"]) if value is None else f"{value.normalize():f}".replace(".", ",")
    unit = str(limit.get("unit") or "")
    return f"{shown} {_WORDS.get(unit, unit)}" if unit else f"{shown} (nguồn không ghi đơn vị)"
