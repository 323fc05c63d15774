"""A judgement is a function of kept facts and a day: it can be made again, years later, with the same answer."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hoso.law.kept_facts import as_kept, from_kept, judge_again
from hoso.law.paper_facts import Condition, PaperFacts, SignatureFacts
from hoso.law.text import Text
from hoso.law.validity import judge_paper

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)
SIGNATURES = st.builds(
    SignatureFacts,
    verdict=st.sampled_from(["TOTAL_PASSED", "TOTAL_FAILED", "INDETERMINATE"]),
    role=st.sampled_from(["personal", "agency", None]),
    scope=st.sampled_from(["public", "official", "demonstration", None]),
    signer=WORDS,
    signed_at=st.none() | st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1)),
)
DAYS = st.dates(date(2019, 1, 1), date(2060, 1, 1))
FACTS = st.builds(
    PaperFacts,
    self_declared=st.booleans(),
    submitter_authenticated=st.booleans(),
    submitted_e_form=st.booleans(),
    signatures=st.lists(SIGNATURES, max_size=3).map(tuple),
    digitised_by_officer=st.booleans(),
    register_entry=st.none() | st.just("số 45, Sổ đăng ký khai sinh"),
    certification_no=st.none() | st.just("15/2026-SCT/BS"),
    issued_electronically_by_agency=st.booleans(),
    not_digitisable=st.none() | st.just(Text("Vật mẫu", "A specimen")),
    revoked_on=st.none() | DAYS,
)
CERTIFIED = PaperFacts(
    certification_no="15/2026-SCT/BS",
    signatures=(
        SignatureFacts(
            "TOTAL_PASSED", "personal", "official", "Trần Thị Ký", datetime(2026, 11, 2, tzinfo=UTC)
        ),
        SignatureFacts("TOTAL_PASSED", "agency", "official", "UBND xã", datetime(2026, 11, 2, tzinfo=UTC)),
    ),
)


@given(FACTS, DAYS)
def test_kept_facts_go_through_json_and_give_the_same_verdict_on_that_day(
    facts: PaperFacts, day: date
) -> None:
    kept = json.loads(json.dumps(as_kept(facts)))
    assert from_kept(kept) == facts
    assert judge_again(kept, on=day) == judge_paper(facts, on=day)


@given(FACTS, DAYS, DAYS)
def test_a_revocation_counts_from_its_day_on_and_not_before(
    facts: PaperFacts, day: date, revoked: date
) -> None:
    kept = as_kept(facts)
    then = judge_again(kept, on=day)
    if facts.revoked_on is None and day < revoked:
        assert judge_again(kept, on=day, revoked_on=revoked) == then
    if day >= revoked:
        again = judge_again(kept, on=day, revoked_on=revoked)
        assert (again.ok, [reason.code for reason in again.reasons]) == ("invalid", ["revoked"])


def test_years_later_the_day_of_the_judgement_gives_the_same_answer_and_the_evidence() -> None:
    kept, judged = json.loads(json.dumps(as_kept(CERTIFIED))), date(2026, 11, 3)
    then = judge_again(kept, on=judged)
    assert (then.ok, then.condition) == ("valid", Condition.E_CERTIFIED)
    assert "15/2026-SCT/BS" in then.evidence[0].text.vi
    void = date(2030, 5, 6)
    assert judge_again(kept, on=judged, revoked_on=void) == then
    assert judge_again(kept, on=void - timedelta(days=1), revoked_on=void).ok == "valid"
    assert judge_again(kept, on=void, revoked_on=void).ok == "invalid"


def test_a_condition_counts_only_while_its_law_is_in_force() -> None:
    before, since = date(2020, 5, 21), date(2020, 5, 22)  # Decree 45/2020
    assert judge_paper(CERTIFIED, on=before).ok != "valid"
    assert judge_paper(CERTIFIED, on=since).condition is Condition.E_CERTIFIED
