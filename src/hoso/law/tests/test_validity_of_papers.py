"""The conditions of a valid electronic paper, and everything missing said at once."""

from itertools import product
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoso.law.text import Text
from hoso.law.validity import (
    ComponentFacts,
    Condition,
    PaperFacts,
    SignatureFacts,
    judge_dossier,
    judge_paper,
    settled_by_person,
)

Passed = Literal["TOTAL_PASSED", "TOTAL_FAILED", "INDETERMINATE"]


def officer(verdict: Passed = "TOTAL_PASSED") -> SignatureFacts:
    return SignatureFacts(verdict, "personal", "official", "Nguyễn Thị Lan", None)


def agency(verdict: Passed = "TOTAL_PASSED") -> SignatureFacts:
    return SignatureFacts(verdict, "agency", "official", "UBND phường Láng", None)


def citizen(verdict: Passed = "TOTAL_PASSED") -> SignatureFacts:
    return SignatureFacts(verdict, "personal", "public", "Trần Văn Bình", None)


SCAN = PaperFacts(digitised_by_officer=True, signatures=(officer(),))


@pytest.mark.parametrize(
    ("facts", "condition"),
    [
        (SCAN, Condition.DIGITISED_AND_SIGNED),
        (PaperFacts(digitised_by_officer=True, signatures=(agency(),)), Condition.DIGITISED_AND_SIGNED),
        (
            PaperFacts(register_entry="Quyển 01/2019, số 45", signatures=(agency(),)),
            Condition.REGISTER_EXTRACT,
        ),
        (PaperFacts(certification_no="12/SCT-BS", signatures=(officer(), agency())), Condition.E_CERTIFIED),
        (PaperFacts(self_declared=True, submitter_authenticated=True), Condition.SELF_DECLARED),
        (PaperFacts(self_declared=True, signatures=(citizen(),)), Condition.SELF_DECLARED),
        (PaperFacts(issued_electronically_by_agency=True, signatures=(agency(),)), Condition.OTHER_BY_LAW),
    ],
)
def test_any_one_condition_is_enough(facts: PaperFacts, condition: Condition) -> None:
    verdict = judge_paper(facts)
    assert (verdict.ok, verdict.condition, verdict.reasons) == ("valid", condition, ())
    assert verdict.evidence


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (PaperFacts(), "no-condition"),
        (PaperFacts(digitised_by_officer=True), "scan-unsigned"),
        (PaperFacts(digitised_by_officer=True, signatures=(citizen(),)), "scan-unsigned"),
        (PaperFacts(self_declared=True, submitted_e_form=True), "declare-authenticated"),
        (PaperFacts(certification_no="12", signatures=(agency(),)), "certification-unsigned"),
        (PaperFacts(register_entry="45"), "agency-unsigned"),
        (PaperFacts(issued_electronically_by_agency=True), "agency-unsigned"),
    ],
)
def test_a_paper_that_meets_none_is_told_what_it_needs(facts: PaperFacts, code: str) -> None:
    verdict = judge_paper(facts)
    assert verdict.ok == "invalid"
    assert verdict.condition is None
    assert [reason.code for reason in verdict.reasons] == [code]


def test_a_broken_signature_refuses_a_scan_and_is_named() -> None:
    verdict = judge_paper(PaperFacts(digitised_by_officer=True, signatures=(officer("TOTAL_FAILED"),)))
    assert verdict.ok == "invalid"
    assert [reason.code for reason in verdict.reasons] == ["signature-broken", "scan-unsigned"]
    assert "Nguyễn Thị Lan" in verdict.reasons[0].text.vi


def test_doubt_names_the_condition_it_would_meet() -> None:
    verdict = judge_paper(PaperFacts(digitised_by_officer=True, signatures=(officer("INDETERMINATE"),)))
    assert (verdict.ok, verdict.condition) == ("for_a_person", Condition.DIGITISED_AND_SIGNED)
    assert [reason.code for reason in verdict.reasons] == ["signature-indeterminate"]


def test_a_broken_signature_beside_a_good_one_goes_to_a_person() -> None:
    verdict = judge_paper(
        PaperFacts(digitised_by_officer=True, signatures=(officer(), agency("TOTAL_FAILED")))
    )
    assert (verdict.ok, verdict.condition) == ("for_a_person", Condition.DIGITISED_AND_SIGNED)


def test_a_scan_signed_by_its_citizen_goes_to_a_person() -> None:
    verdict = judge_paper(PaperFacts(signatures=(citizen(),)))
    assert verdict.ok == "for_a_person"
    assert verdict.reasons[0].source == "hn-directive:3b"


flags = st.booleans()


@given(flags, flags, flags, flags, st.sampled_from([None, "45"]), st.sampled_from([None, "12"]), flags)
def test_doubt_about_a_signature_never_refuses(
    declared: bool,
    known: bool,
    form: bool,
    scanned: bool,
    entry: str | None,
    number: str | None,
    issued: bool,
) -> None:
    for role, scope in product((None, "personal", "agency"), (None, "public", "official")):
        doubtful = SignatureFacts("INDETERMINATE", role, scope, "?", None)  # type: ignore[arg-type]
        facts = PaperFacts(
            self_declared=declared,
            submitter_authenticated=known,
            submitted_e_form=form,
            digitised_by_officer=scanned,
            register_entry=entry,
            certification_no=number,
            issued_electronically_by_agency=issued,
            signatures=(doubtful,),
        )
        verdict = judge_paper(facts)
        assert verdict.ok != "invalid"
        assert verdict.ok == "valid" or verdict.reasons


def test_a_demonstration_certificate_is_named_as_such() -> None:
    shown = SignatureFacts("TOTAL_PASSED", "personal", "demonstration", "Cán bộ thử", None)
    verdict = judge_paper(PaperFacts(digitised_by_officer=True, signatures=(shown,)))
    assert verdict.ok == "valid"
    assert any("thử nghiệm" in line.text.vi for line in verdict.evidence)


def test_a_paper_that_cannot_be_digitised_waits_for_a_person_with_its_ground() -> None:
    ground = Text("Hiện vật là mẫu đất", "A soil sample")
    verdict = judge_paper(PaperFacts(not_digitisable=ground))
    assert (verdict.ok, verdict.condition) == ("for_a_person", Condition.OTHER_BY_LAW)
    settled = settled_by_person(verdict, valid=True, ground=Text("Đã xem hiện vật", "Seen"))
    assert settled.ok == "valid"
    assert settled.evidence[-1].code == "settled-by-person"
    refused = settled_by_person(verdict, valid=False, ground=Text("Không đúng vật", "Not it"))
    assert refused.ok == "invalid"
    assert refused.reasons[-1].text.vi == "Không đúng vật"


def test_a_dossier_is_told_everything_that_is_missing_at_once() -> None:
    good, bad = judge_paper(SCAN), judge_paper(PaperFacts())
    doubt = judge_paper(PaperFacts(signatures=(citizen(),)))
    names = [Text(f"Giấy {n}", f"Paper {n}") for n in range(5)]
    verdict = judge_dossier(
        [
            ComponentFacts(names[0], True, good),
            ComponentFacts(names[1], True, None),
            ComponentFacts(names[2], False, None),
            ComponentFacts(names[3], False, bad),
            ComponentFacts(names[4], True, doubt),
        ]
    )
    assert [reason.code for reason in verdict.reasons] == ["missing", "not-valid", "needs-a-person"]
    assert [reason.text.vi[:6] for reason in verdict.reasons[1:]] == ["Giấy 3", "Giấy 4"]
    assert judge_dossier([ComponentFacts(names[0], True, good), ComponentFacts(names[1], False, None)]).ok
