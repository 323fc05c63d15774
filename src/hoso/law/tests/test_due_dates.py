"""Due dates: the golden table, the cut-off, and a naive day loop that must agree on everything."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.law.calendar import VIETNAM, national_calendar
from hoso.law.deadline import (
    DueDate,
    Pause,
    PauseKind,
    Standing,
    TimeLimit,
    Unit,
    due,
    national_due,
    remaining,
    standing,
)
from hoso.law.errors import BadPause, BadTimeLimit, NaiveInstant, NoRuleSet, OutsideCalendar
from hoso.law.rulesets import R2018, R2025, ClockPolicy, Parameter
from hoso.law.text import Text

CALENDAR = national_calendar()
GROUND = Text("Thiếu trang 2", "Page 2 is missing")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def working_days(n: int) -> TimeLimit:
    return TimeLimit(n, Unit.WORKING_DAY)


def paused(begin: str, end: str | None, kind: PauseKind = PauseKind.SUPPLEMENT) -> Pause:
    return Pause(at(begin), at(end) if end else None, GROUND, "NV01", kind)


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        ("2025-04-25", 1, "2025-04-26"),
        ("2025-04-29", 3, "2025-05-07"),
        ("2025-01-24", 5, "2025-02-07"),
        ("2024-04-26", 2, "2024-05-03"),
        ("2026-02-13", 3, "2026-02-25"),
        ("2026-08-21", 1, "2026-08-22"),
        ("2026-08-28", 3, "2026-09-07"),
        ("2026-11-23", 1, "2026-11-25"),
    ],
)
def test_the_golden_table_holds(received: str, days: int, expected: str) -> None:
    answer = due(at(f"{received}T09:00"), working_days(days), CALENDAR)
    assert answer.due_on == date.fromisoformat(expected)
    assert answer.due_at == at(f"{expected}T17:00")
    assert answer.due_at.tzinfo is UTC
    assert answer.calendar_version == "VN-2024-2027/1"


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-11-20T14:59", "2026-11-20"),
        ("2026-11-20T15:00", "2026-11-20"),
        ("2026-11-20T15:00:01", "2026-11-23"),
        ("2026-11-21T09:00", "2026-11-23"),
        ("2026-11-21T16:00", "2026-11-23"),
        ("2026-11-23T16:00", "2026-11-25"),
    ],
)
def test_a_same_day_result_moves_to_the_next_working_day_after_15_00(received: str, expected: str) -> None:
    assert due(at(received), working_days(0), CALENDAR).due_on == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("received", "limit", "said"),
    [
        ("2026-11-20T14:00", TimeLimit(0, Unit.WORKING_DAY), "trả trong ngày"),
        ("2026-11-20T16:00", TimeLimit(0, Unit.WORKING_DAY), "nhận sau 15:00"),
        ("2026-11-21T16:00", TimeLimit(0, Unit.DAY), "ngày nhận là ngày nghỉ"),
        ("2026-11-21T10:00", TimeLimit(0, Unit.WORKING_DAY), "ngày nhận là ngày nghỉ"),
        ("2025-04-25T09:00", TimeLimit(1, Unit.WORKING_DAY), "Có làm việc bù: 26/04/2025"),
        ("2025-04-29T09:00", TimeLimit(3, Unit.WORKING_DAY), "30/04/2025, 01/05/2025, 02/05/2025"),
        ("2026-08-20T09:00", TimeLimit(11, Unit.DAY), "Ngày cuối 31/08/2026 là ngày nghỉ"),
    ],
)
def test_the_calculation_is_explained_line_by_line(received: str, limit: TimeLimit, said: str) -> None:
    lines = due(at(received), limit, CALENDAR).explanation
    assert len(lines) == 3
    assert said in lines[1].vi
    assert all(line.vi.endswith(".") and line.en.endswith(".") for line in lines)


def test_a_rule_nobody_confirmed_says_so_in_the_calculation() -> None:
    pauses = [paused("2026-11-10T09:00", "2026-11-13T09:00")]
    unsure = due(at("2026-11-09T09:00"), working_days(5), CALENDAR, pauses=pauses)
    assert "chưa xác nhận" in unsure.explanation[2].vi
    sure = due(at("2026-11-09T09:00"), working_days(5), CALENDAR, pauses=pauses, rules=R2018)
    assert "chưa xác nhận" not in sure.explanation[2].vi


def test_a_cut_off_of_the_procedure_replaces_15_00() -> None:
    asked = at("2026-11-20T10:30")
    assert due(asked, working_days(0), CALENDAR, cutoff=time(10)).due_on == date(2026, 11, 23)


def test_calendar_days_and_months_move_off_days_off() -> None:
    assert due(at("2026-08-20T09:00"), TimeLimit(11, Unit.DAY), CALENDAR).due_on == date(2026, 9, 3)
    assert due(at("2026-01-31T09:00"), TimeLimit(1, Unit.MONTH), CALENDAR).due_on == date(2026, 3, 2)
    assert due(at("2024-01-31T09:00"), TimeLimit(1, Unit.MONTH), CALENDAR).due_on == date(2024, 2, 29)


def test_hours_run_inside_working_hours_and_end_with_the_closing_span() -> None:
    def ends(received: str, hours: int) -> datetime:
        return due(at(received), TimeLimit(hours, Unit.HOUR), CALENDAR).due_at.astimezone(VIETNAM)

    assert ends("2026-11-20T07:30", 4) == at("2026-11-20T11:30")
    assert ends("2026-11-20T12:00", 1) == at("2026-11-20T14:30")
    assert ends("2026-11-20T16:00", 1) == at("2026-11-20T17:00")
    assert ends("2026-11-20T16:00", 8) == at("2026-11-23T16:30")
    assert ends("2026-11-20T20:00", 2) == at("2026-11-23T09:30")


def test_the_rule_set_is_that_of_the_receipt() -> None:
    assert due(at("2025-06-30T23:59"), working_days(1), CALENDAR).rule_set == "R2018"
    assert due(at("2025-07-01T00:00"), working_days(1), CALENDAR).rule_set == "R2025"
    assert due(datetime(2025, 6, 30, 17, tzinfo=UTC), working_days(1), CALENDAR).rule_set == "R2025"


def test_a_supplement_over_tet_gives_back_the_working_days_waited() -> None:
    pause = paused("2026-02-12T10:00", "2026-02-24T09:00")
    answer = due(at("2026-02-09T09:00"), working_days(5), CALENDAR, pauses=[pause])
    assert answer.due_on == date(2026, 2, 26)
    assert "12/02/2026" in answer.explanation[2].vi


def test_under_the_rules_of_2018_a_supplement_restarts_the_term_and_a_payment_does_not() -> None:
    received, begin, end = at("2025-05-12T09:00"), "2025-05-14T09:00", "2025-05-16T09:00"
    supplement = due(received, working_days(5), CALENDAR, pauses=[paused(begin, end)], rules=R2018)
    assert supplement.due_on == date(2025, 5, 23)
    payment = due(
        received, working_days(5), CALENDAR, pauses=[paused(begin, end, PauseKind.PAYMENT)], rules=R2018
    )
    assert payment.due_on == date(2025, 5, 21)


def test_the_national_figure_gives_the_waiting_back_where_the_law_restarts_the_term() -> None:
    pauses = [paused("2025-05-14T09:00", "2025-05-16T09:00")]
    received, limit = at("2025-05-12T09:00"), working_days(5)
    assert due(received, limit, CALENDAR, pauses=pauses).due_on == date(2025, 5, 23)
    assert national_due(received, limit, CALENDAR, pauses=pauses).due_on == date(2025, 5, 21)


def test_overlapping_pauses_are_counted_once() -> None:
    one = paused("2026-11-10T09:00", "2026-11-13T09:00")
    two = paused("2026-11-11T09:00", "2026-11-12T09:00")
    received = at("2026-11-09T09:00")
    alone = due(received, working_days(5), CALENDAR, pauses=[one])
    assert due(received, working_days(5), CALENDAR, pauses=[two, one]).due_at == alone.due_at
    assert alone.due_on == date(2026, 11, 19)


def test_the_shift_policy_moves_the_date_by_calendar_days() -> None:
    shift = R2025.confirmed_with("clock_policy", ClockPolicy.SHIFT, "Quyết định thử nghiệm")
    assert shift.clock_policy == Parameter(ClockPolicy.SHIFT, confirmed=True, source="Quyết định thử nghiệm")
    pause = paused("2026-11-10T09:00", "2026-11-13T09:00")
    answer = due(at("2026-11-09T09:00"), working_days(5), CALENDAR, pauses=[pause], rules=shift)
    assert answer.due_on == date(2026, 11, 19)


def test_a_pause_after_the_end_of_the_term_cures_nothing() -> None:
    pause = paused("2026-11-13T09:00", "2026-11-18T09:00")
    answer = due(at("2026-11-09T09:00"), working_days(2), CALENDAR, pauses=[pause])
    assert answer.due_on == date(2026, 11, 11)
    assert "quá hạn" in answer.explanation[2].vi


def test_a_pause_at_the_very_last_moment_still_counts() -> None:
    received, limit = at("2026-11-09T09:00"), working_days(2)
    last = due(received, limit, CALENDAR, pauses=[paused("2026-11-11T17:00", "2026-11-18T09:00")])
    late = due(received, limit, CALENDAR, pauses=[paused("2026-11-11T17:01", "2026-11-18T09:00")])
    assert (last.due_on, late.due_on) == (date(2026, 11, 18), date(2026, 11, 11))


def test_calendar_days_left_are_those_of_the_term_and_not_of_the_day_it_moved_to() -> None:
    pause = paused("2026-08-25T09:00", "2026-09-07T09:00")
    answer = due(at("2026-08-20T09:00"), TimeLimit(11, Unit.DAY), CALENDAR, pauses=[pause])
    assert answer.due_on == date(2026, 9, 14)


def test_hours_left_at_the_request_run_on_after_completion() -> None:
    pause = paused("2026-11-19T10:30", "2026-11-20T14:00")
    answer = due(at("2026-11-19T08:00"), TimeLimit(4, Unit.HOUR), CALENDAR, pauses=[pause])
    assert answer.due_at == at("2026-11-20T15:30")


def test_an_open_pause_makes_the_date_provisional_and_stops_the_countdown() -> None:
    answer = due(at("2026-11-09T09:00"), working_days(5), CALENDAR, pauses=[paused("2026-11-11T09:00", None)])
    assert answer.paused_since == at("2026-11-11T09:00")
    left = remaining(answer, at("2026-12-20T09:00"), CALENDAR)
    assert (left.working_days, left.paused) == (3, True)


def test_a_completion_on_a_day_off_is_never_due_before_it_came() -> None:
    pause = paused("2026-11-11T09:00", "2026-11-14T10:00")
    answer = due(at("2026-11-09T09:00"), working_days(2), CALENDAR, pauses=[pause])
    assert answer.due_on == date(2026, 11, 16)


def test_standing_looks_at_civil_days_in_viet_nam() -> None:
    answer = due(at("2026-11-09T09:00"), working_days(2), CALENDAR)
    assert standing(answer, at("2026-11-10T23:59")) is Standing.EARLY
    assert standing(answer, at("2026-11-11T20:00")) is Standing.ON_TIME
    assert standing(answer, datetime(2026, 11, 11, 17, tzinfo=UTC)) is Standing.OVERDUE


def test_what_remains_counts_down_to_below_zero() -> None:
    answer = due(at("2026-11-09T09:00"), working_days(2), CALENDAR)
    days = ("09", "10", "11", "12", "13")
    found = [remaining(answer, at(f"2026-11-{day}T09:00"), CALENDAR).working_days for day in days]
    assert found == [2, 1, 0, -1, -2]
    friday = due(at("2026-11-18T09:00"), working_days(2), CALENDAR)
    assert remaining(friday, at("2026-11-21T09:00"), CALENDAR).working_days == -1


def test_what_cannot_be_counted_is_refused_in_words() -> None:
    for value in (-1, 4000, True, 1.5):
        with pytest.raises(BadTimeLimit) as error:
            TimeLimit(value, Unit.WORKING_DAY)  # type: ignore[arg-type]
        assert error.value.text.vi
    with pytest.raises(OutsideCalendar):
        due(at("2027-12-30T09:00"), working_days(5), CALENDAR)
    with pytest.raises(OutsideCalendar):
        due(at("2023-12-30T09:00"), working_days(5), CALENDAR)
    with pytest.raises(NoRuleSet):
        due(at("2018-06-20T09:00"), working_days(5), CALENDAR)
    with pytest.raises(NaiveInstant):
        due(datetime(2026, 11, 20, 9), working_days(5), CALENDAR)
    for begin, end in (("2026-11-10T09:00", "2026-11-09T10:00"), ("2026-11-01T09:00", "2026-11-12T09:00")):
        with pytest.raises(BadPause):
            due(at("2026-11-09T09:00"), working_days(5), CALENDAR, pauses=[paused(begin, end)])


# --- a naive reference: walk the days one by one -------------------------------------------------------


def loop_due_on(received: datetime, days: int, pauses: list[tuple[datetime, datetime]]) -> date:
    """Walks day by day; shares nothing with the code under test but the rows of the calendar."""

    def worked(day: date) -> bool:
        return day in CALENDAR.worked_days or (day.weekday() < 5 and day not in CALENDAR.holidays)

    def walk(start: datetime, n: int) -> date:
        day, left = start.date(), n
        if n == 0:
            if worked(day) and start.time() > time(15):
                day += timedelta(days=1)
            while not worked(day):
                day += timedelta(days=1)
            return day
        while left:
            day += timedelta(days=1)
            left -= worked(day)
        return day

    end = walk(received, days)
    for begin, back in pauses:
        if begin > datetime.combine(end, time(17), VIETNAM):
            continue
        left, day = 0, begin.date()
        while day < end:
            day += timedelta(days=1)
            left += worked(day)
        end = walk(back, left)
    return end


instants = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31), timezones=st.just(VIETNAM))
gaps = st.lists(st.tuples(st.integers(0, 20 * 24 * 60), st.integers(0, 20 * 24 * 60)), max_size=3)


@settings(max_examples=2000, deadline=None)
@given(instants, st.integers(0, 60), gaps)
def test_the_clock_agrees_with_a_naive_day_loop(
    received: datetime, days: int, minutes: list[tuple[int, int]]
) -> None:
    pauses, moment = [], received
    for before, length in minutes:
        begin = moment + timedelta(minutes=before + 1)
        moment = begin + timedelta(minutes=length)
        pauses.append((begin, moment))
    answer: DueDate = due(
        received,
        working_days(days),
        CALENDAR,
        rules=R2025,
        pauses=[Pause(begin, end, GROUND, "NV01") for begin, end in pauses],
    )
    assert answer.due_on == loop_due_on(received, days, pauses)
    assert CALENDAR.is_working_day(answer.due_on)


@settings(max_examples=300, deadline=None)
@given(instants, st.integers(1, 40), st.integers(1, 40))
def test_a_longer_term_never_ends_earlier(received: datetime, one: int, other: int) -> None:
    short, long = sorted((one, other))
    for unit in (Unit.WORKING_DAY, Unit.DAY, Unit.HOUR):
        first = due(received, TimeLimit(short, unit), CALENDAR)
        second = due(received, TimeLimit(long, unit), CALENDAR)
        assert received < first.due_at <= second.due_at
