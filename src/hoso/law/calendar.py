"""Working days and working hours of an agency. Civil days are those of Asia/Ho_Chi_Minh."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from itertools import pairwise

from hoso.law.clock import holidays
from hoso.law.errors import BadCalendar, NaiveInstant, OutsideCalendar
from hoso.law.text import Text

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Viet Nam has kept UTC+7 without summer time since 1975; a fixed offset needs no zone files."""

OFFICE_SPANS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))
MONDAY_TO_FRIDAY = frozenset(range(5))
Spans = tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days from ``valid_from`` to ``valid_to`` (both included) are worked, and in which hours.

    A day is worked when its weekday (0 = Monday) is in ``weekdays`` or it is on the duty ``roster``, and it is
    no holiday; a day in ``worked_days`` (worked in exchange for a holiday) always is. Hours are ``spans``, save
    on weekdays named in ``weekday_spans`` (a Saturday morning); a day worked in exchange has ordinary hours.
    ``version`` and ``decision`` say which calendar a due date was counted with.
    Raises BadCalendar when the parts contradict each other.
    """

    version: str
    decision: str
    valid_from: date
    valid_to: date
    holidays: frozenset[date]
    worked_days: frozenset[date] = frozenset()
    spans: Spans = OFFICE_SPANS
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    roster: frozenset[date] = frozenset()
    weekday_spans: tuple[tuple[int, Spans], ...] = ()
    _ordinals: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        _check(self)
        first, last = self.valid_from.toordinal(), self.valid_to.toordinal()
        days = (date.fromordinal(n) for n in range(first, last + 1))
        worked = tuple(day.toordinal() for day in days if self._is_worked(day))
        object.__setattr__(self, "_ordinals", worked)

    def _is_worked(self, day: date) -> bool:
        if day in self.worked_days:
            return True
        return day not in self.holidays and (day.weekday() in self.weekdays or day in self.roster)

    def spans_on(self, day: date) -> Spans:
        """The working hours of a day that is worked. Source: convention:hours, tq-2024:roster."""
        if day in self.worked_days:
            return self.spans
        return next((own for weekday, own in self.weekday_spans if weekday == day.weekday()), self.spans)

    @property
    def worked_ordinals(self) -> tuple[int, ...]:
        """Every worked day as a proleptic ordinal, ascending: the table for counting in bulk.

        Source: convention:calendar.
        """
        return self._ordinals

    def covers(self, day: date) -> bool:
        """Whether the calendar says anything about the day. Source: blds-2015:147."""
        return self.valid_from <= day <= self.valid_to

    def is_working_day(self, day: date) -> bool:
        """Whether the agency works on the day; OutsideCalendar when unknown.

        Source: blld-2019:112, convention:calendar.
        """
        self._require(day)
        return self._is_worked(day)

    def first_working_day(self, day: date) -> date:
        """The day itself when worked, else the next worked one. Source: blds-2015:148."""
        return self.add_working_days(day, 0)

    def next_working_day(self, day: date) -> date:
        """The first worked day strictly after. Source: blds-2015:148."""
        return self.add_working_days(day, 1)

    def add_working_days(self, day: date, days: int) -> date:
        """The ``days``-th worked day after ``day``, itself not counted; 0 is the day or the next worked one.

        Source: blds-2015:147, blds-2015:148.
        """
        self._require(day)
        ordinal = day.toordinal()
        at = (
            bisect_right(self._ordinals, ordinal) + days - 1 if days else bisect_left(self._ordinals, ordinal)
        )
        if not 0 <= at < len(self._ordinals):
            raise OutsideCalendar(_beyond(self))
        return date.fromordinal(self._ordinals[at])

    def working_days_between(self, start: date, end: date) -> int:
        """Worked days after ``start`` up to and including ``end``; negative when ``end`` comes first.

        Source: blds-2015:147.
        """
        if end < start:
            return -self.working_days_between(end, start)
        self._require(start)
        self._require(end)
        return bisect_right(self._ordinals, end.toordinal()) - bisect_right(self._ordinals, start.toordinal())

    def closing(self, day: date) -> datetime:
        """The end of working hours of that civil day, in Viet Nam time. Source: convention:closing."""
        return datetime.combine(day, self.spans_on(day)[-1][1], VIETNAM)

    def opening(self, day: date) -> datetime:
        """The beginning of working hours of that civil day, in Viet Nam time. Source: convention:hours."""
        return datetime.combine(day, self.spans_on(day)[0][0], VIETNAM)

    def open_spans(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working spans from ``start`` on, the first one cut at ``start``; OutsideCalendar at the end.

        Source: convention:hours.
        """
        day = self.first_working_day(start.date())
        while True:
            for opens, closes in self.spans_on(day):
                begin = max(datetime.combine(day, opens, VIETNAM), start)
                end = datetime.combine(day, closes, VIETNAM)
                if begin < end:
                    yield begin, end
            day = self.next_working_day(day)

    def _require(self, day: date) -> None:
        if not self.covers(day):
            raise OutsideCalendar(_outside(self, day))


def in_vietnam(instant: datetime) -> datetime:
    """The same instant on a clock in Viet Nam; NaiveInstant when it has no zone.

    Source: convention:zone.
    """
    if instant.tzinfo is None:
        raise NaiveInstant(
            Text(
                f"Thời điểm {instant.isoformat()} thiếu múi giờ. Hãy ghi thêm, ví dụ +07:00.",
                f"The instant {instant.isoformat()} has no time zone. Add one, for example +07:00.",
            )
        )
    return instant.astimezone(VIETNAM)


@cache
def national_calendar() -> WorkingCalendar:
    """The shipped default for offices working Monday to Friday, 2024-2027 (rows in ``holidays``).

    Source: blld-2019:112, convention:calendar.
    """
    rows = holidays.NATIONAL_ROWS
    return WorkingCalendar(
        version=holidays.VERSION,
        decision="Bộ luật Lao động 2019, Điều 112 và các thông báo hoán đổi",
        valid_from=date(2024, 1, 1),
        valid_to=date(2027, 12, 31),
        holidays=frozenset(day for row in rows for day in row.days),
        worked_days=frozenset(row.worked for row in rows if row.worked),
    )


def with_saturdays(
    calendar: WorkingCalendar, version: str, decision: str, *, hours: Spans | None = None
) -> WorkingCalendar:
    """The same calendar for a desk on duty Monday to Saturday, under its own version and decision.

    ``hours`` are those of the Saturdays when shorter (mornings). Holidays stay off. Reception hours need not be
    processing hours: each agency names its calendars.
    Source: tq-2024:roster.
    """
    own = ((5, hours),) if hours else ()
    return replace(
        calendar, version=version, decision=decision, weekdays=calendar.weekdays | {5}, weekday_spans=own
    )


def _check(calendar: WorkingCalendar) -> None:
    def fail(vi: str, en: str) -> None:
        raise BadCalendar(Text(f"Lịch “{calendar.version}” không hợp lệ: {vi}.", f"Bad calendar: {en}."))

    if calendar.valid_to < calendar.valid_from:
        fail("ngày hết hiệu lực trước ngày bắt đầu", "it ends before it begins")
    if calendar.holidays & calendar.worked_days:
        day = min(calendar.holidays & calendar.worked_days)
        fail(f"ngày {day:%d/%m/%Y} vừa là ngày nghỉ vừa là ngày làm", f"{day} is both off and worked")
    if any(not calendar.covers(day) for day in calendar.holidays | calendar.worked_days | calendar.roster):
        fail("có ngày nằm ngoài thời gian hiệu lực", "a day lies outside its validity")
    for spans in (calendar.spans, *(own for _, own in calendar.weekday_spans)):
        edges = [edge for span in spans for edge in span]
        if not edges or any(b <= a for a, b in pairwise(edges)):
            fail("giờ làm việc trống hoặc chồng nhau", "working hours are empty or overlap")
    if not calendar.weekdays | {weekday for weekday, _ in calendar.weekday_spans} <= frozenset(range(7)):
        fail("thứ trong tuần phải từ 0 đến 6", "weekdays run from 0 to 6")


def _outside(calendar: WorkingCalendar, day: date) -> Text:
    return Text(
        f"Lịch làm việc “{calendar.version}” chỉ có từ {calendar.valid_from:%d/%m/%Y} đến "
        f"{calendar.valid_to:%d/%m/%Y}, chưa có ngày {day:%d/%m/%Y}. Hãy bổ sung lịch trước khi tính hạn.",
        f"The working calendar “{calendar.version}” runs from {calendar.valid_from} to {calendar.valid_to} "
        f"and does not cover {day}. Extend the calendar first.",
    )


def _beyond(calendar: WorkingCalendar) -> Text:
    return Text(
        f"Thời hạn vượt quá ngày cuối {calendar.valid_to:%d/%m/%Y} của lịch “{calendar.version}”. "
        "Hãy bổ sung lịch trước khi tính hạn.",
        f"The term runs past {calendar.valid_to}, the last day of calendar “{calendar.version}”. "
        "Extend the calendar first.",
    )
