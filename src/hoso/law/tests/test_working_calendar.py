"""The working calendar: national table, swaps, its edges, and calendars that contradict themselves."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoso.law.calendar import VIETNAM, WorkingCalendar, in_vietnam, national_calendar, with_saturdays
from hoso.law.clock.holidays import NATIONAL_ROWS
from hoso.law.clock.hours import add_working_time, working_time
from hoso.law.errors import BadCalendar, NaiveInstant, OutsideCalendar

CALENDAR = national_calendar()
days = st.dates(date(2024, 1, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2025-04-26", True),
        ("2025-05-02", False),
        ("2024-05-04", True),
        ("2026-01-02", False),
        ("2026-01-10", True),
        ("2026-08-22", True),
        ("2026-11-24", False),
        ("2026-11-22", False),
        ("2027-05-03", False),
    ],
)
def test_holidays_and_swapped_days_are_known(day: str, worked: bool) -> None:
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is worked


def test_rows_nobody_confirmed_are_marked() -> None:
    unsure = {row.first for row in NATIONAL_ROWS if not row.confirmed}
    assert {date(2026, 1, 2), date(2026, 11, 24), date(2027, 2, 4)} <= unsure
    assert all(row.decision and row.name.vi for row in NATIONAL_ROWS)


def test_a_desk_on_duty_from_monday_to_saturday_keeps_the_holidays() -> None:
    duty = with_saturdays(CALENDAR, "VN-T7/1", "Quyết định trực thứ Bảy")
    assert duty.is_working_day(date(2026, 11, 21))
    assert not duty.is_working_day(date(2026, 11, 22))
    assert not duty.is_working_day(date(2025, 1, 25))
    assert duty.next_working_day(date(2026, 11, 20)) == date(2026, 11, 21)


@given(days, st.integers(1, 120))
def test_adding_and_counting_working_days_undo_each_other(day: date, n: int) -> None:
    end = CALENDAR.add_working_days(day, n)
    assert CALENDAR.is_working_day(end)
    assert CALENDAR.working_days_between(day, end) == n
    assert CALENDAR.working_days_between(end, day) == -n


@given(days, st.integers(0, 200))
def test_counting_agrees_with_looking_at_each_day(day: date, length: int) -> None:
    end = min(day + timedelta(days=length), CALENDAR.valid_to)
    each = sum(CALENDAR.is_working_day(day + timedelta(days=k)) for k in range(1, (end - day).days + 1))
    assert CALENDAR.working_days_between(day, end) == each


@given(
    st.datetimes(datetime(2024, 1, 2), datetime(2027, 1, 1), timezones=st.just(VIETNAM)),
    st.integers(1, 60 * 200),
)
def test_working_time_added_is_the_working_time_between(start: datetime, minutes: int) -> None:
    amount = timedelta(minutes=minutes)
    end = add_working_time(CALENDAR, start, amount)
    assert working_time(CALENDAR, start, end) == amount
    assert working_time(CALENDAR, end, start) == timedelta(0)


def test_a_day_outside_the_calendar_is_refused_in_words() -> None:
    for ask in (
        lambda: CALENDAR.is_working_day(date(2028, 1, 1)),
        lambda: CALENDAR.add_working_days(date(2027, 12, 31), 1),
        lambda: CALENDAR.working_days_between(date(2023, 12, 31), date(2024, 1, 5)),
    ):
        with pytest.raises(OutsideCalendar) as error:
            ask()
        assert "VN-2024-2027/1" in error.value.text.vi


@pytest.mark.parametrize(
    "change",
    [
        {"worked_days": frozenset({date(2025, 5, 2)})},
        {"valid_to": date(2023, 1, 1)},
        {"holidays": frozenset({date(2030, 1, 1)})},
        {"spans": ()},
        {"spans": ((time(13), time(12)),)},
        {"spans": ((time(7), time(12)), (time(11), time(17)))},
        {"weekdays": frozenset({7})},
    ],
)
def test_a_calendar_that_contradicts_itself_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(BadCalendar) as error:
        replace(CALENDAR, **change)  # type: ignore[arg-type]
    assert error.value.text.vi


def test_a_calendar_without_any_worked_day_answers_with_an_error_not_a_date() -> None:
    none = WorkingCalendar(
        "KHÔNG", "", date(2026, 1, 1), date(2026, 1, 31), frozenset(), weekdays=frozenset()
    )
    with pytest.raises(OutsideCalendar):
        none.first_working_day(date(2026, 1, 5))


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveInstant):
        in_vietnam(datetime(2026, 1, 1))
