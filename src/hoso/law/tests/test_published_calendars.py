"""Calendars as decisions publish them: overlapping holidays, duty rosters, hours of their own."""

from datetime import date, datetime, time, timedelta

import pytest

from hoso.law.appointments import hand_over_by
from hoso.law.calendar import OFFICE_SPANS, VIETNAM, WorkingCalendar, national_calendar, with_saturdays
from hoso.law.clock.holidays import NATIONAL_ROWS, HolidayRow
from hoso.law.clock.hours import add_working_time
from hoso.law.clock.published import calendar_of, overlaps
from hoso.law.deadline import TimeLimit, Unit, due
from hoso.law.errors import BadCalendar, BadTimeLimit, OutsideCalendar
from hoso.law.rulesets import R2025
from hoso.law.text import Text

MORNING = ((time(7, 30), time(11, 30)),)


def row(first: str, last: str, name: str = "Nghỉ", worked: str | None = None) -> HolidayRow:
    off = date.fromisoformat(first), date.fromisoformat(last)
    return HolidayRow(*off, Text(name, name), "QĐ 1/QĐ", date.fromisoformat(worked) if worked else None)


def published(*rows: HolidayRow, **more: object) -> WorkingCalendar:
    given = {"version": "TQ-2026/2", "decision": "QĐ 12/QĐ-UBND ngày 05/01/2026", **more}
    return calendar_of(rows, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31), **given)  # type: ignore[arg-type]


def test_the_national_rows_make_the_national_calendar_and_do_not_overlap() -> None:
    national = national_calendar()
    again = calendar_of(
        NATIONAL_ROWS, version=national.version, decision=national.decision,
        valid_from=national.valid_from, valid_to=national.valid_to,
    )  # fmt: skip
    assert again == national
    assert overlaps(NATIONAL_ROWS) == ()


def test_holidays_that_overlap_are_off_once_and_are_named() -> None:
    rows = row("2026-02-16", "2026-02-20", "Tết"), row("2026-02-20", "2026-02-23", "Nghỉ địa phương")
    calendar = published(*rows)
    assert calendar.next_working_day(date(2026, 2, 13)) == date(2026, 2, 24)
    (said,) = overlaps(rows)
    assert "“Tết” và “Nghỉ địa phương”" in said.vi
    assert "20/02/2026" in said.vi


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([row("2026-02-20", "2026-02-16", "Tết")], "“Tết” kết thúc 16/02/2026"),
        (
            [row("2026-02-16", "2026-02-20", worked="2026-02-18")],
            "18/02/2026 vừa là ngày nghỉ vừa là ngày làm",
        ),
        ([row("2027-02-16", "2027-02-20")], "nằm ngoài thời gian hiệu lực"),
    ],
)
def test_rows_that_contradict_each_other_are_refused_by_name(rows: list[HolidayRow], named: str) -> None:
    with pytest.raises(BadCalendar) as refusal:
        published(*rows)
    assert named in refusal.value.text.vi


def test_a_term_beyond_the_published_calendar_says_which_calendar_ends_when() -> None:
    with pytest.raises(OutsideCalendar) as refusal:
        due(datetime(2026, 12, 30, 9, tzinfo=VIETNAM), TimeLimit(5, Unit.WORKING_DAY), published())
    assert "TQ-2026/2" in refusal.value.text.vi
    assert "31/12/2026" in refusal.value.text.vi


def test_saturday_mornings_on_duty_end_at_half_past_eleven_and_swapped_saturdays_at_five() -> None:
    duty = with_saturdays(national_calendar(), "VN-T7/1", "Quyết định trực", hours=MORNING)
    assert duty.closing(date(2026, 11, 21)) == datetime(2026, 11, 21, 11, 30, tzinfo=VIETNAM)
    assert duty.closing(date(2026, 8, 22)) == datetime(2026, 8, 22, 17, tzinfo=VIETNAM)  # worked in exchange
    friday = datetime(2026, 11, 20, 16, tzinfo=VIETNAM)
    assert add_working_time(duty, friday, timedelta(hours=5)) == datetime(
        2026, 11, 21, 11, 30, tzinfo=VIETNAM
    )
    assert add_working_time(duty, friday, timedelta(hours=6)).date() == date(2026, 11, 23)


def test_a_roster_adds_single_saturdays_but_no_holidays() -> None:
    rostered = published(
        row("2026-09-01", "2026-09-05"), roster=[date(2026, 8, 15), date(2026, 9, 5)],
        weekday_spans=((5, MORNING),),
    )  # fmt: skip
    assert rostered.is_working_day(date(2026, 8, 15))
    assert not rostered.is_working_day(date(2026, 8, 29))
    assert not rostered.is_working_day(date(2026, 9, 5))
    assert rostered.spans_on(date(2026, 8, 15)) == MORNING
    assert rostered.spans_on(date(2026, 8, 14)) == OFFICE_SPANS


def test_reception_hours_are_not_processing_hours() -> None:
    """A file taken in on a Saturday of duty is counted in days of those who work on it."""
    reception = with_saturdays(national_calendar(), "VN-T7/1", "Quyết định trực", hours=MORNING)
    saturday = datetime(2026, 11, 21, 9, tzinfo=VIETNAM)
    assert due(saturday, TimeLimit(1, Unit.WORKING_DAY), national_calendar()).due_on == date(2026, 11, 23)
    assert hand_over_by(saturday, reception, R2025).astimezone(VIETNAM) == reception.closing(saturday.date())
    monday = datetime(2026, 11, 23, 7, 30, tzinfo=VIETNAM)
    assert hand_over_by(saturday, national_calendar(), R2025) == monday


def test_months_have_their_own_bound() -> None:
    TimeLimit(120, Unit.MONTH)
    with pytest.raises(BadTimeLimit) as refusal:
        TimeLimit(121, Unit.MONTH)
    assert "từ 1 đến 120" in refusal.value.text.vi
