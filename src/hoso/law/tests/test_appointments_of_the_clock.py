"""What the clock owes: answer, hand-over, supplement, apology, stop, digitisation duties."""

from datetime import date, datetime

import pytest

from hoso.law.appointments import (
    answer_by,
    apology_by,
    hand_over_by,
    may_apologise,
    may_request_supplement,
    stop_on,
)
from hoso.law.calendar import VIETNAM, national_calendar
from hoso.law.digitisation import (
    REQUIRED_FIELDS,
    Exemption,
    check_description,
    duty_from,
    may_skip,
    result_is_owed,
)
from hoso.law.errors import NoRuleSet
from hoso.law.rulesets import R2018, R2025, rules_named, rules_on

CALENDAR = national_calendar()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def test_a_dossier_accepted_after_15_00_is_handed_over_next_morning() -> None:
    assert hand_over_by(at("2026-11-20T15:00"), CALENDAR, R2018) == at("2026-11-20T17:00")
    assert hand_over_by(at("2026-11-20T15:01"), CALENDAR, R2018) == at("2026-11-23T07:30")
    assert hand_over_by(at("2026-11-21T09:00"), CALENDAR, R2018) == at("2026-11-23T07:30")


def test_the_desk_answers_within_eight_working_hours() -> None:
    assert answer_by(at("2026-11-19T16:00"), CALENDAR, R2025) == at("2026-11-20T16:30")
    assert not R2025.answer_hours.confirmed


def test_a_supplement_is_asked_once_and_within_three_working_days() -> None:
    accepted = at("2026-11-16T09:00")

    def ask(now: str, before: int = 0, ground: str = "") -> list[str]:
        verdict = may_request_supplement(
            accepted, at(now), CALENDAR, R2018, rounds_before=before, legal_ground=ground
        )
        return [str(verdict.ok), *(reason.code for reason in verdict.reasons)]

    assert ask("2026-11-19T16:00") == ["True"]
    assert ask("2026-11-20T09:00") == ["False", "too-late"]
    assert ask("2026-11-20T09:00", before=1) == ["False", "asked-before", "too-late"]
    assert ask("2026-11-17T09:00", 1, "Điều 12 Luật Đất đai") == ["True", "special-ground", "asked-before"]


def test_a_delay_is_announced_a_day_before_and_a_new_date_given_once() -> None:
    due_on = date(2026, 11, 23)
    assert apology_by(due_on, CALENDAR, R2018) == at("2026-11-20T17:00")

    def apologise(now: str, new_date: date, before: int = 0) -> list[str]:
        verdict = may_apologise(at(now), due_on, new_date, CALENDAR, R2018, given_before=before)
        return [reason.code for reason in verdict.reasons]

    assert apologise("2026-11-20T16:59", date(2026, 11, 26)) == []
    assert apologise("2026-11-20T17:01", date(2026, 11, 24), 1) == ["given-before", "too-late", "bad-date"]


def test_the_clock_stops_a_dossier_after_the_waiting_days_on_a_working_day() -> None:
    assert stop_on(at("2026-10-20T09:00"), CALENDAR, R2025) == date(2026, 11, 20)
    assert not R2025.supplement_wait_days.confirmed


def test_rule_sets_are_found_by_day_and_by_name_and_confirmed_by_document() -> None:
    assert rules_on(date(2025, 6, 30)) is R2018
    assert rules_on(date(2025, 7, 1)) is R2025
    assert rules_named("r2018") is R2018
    with pytest.raises(NoRuleSet):
        rules_named("R1999")
    confirmed = R2025.confirmed_with("apology_lead_days", 2, "Nghị định 118/2025/NĐ-CP, Điều 20")
    assert (confirmed.apology_lead_days.value, confirmed.apology_lead_days.confirmed) == (2, True)
    assert not R2025.apology_lead_days.confirmed
    with pytest.raises(NoRuleSet):
        R2025.confirmed_with("name", "X", "Y")


def test_each_level_digitises_from_its_day() -> None:
    days = [duty_from(level) for level in ("province", "district", "commune")]
    assert days == [date(2022, 6, 1), date(2022, 12, 1), date(2023, 6, 1)]
    assert duty_from("commune", essential=True) == date(2022, 7, 1)
    assert duty_from("province", essential=True) == date(2022, 6, 1)


def test_a_paper_stays_undigitised_only_on_a_listed_ground() -> None:
    assert may_skip(Exemption.STATE_SECRET, "").ok
    assert not may_skip(Exemption.NATURE, " ").ok
    assert may_skip(Exemption.NATURE, "Mẫu vật").ok


def test_old_results_still_valid_are_owed() -> None:
    day = date(2026, 1, 1)
    assert result_is_owed(issued_on=date(2019, 5, 1), valid_until=None, on=day)
    assert not result_is_owed(issued_on=date(2019, 5, 1), valid_until=date(2024, 5, 1), on=day)
    assert not result_is_owed(issued_on=date(2025, 5, 1), valid_until=None, on=day)


def test_an_incomplete_description_names_its_empty_fields() -> None:
    full = dict.fromkeys(REQUIRED_FIELDS, "x")
    assert check_description(full).ok
    assert "issuer" in check_description(full | {"issuer": ""}).first_text.vi
