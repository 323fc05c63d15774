"""What the figures of a day mean, and that they do not change when time goes on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoso.base.errors import NotAllowed, NotFound
from hoso.law.indicators import Ratio
from hoso.law.periods import reporting_year
from hoso.oversight.queries import by_month, dossiers_behind, figures
from hoso.oversight.records import Counts
from hoso.oversight.scope import end_of_day, midnight, period_named, scope_for, span_of
from hoso.oversight.tests.histories import COMMUNE, POLICE, day, received
from hoso.parties.queries import account_actor

pytestmark = pytest.mark.django_db
YEAR = reporting_year(2026)


def _total(on: date, user: str = "giamsat") -> Counts:
    return figures(scope_for(account_actor(user)), span_of(YEAR, end_of_day(on))).total


def test_the_figures_of_yesterday_stay_what_they_were() -> None:
    one = received(day(3, 2)).judge(day(3, 2, 4), "valid").accept(day(3, 2, 5), day(3, 9, 10))
    before = dict(_total(date(2026, 3, 5)).by_key)
    one.work(day(3, 10)).issue(day(3, 11))
    received(day(3, 12))
    assert dict(_total(date(2026, 3, 5)).by_key) == before
    assert before["open"] == before["within"] == 1
    assert _total(date(2026, 3, 12))["late"] == 1


def test_an_open_dossier_becomes_overdue_by_the_passing_of_days_alone() -> None:
    received(day(3, 2)).accept(day(3, 2, 5), day(3, 9, 10))
    assert _total(date(2026, 3, 9))["overdue"] == 0, "the due day itself is in time"
    assert _total(date(2026, 3, 10))["overdue"] == 1


def test_a_dossier_that_waits_for_its_owner_is_not_overdue_unless_it_was_when_asked() -> None:
    in_time = received(day(3, 2)).accept(day(3, 2, 5), day(3, 9, 10)).do("processing.assign", day(3, 3))
    in_time.do("processing.request_supplement", day(3, 4))
    too_late = received(day(3, 2)).accept(day(3, 2, 5), day(3, 9, 10)).do("processing.assign", day(3, 3))
    too_late.do("processing.request_supplement", day(3, 10))
    found = _total(date(2026, 4, 1))
    assert (found["waiting"], found["overdue"], found["within"]) == (2, 1, 1)


def test_early_on_time_and_late_go_by_civil_days_in_viet_nam() -> None:
    # 17:30 UTC is half past midnight of the next day in Viet Nam
    for at in (day(3, 8, 16), day(3, 9, 16), day(3, 9, 17) + timedelta(minutes=30)):
        received(day(3, 2)).accept(day(3, 2, 5), day(3, 9, 10)).work(day(3, 3)).issue(at)
    found = _total(date(2026, 3, 20))
    assert (found["early"], found["on_time"], found["late"]) == (1, 1, 1)


def test_the_reporting_year_runs_from_15_december_to_14_december() -> None:
    received(midnight(date(2025, 12, 15)) - timedelta(microseconds=1))
    received(midnight(date(2025, 12, 15)))
    received(midnight(date(2026, 12, 15)) - timedelta(microseconds=1))
    received(midnight(date(2026, 12, 15)))
    found = figures(scope_for(account_actor("giamsat")), span_of(YEAR, day(12, 31))).total
    assert (found["received"], found["carried"], found["total"]) == (2, 1, 3)


def test_what_ended_before_the_period_is_not_in_it() -> None:
    received(day(11, 3, year=2025)).do(
        "filing.withdraw", day(11, 4, year=2025), ended_at=day(11, 4, year=2025)
    )
    assert _total(date(2026, 3, 1))["total"] == 0


def test_a_report_for_2024_has_districts_and_one_for_2026_has_none() -> None:
    supervisor = account_actor("giamsat")
    everything = scope_for(supervisor)
    district = next(one for one in everything.agencies if one.level == "district" and one.kind != "unit")
    one = received(day(3, 2, year=2024), agency=district.id)
    one.do("filing.withdraw", day(3, 3, year=2024), ended_at=day(3, 3, year=2024))
    received(day(3, 2))
    past = figures(everything, span_of(reporting_year(2024), day(11, 22)))
    now = figures(everything, span_of(YEAR, day(11, 22)))
    assert [each.level for each in past.levels] == ["district"]
    assert [each.level for each in now.levels] == ["commune"]


def test_official_and_strict_digitisation_part_where_a_signature_is_missing() -> None:
    for validity in ("valid", "for_a_person"):
        received(day(3, 2)).judge(day(3, 2, 4), "valid", validity).accept(day(3, 2, 5), day(3, 9))
    found = _total(date(2026, 3, 5))
    assert found.digitised_rate == Ratio(2, 2)
    assert found.strict_rate == Ratio(1, 2)
    assert found["digitised_gap"] == 1


def test_a_paper_added_after_the_judgement_is_not_strictly_digitised() -> None:
    one = received(day(3, 2)).judge(day(3, 2, 4), "valid").accept(day(3, 2, 5), day(3, 9))
    one.do("processing.assign", day(3, 3)).do("processing.request_supplement", day(3, 4))
    assert _total(date(2026, 3, 4))["digitised_strict"] == 1
    one.do("filing.supplement", day(3, 5), {"components": [{"key": "c0", "sha256": "1" * 64}]})
    assert _total(date(2026, 3, 5))["digitised_strict"] == 0


def test_the_mean_time_leaves_out_the_wait_for_the_applicant() -> None:
    one = received(day(3, 2)).accept(day(3, 2), day(3, 20)).do("processing.assign", day(3, 3))
    one.do("processing.request_supplement", day(3, 4)).do("filing.supplement", day(3, 9), {"components": []})
    one.do("processing.propose", day(3, 9)).issue(day(3, 10))
    mean = _total(date(2026, 3, 20)).mean_time
    assert mean is not None
    assert round(mean.total_seconds()) == timedelta(days=3).total_seconds()


def test_reuse_and_electronic_results_are_counted_from_the_journal() -> None:
    held = {"key": "c0", "sha256": "0" * 64, "reused": True}
    one = received(day(3, 2), components=[held]).accept(day(3, 2), day(3, 9)).work(day(3, 3))
    one.issue(day(3, 4))
    received(day(3, 2)).accept(day(3, 2), day(3, 9)).work(day(3, 3)).issue(day(3, 4), "INDETERMINATE")
    found = _total(date(2026, 3, 9))
    assert found.reuse_rate == Ratio(1, 2)
    assert found.e_results_rate == Ratio(1, 2)
    assert found["e_results"] == 2


def test_red_flags_are_counted_from_the_journal() -> None:
    one = received(day(3, 2)).accept(day(3, 2), day(3, 30)).do("processing.assign", day(3, 3))
    asked = {"override": [{"component": "c0", "override": "doubt"}]}
    for on in (4, 6):
        one.do("processing.request_supplement", day(3, on), asked)
        one.do("filing.supplement", day(3, on + 1), {"components": []})
    one.do("processing.ask_opinion", day(3, 8), {"agency": POLICE, "answer_by": "2026-03-12"})
    assert _total(date(2026, 3, 12))["late_opinions"] == 0
    found = _total(date(2026, 3, 13))
    assert (found["late_opinions"], found["asked_twice"], found["asked_held"]) == (1, 1, 1)
    assert found["in_time"] == 0, "asked more than once counts as late in the national figure"


def test_months_add_up_to_the_period() -> None:
    received(day(3, 2)).accept(day(3, 2), day(3, 9)).work(day(3, 3)).issue(day(4, 4))
    received(day(3, 31, 18), channel="direct")  # already 1 April in Viet Nam
    span = span_of(YEAR, day(11, 22))
    months = by_month(scope_for(account_actor("giamsat")), span)
    assert [(one.month, one.received, one.direct, one.solved, one.late) for one in months] == [
        ("2026-03", 1, 0, 0, 0),
        ("2026-04", 1, 1, 1, 1),
    ]


def test_pages_of_a_list_follow_each_other_without_gap_or_repetition() -> None:
    made = [received(day(3, 2)).id for _ in range(5)]  # the same instant for all
    scope, span, seen, after = scope_for(account_actor("giamsat")), span_of(YEAR, day(4, 1)), [], None
    while True:
        page = dossiers_behind("total", scope, span, after=after, size=2)
        seen += [row.dossier_id for row in page.rows]
        after = page.after
        if after is None:
            break
    assert sorted(seen) == sorted(made)
    with pytest.raises(NotFound):
        dossiers_behind("total", scope, span, after="rubbish")
    with pytest.raises(NotFound):
        dossiers_behind("no-such", scope, span)


def test_the_whole_table_is_one_statement() -> None:
    received(day(3, 2))
    scope = scope_for(account_actor("giamsat"))
    with CaptureQueriesContext(connection) as queries:
        figures(scope, span_of(YEAR, day(4, 1)))
    assert len(queries) == 1


def test_a_head_sees_his_agency_and_a_supervisor_the_province() -> None:
    received(day(3, 2), agency=COMMUNE)
    received(day(3, 2), agency=POLICE)
    on = date(2026, 3, 5)
    assert _total(on, "thutruong")["total"] == 1
    assert _total(on, "thutruong.ca")["total"] == 1
    assert _total(on)["total"] == 2
    with pytest.raises(NotAllowed):
        scope_for(account_actor("thutruong"), agency_id=POLICE)


@pytest.mark.parametrize("user", ["nguoidan", "motcua", "thuly", "lanhdao", "vanthu", "danhmuc", "quantri"])
def test_nobody_else_reads_figures(user: str) -> None:
    with pytest.raises(NotAllowed):
        scope_for(account_actor(user))
    with pytest.raises(NotAllowed):
        scope_for(account_actor(user), agency_id=COMMUNE)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026", date(2025, 12, 15), date(2026, 12, 14)),
        ("2026-q1", date(2025, 12, 15), date(2026, 3, 14)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("", date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_a_period_has_a_name(name: str, first: date, last: date) -> None:
    found = period_named(name, date(2026, 11, 22))
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("name", ["x", "2026-13", "2026-q5", "99999", "-1", "2026-q"])
def test_a_name_of_no_period_is_refused(name: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the reading of any number in it may be what fails
        period_named(name, date(2026, 11, 22))
