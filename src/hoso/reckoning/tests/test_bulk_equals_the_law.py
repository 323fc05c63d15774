"""The law, the naive day loop and the tables say the same, on calendars and pauses that nobody chose."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.law.calendar import WorkingCalendar, national_calendar, with_saturdays
from hoso.law.clock.terms import Pause, PauseKind, TimeLimit, Unit
from hoso.law.deadline import due, national_due
from hoso.law.errors import LawError
from hoso.law.rulesets import R2018, R2025, ClockPolicy, RuleSet
from hoso.law.text import Text
from hoso.reckoning.bulk import BLOCK, due_dates
from hoso.reckoning.comparing import Case, cases, compared
from hoso.reckoning.one_by_one import Pauses

NATIONAL = national_calendar()
MORNING = ((time(7, 30), time(11, 30)),)
DUTY = with_saturdays(NATIONAL, "VN-T7/1", "Trực sáng thứ Bảy", hours=MORNING)
SHIFT = R2025.confirmed_with("clock_policy", ClockPolicy.SHIFT, "thử")
GROUND = Text("chờ", "waiting")


@pytest.mark.parametrize("calendar", [NATIONAL, DUTY], ids=["Monday to Friday", "Saturday mornings"])
@pytest.mark.parametrize("rules", [R2018, R2025, SHIFT], ids=["restart", "pause", "shift"])
@pytest.mark.parametrize("unit", list(Unit))
def test_thousands_of_random_dossiers_agree_three_ways(
    unit: Unit, rules: RuleSet, calendar: WorkingCalendar
) -> None:
    report = compared(cases(600, unit, seed=f"{unit}{rules.name}"), unit, calendar, rules)
    assert report.differences == []
    assert report.compared == 600
    assert 0 < report.refused < 300  # some end beyond the calendar, and all three say so


days = st.dates(date(2026, 1, 1), date(2026, 3, 31))
spans = st.sampled_from(
    [
        ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0))),
        ((time(0, 0), time(23, 59)),),
        ((time(8, 0), time(8, 1)), (time(8, 2), time(12, 0)), (time(12, 30), time(16, 45))),
    ]
)
calendars = st.builds(
    lambda off, swapped, roster, weekdays, hours: WorkingCalendar(
        "THỬ", "", date(2026, 1, 1), date(2026, 3, 31), frozenset(off - swapped), frozenset(swapped),
        hours, weekdays | {2}, frozenset(roster), ((5, MORNING),),
    ),
    st.sets(days, max_size=20), st.sets(days, max_size=5), st.sets(days, max_size=8),
    st.frozensets(st.integers(0, 6)), spans,
)  # fmt: skip
instants = st.datetimes(datetime(2025, 12, 31), datetime(2026, 3, 31), timezones=st.just(UTC))
waits = st.lists(
    st.tuples(st.integers(-10_000, 60_000), st.integers(-500, 30_000) | st.none(), st.booleans()), max_size=3
)


@settings(max_examples=600, deadline=None)
@given(
    calendars,
    instants,
    st.integers(-1, 40),
    st.sampled_from(Unit),
    waits,
    st.sampled_from([R2018, R2025, SHIFT]),
)
def test_any_calendar_and_any_pauses_agree_three_ways(
    calendar: WorkingCalendar, received: datetime, value: int, unit: Unit, gaps: list, rules: RuleSet
) -> None:
    found = [
        (received + timedelta(minutes=begin), None if length is None else timedelta(minutes=length), kind)
        for begin, length, kind in gaps
    ]
    pauses = tuple((begin, None if length is None else begin + length, kind) for begin, length, kind in found)
    report = compared([Case(received, value, pauses)], unit, calendar, rules)
    assert report.differences == []


@settings(max_examples=400, deadline=None)
@given(instants, instants, st.integers(1, 18), st.sampled_from(Unit), st.sampled_from([R2018, R2025, SHIFT]))
def test_a_later_receipt_is_never_due_earlier(
    one: datetime, other: datetime, value: int, unit: Unit, rules: RuleSet
) -> None:
    early, late = sorted(
        (max(one, datetime(2026, 1, 1, tzinfo=UTC)), max(other, datetime(2026, 1, 1, tzinfo=UTC)))
    )
    limit = TimeLimit(value, unit)
    assert due(early, limit, NATIONAL, rules=rules).due_at <= due(late, limit, NATIONAL, rules=rules).due_at


@settings(max_examples=400, deadline=None)
@given(
    instants.filter(lambda at: at.year == 2026), st.integers(0, 30), st.sampled_from(Unit),
    st.integers(0, 60_000), st.integers(0, 40_000), st.sampled_from([R2018, R2025, SHIFT]),
)  # fmt: skip
def test_a_pause_never_shortens_a_term_and_a_longer_limit_never_ends_earlier(
    received: datetime, value: int, unit: Unit, asked: int, waited: int, rules: RuleSet
) -> None:
    value = max(value, 1) if unit in {Unit.HOUR, Unit.MONTH} else value
    begin = received + timedelta(minutes=asked)
    pause = [Pause(begin, begin + timedelta(minutes=waited), GROUND, "NV01")]
    limit, longer = TimeLimit(value, unit), TimeLimit(value + 1, unit)
    try:
        plain, paused = (due(received, limit, NATIONAL, rules=rules, pauses=p) for p in ((), pause))
        more = due(received, longer, NATIONAL, rules=rules, pauses=pause)
        national = national_due(received, limit, NATIONAL, pauses=pause)
    except LawError:
        return
    assert plain.due_at <= paused.due_at <= more.due_at
    assert plain.due_at <= national.due_at


def test_midnight_in_viet_nam_separates_the_days_and_not_midnight_in_london() -> None:
    before, after = datetime(2026, 3, 9, 16, 59, 59, 999999, UTC), datetime(2026, 3, 9, 17, tzinfo=UTC)
    columns = np.array([before.replace(tzinfo=None), after.replace(tzinfo=None)], dtype="datetime64[us]")
    for unit in (Unit.WORKING_DAY, Unit.DAY):
        found = due_dates(columns, 1, unit, NATIONAL).due_at
        assert [str(at)[:10] for at in found] == ["2026-03-10", "2026-03-11"]
        assert due(before, TimeLimit(1, unit), NATIONAL).due_on == date(2026, 3, 10)
        assert due(after, TimeLimit(1, unit), NATIONAL).due_on == date(2026, 3, 11)


@pytest.mark.parametrize(
    ("received", "months", "expected"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, None),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-02-28", 12, "2025-02-28"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2026-10-31", 4, "2027-03-01"),
        ("2026-12-31", 2, "2027-03-01"),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day_of_their_month(
    received: str, months: int, expected: str | None
) -> None:
    at = datetime.fromisoformat(f"{received}T09:00+07:00")
    columns = np.array([at.astimezone(UTC).replace(tzinfo=None)], dtype="datetime64[us]")
    found = due_dates(columns, months, Unit.MONTH, NATIONAL).due_at[0]
    assert (None if np.isnat(found) else str(found)[:10]) == expected
    if expected:
        assert due(at, TimeLimit(months, Unit.MONTH), NATIONAL).due_on == date.fromisoformat(expected)


def test_the_rule_set_follows_the_civil_day_of_each_receipt_over_many_blocks() -> None:
    rows = BLOCK + 11
    received = np.datetime64("2025-05-12T02:00", "us") + np.arange(rows) * np.timedelta64(3, "m")
    begin = received[:, None] + np.timedelta64(2, "D")
    pauses = Pauses(begin, begin + np.timedelta64(30, "D"))
    found = due_dates(received, 9, Unit.WORKING_DAY, NATIONAL, pauses=pauses)
    assert (found.uncounted, found.by_law) == (0, 0)
    for row in range(0, rows, 997):
        at, asked = (x.item().replace(tzinfo=UTC) for x in (received[row], begin[row, 0]))
        pause = Pause(asked, asked + timedelta(days=30), GROUND, "", PauseKind.SUPPLEMENT)
        law = due(at, TimeLimit(9, Unit.WORKING_DAY), NATIONAL, pauses=[pause])
        assert found.due_at[row].item().replace(tzinfo=UTC) == law.due_at


def test_what_cannot_be_counted_is_no_date_and_the_others_are_not_disturbed() -> None:
    received = np.array(
        ["2026-11-20T02:00", "2017-01-01T02:00", "NaT", "2027-12-30T02:00"], dtype="datetime64[us]"
    )
    found = due_dates(received, np.array([1, 1, 1, 5]), Unit.WORKING_DAY, NATIONAL)
    assert str(found.due_at[0]) == "2026-11-23T10:00:00.000000"
    assert found.uncounted == 3
    absurd = due_dates(received[:1].repeat(3), np.array([-1, 10**12, 4000]), Unit.DAY, NATIONAL)
    assert absurd.uncounted == 3


def test_overlapping_pauses_go_to_the_law_and_are_counted_there() -> None:
    received = np.array(["2026-11-09T02:00"], dtype="datetime64[us]")
    begin = np.array([["2026-11-11T02:00", "2026-11-10T02:00"]], dtype="datetime64[us]")
    end = np.array([["2026-11-12T02:00", "2026-11-13T02:00"]], dtype="datetime64[us]")
    found = due_dates(received, 5, Unit.WORKING_DAY, NATIONAL, rules=R2025, pauses=Pauses(begin, end))
    assert (found.by_law, str(found.due_at[0])[:10]) == (1, "2026-11-19")
