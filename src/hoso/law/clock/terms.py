"""Time limits and pauses: what a clock is given to count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hoso.law.calendar import in_vietnam
from hoso.law.errors import BadPause, BadTimeLimit
from hoso.law.text import Text

LONGEST = 3660
"""No procedure runs longer than ten years of days; a larger number is a typing mistake."""
MOST_MONTHS = 120


class Unit(StrEnum):
    """The unit of a time limit, as the published procedure states it."""

    WORKING_DAY = "working_day"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"

    @property
    def label(self) -> Text:
        """The unit in words. Source: blds-2015:147."""
        return _UNIT_LABELS[self]


_UNIT_LABELS = {
    Unit.WORKING_DAY: Text("ngày làm việc", "working days"),
    Unit.DAY: Text("ngày", "calendar days"),
    Unit.HOUR: Text("giờ làm việc", "working hours"),
    Unit.MONTH: Text("tháng", "months"),
}


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """``value`` units. 0 working days means the same day. Raises BadTimeLimit for what cannot be counted."""

    value: int
    unit: Unit

    def __post_init__(self) -> None:
        whole = isinstance(self.value, int) and not isinstance(self.value, bool)
        lowest = 1 if self.unit in {Unit.HOUR, Unit.MONTH} else 0
        longest = MOST_MONTHS if self.unit is Unit.MONTH else LONGEST
        if not whole or not lowest <= self.value <= longest:
            raise BadTimeLimit(
                Text(
                    f"Thời hạn “{self.value} {self.unit.label.vi}” không tính được. "
                    f"Hãy nhập số nguyên từ {lowest} đến {longest}.",
                    f"A time limit of “{self.value} {self.unit.label.en}” cannot be counted. "
                    f"Give a whole number from {lowest} to {longest}.",
                )
            )

    @property
    def label(self) -> Text:
        """The limit in words; 0 days reads "in the day". Source: nd23-2015:7."""
        if self.value == 0:
            return Text("trong ngày", "the same day")
        return Text(f"{self.value} {self.unit.label.vi}", f"{self.value} {self.unit.label.en}")


class PauseKind(StrEnum):
    """Why the clock rests. Only a supplement can restart a term, where the rule set says so."""

    SUPPLEMENT = "supplement"
    PAYMENT = "payment"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock rested from ``begin`` to ``end`` (aware; None while it rests), on a ground, by a person."""

    begin: datetime
    end: datetime | None
    ground: Text
    by: str
    kind: PauseKind = PauseKind.SUPPLEMENT


def in_order(pauses: Iterable[Pause], received_at: datetime) -> tuple[Pause, ...]:
    """The pauses by beginning, those that overlap joined into one, in Viet Nam time.

    Raises BadPause for one that begins before the receipt or ends before it begins.
    Source: qd766-2022:2.1.
    """
    merged: list[Pause] = []
    for pause in sorted((_local(p) for p in pauses), key=lambda p: p.begin):
        if pause.begin < received_at or (pause.end is not None and pause.end < pause.begin):
            raise BadPause(
                Text(
                    f"Khoảng tạm dừng từ {pause.begin:%H:%M %d/%m/%Y} không hợp lệ: bắt đầu trước khi nhận "
                    "hồ sơ hoặc kết thúc trước khi bắt đầu.",
                    f"The pause from {pause.begin.isoformat()} begins before receipt or ends before "
                    "it begins.",
                )
            )
        last = merged[-1] if merged else None
        if last and (last.end is None or pause.begin <= last.end):
            merged[-1] = _joined(last, pause)
        else:
            merged.append(pause)
    return tuple(merged)


def _local(pause: Pause) -> Pause:
    end = None if pause.end is None else in_vietnam(pause.end)
    return Pause(in_vietnam(pause.begin), end, pause.ground, pause.by, pause.kind)


def _joined(first: Pause, second: Pause) -> Pause:
    end = None if first.end is None or second.end is None else max(first.end, second.end)
    supplement = PauseKind.SUPPLEMENT in {first.kind, second.kind}
    kind = PauseKind.SUPPLEMENT if supplement else first.kind
    ground = Text(f"{first.ground.vi}; {second.ground.vi}", f"{first.ground.en}; {second.ground.en}")
    return Pause(first.begin, end, ground, first.by, kind)
