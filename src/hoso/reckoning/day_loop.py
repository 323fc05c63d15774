"""The same clock, written naively a second time: walk day by day. A yardstick, slow on purpose.

It shares nothing with ``law.deadline`` but the rows of the calendar; the tests and ``hoso clock compare`` hold
the two against each other.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from hoso.law.calendar import WorkingCalendar

HANOI = timezone(timedelta(hours=7))
_DAY = timedelta(days=1)
_NOTHING = timedelta(0)


class NoSuchDayError(Exception):
    """The walk left the calendar."""


@dataclass(frozen=True, slots=True)
class Waited:
    """The applicant was asked at ``begin`` and answered at ``end`` (None: not yet)."""

    begin: datetime
    end: datetime | None
    supplement: bool = True


@dataclass(frozen=True, slots=True)
class Walk:
    """One limit under one policy (``restart``, ``pause`` or ``shift``) in one calendar."""

    calendar: WorkingCalendar
    value: int
    unit: str
    policy: str
    cutoff: time

    def due(self, received: datetime, waits: Sequence[Waited] = ()) -> datetime:
        """The instant at which the result is due. Raises ``NoSuchDayError``."""
        nominal, end = self._whole(received.astimezone(HANOI))
        for wait in _joined(waits):
            begin = wait.begin.astimezone(HANOI)
            if wait.end is None or begin > end:
                continue
            back = wait.end.astimezone(HANOI)
            if self.policy == "shift":
                nominal, end = self._moved(nominal, end, (back.date() - begin.date()).days)
            elif self.policy == "restart" and wait.supplement:
                nominal, end = self._whole(back)
            else:
                nominal, end = self._what_is_left(nominal, end, begin, back)
        return end

    def _whole(self, start: datetime) -> tuple[date, datetime]:
        if self.unit == "hour":
            return self._hours(start, timedelta(hours=self.value))
        if self.value == 0:
            return self._same_day(start)
        if self.unit == "working_day":
            return self._working_days(start.date(), self.value)
        if self.unit == "day":
            return self._ends_on(start.date() + timedelta(days=self.value))
        year, month = start.year, start.month
        for _ in range(self.value):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return self._ends_on(date(year, month, min(start.day, monthrange(year, month)[1])))

    def _what_is_left(
        self, nominal: date, end: datetime, begin: datetime, back: datetime
    ) -> tuple[date, datetime]:
        if self.unit == "hour":
            return self._hours(back, self._time_between(begin, end))
        if self.unit == "working_day":
            left, day = 0, begin.date()
            while day < end.date():
                day += _DAY
                left += self._works(day)
            return self._working_days(back.date(), left) if left else self._same_day(back)
        left = (nominal - begin.date()).days
        return self._ends_on(back.date() + timedelta(days=left)) if left > 0 else self._same_day(back)

    def _moved(self, nominal: date, end: datetime, days: int) -> tuple[date, datetime]:
        last, closing = self._ends_on(nominal + timedelta(days=days))
        if self.unit == "hour":
            closing = datetime.combine(closing.date(), end.time(), HANOI)
        return last, closing

    def _same_day(self, start: datetime) -> tuple[date, datetime]:
        late = self._works(start.date()) and start.time() > self.cutoff
        return self._ends_on(start.date() + _DAY if late else start.date())

    def _working_days(self, day: date, left: int) -> tuple[date, datetime]:
        self._works(day)
        while left:
            day += _DAY
            left -= self._works(day)
        return self._ends_on(day)

    def _ends_on(self, day: date) -> tuple[date, datetime]:
        last = day
        while not self._works(last):
            last += _DAY
        return day, datetime.combine(last, self._hours_of(last)[-1][1], HANOI)

    def _hours(self, start: datetime, left: timedelta) -> tuple[date, datetime]:
        day = start.date()
        while True:
            for opens, closes in self._spans(day):
                begin = max(opens, start)
                if begin >= closes:
                    continue
                if begin + left <= closes:
                    return (begin + left).date(), begin + left
                left -= closes - begin
            day += _DAY

    def _time_between(self, begin: datetime, end: datetime) -> timedelta:
        total, day = _NOTHING, begin.date()
        while day <= end.date():
            for opens, closes in self._spans(day):
                total += max(_NOTHING, min(closes, end) - max(opens, begin))
            day += _DAY
        return total

    def _spans(self, day: date) -> list[tuple[datetime, datetime]]:
        if not self._works(day):
            return []
        return [
            (datetime.combine(day, opens, HANOI), datetime.combine(day, closes, HANOI))
            for opens, closes in self._hours_of(day)
        ]

    def _hours_of(self, day: date) -> tuple[tuple[time, time], ...]:
        own = dict(self.calendar.weekday_spans)
        swapped = day in self.calendar.worked_days
        return self.calendar.spans if swapped else own.get(day.weekday(), self.calendar.spans)

    def _works(self, day: date) -> bool:
        rows = self.calendar
        if not rows.valid_from <= day <= rows.valid_to:
            raise NoSuchDayError(day)
        if day in rows.worked_days:
            return True
        return day not in rows.holidays and (day.weekday() in rows.weekdays or day in rows.roster)


def _joined(waits: Sequence[Waited]) -> list[Waited]:
    """Pauses that touch or overlap become one; it is a supplement when any of them was."""
    found: list[Waited] = []
    for wait in sorted(waits, key=lambda one: one.begin):
        last = found[-1] if found else None
        if last is None or (last.end is not None and wait.begin > last.end):
            found.append(wait)
            continue
        end = None if last.end is None or wait.end is None else max(last.end, wait.end)
        found[-1] = Waited(last.begin, end, last.supplement or wait.supplement)
    return found
