"""Ratios, targets, periods and samples, with the figures of the seed documents."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoso.law import indicators
from hoso.law.indicators import DossierFacts, Ratio, by_level, total
from hoso.law.periods import Period, reporting_quarter, reporting_year, reporting_year_of
from hoso.law.sampling import choose
from hoso.law.targets import attainment, check_registration, least_online_target, yearly_path

DUE = date(2026, 11, 20)


def dossier(**facts: object) -> DossierFacts:
    usual: dict[str, object] = {"level": "commune", "channel": "online", "due_on": DUE, "ended_on": DUE}
    return DossierFacts(**(usual | facts))  # type: ignore[arg-type]


def test_the_figures_of_the_district_add_up() -> None:
    received = [dossier(channel="direct", ended_on=None, level="district")] * 7
    received += [dossier(channel="direct", level="district")] * 495
    received += [dossier(level="district", result_file=True)] * 9475
    assert indicators.resolved(received) == Ratio(9970, 9977)
    assert indicators.online(received) == Ratio(9475, 9977)


def test_a_rate_over_groups_is_a_ratio_of_sums() -> None:
    parts = [Ratio(1, 1), Ratio(0, 99)]
    assert total(parts).value == Fraction(1, 100)
    assert total([]).value is None
    with pytest.raises(ValueError, match="part"):
        Ratio(2, 1)


def test_on_time_looks_at_the_end_or_today_and_a_second_supplement_is_overdue() -> None:
    dossiers = [
        dossier(),
        dossier(ended_on=date(2026, 11, 21)),
        dossier(ended_on=None),
        dossier(supplement_rounds=1),
        dossier(supplement_rounds=2),
        dossier(due_on=None),
    ]
    assert indicators.on_time(dossiers, DUE) == Ratio(3, 5)
    assert indicators.on_time(dossiers, date(2026, 11, 21)) == Ratio(2, 5)


def test_the_strict_figure_is_stricter_than_the_official_one() -> None:
    any_file = dossier(components=3, with_file=1, passing=0, result_file=True)
    proper = dossier(components=3, with_file=3, passing=3, result_file=True, result_valid=True)
    assert indicators.digitised_official([any_file, proper]) == Ratio(2, 2)
    assert indicators.digitised_strict([any_file, proper]) == Ratio(1, 2)
    assert indicators.electronic_results([any_file, proper]) == Ratio(1, 2)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans(), st.booleans()), max_size=20))
def test_the_strict_rate_never_exceeds_the_official_one(rows: list[tuple[int, int, bool, bool]]) -> None:
    facts = [
        dossier(components=3, with_file=max(file, ok), passing=ok, result_file=res or good, result_valid=good)
        for file, ok, res, good in rows
    ]
    strict, official = indicators.digitised_strict(facts), indicators.digitised_official(facts)
    assert strict.numerator <= official.numerator
    assert strict.denominator == official.denominator == len(facts)


def test_reuse_and_needless_requests_are_counted_by_level() -> None:
    dossiers = [dossier(reused=2), dossier(needless_requests=1), dossier(level="province")]
    assert by_level(dossiers, indicators.reuse) == {"commune": Ratio(1, 2), "province": Ratio(0, 1)}
    assert indicators.free_of_needless_paper(dossiers) == Ratio(2, 3)


def test_points_are_given_in_proportion_up_to_the_threshold() -> None:
    eighty, points = Fraction(80, 100), Fraction(10)
    assert indicators.score(Ratio(9, 10), eighty, points) == 10
    assert indicators.score(Ratio(4, 10), eighty, points) == 5
    assert indicators.score(Ratio(), eighty, points) is None


def test_a_registered_target_is_high_enough_and_in_time() -> None:
    assert (least_online_target("province"), least_online_target("commune")) == (
        Fraction(9, 20),
        Fraction(7, 20),
    )
    assert check_registration("district", Fraction(35, 100), date(2022, 5, 30)).ok
    refused = check_registration("province", Fraction(44, 100), date(2022, 5, 31))
    assert [reason.code for reason in refused.reasons] == ["too-low", "too-late"]
    assert "45%" in refused.first_text.vi


def test_attainment_says_how_many_dossiers_are_missing() -> None:
    short = attainment(Fraction(45, 100), Ratio(40, 99))
    assert (short.missing, short.met) == (5, False)
    assert attainment(Fraction(35, 100), Ratio(35, 100)).met
    assert attainment(Fraction(35, 100), Ratio()).met is False


def test_a_rate_grows_by_twenty_points_a_year_up_to_all() -> None:
    assert yearly_path(Fraction(45, 100), 4) == tuple(Fraction(n, 100) for n in (65, 85, 100, 100))


def test_the_reporting_year_runs_from_15_december_to_14_december() -> None:
    assert reporting_year(2024) == Period(date(2023, 12, 15), date(2024, 12, 14))
    assert (reporting_year_of(date(2024, 12, 14)), reporting_year_of(date(2024, 12, 15))) == (2024, 2025)
    quarters = [reporting_quarter(2024, n) for n in (1, 2, 3, 4)]
    assert (quarters[0].first, quarters[3].last) == (reporting_year(2024).first, reporting_year(2024).last)
    assert all((b.first - a.last).days == 1 for a, b in pairwise(quarters))
    assert date(2024, 3, 14) in quarters[0]
    with pytest.raises(ValueError, match="quarter"):
        reporting_quarter(2024, 5)


CODES = [f"H26.12-261122-{n:04d}" for n in range(1, 201)]


def test_a_sample_can_be_repeated_and_holds_what_must_be_looked_at() -> None:
    always = CODES[7:9]
    one = choose(CODES, seed="2026-11", share=Fraction(5, 100), always=always)
    assert one == choose(list(reversed(CODES)), seed="2026-11", share=Fraction(5, 100), always=always)
    assert set(always) <= set(one)
    assert len(one) == 2 + 10
    assert one != choose(CODES, seed="2026-12", share=Fraction(5, 100), always=always)
    with pytest.raises(ValueError, match="share"):
        choose(CODES, seed="", share=Fraction(2))


def test_a_sample_takes_at_least_one_and_every_dossier_has_its_chance() -> None:
    assert len(choose(CODES[:3], seed="x", share=Fraction(0))) == 1
    assert choose([], seed="x", share=Fraction(1, 2)) == ()
    seen = {code for n in range(200) for code in choose(CODES, seed=str(n), share=Fraction(5, 100))}
    assert seen == set(CODES)
