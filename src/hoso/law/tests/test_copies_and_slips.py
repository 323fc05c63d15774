"""Certified copies, paper results, the forms a verb owes, and their QR codes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from hoso.law.copies import (
    Comparing,
    NotCertifiable,
    certification_steps,
    may_certify,
    may_issue,
    may_lock,
    next_number,
)
from hoso.law.lifecycle import TRANSITIONS
from hoso.law.roles import Role
from hoso.law.slips import QrItems, Slip, check_qr, forms_on, forms_owed

OLD, NEW = date(2025, 9, 14), date(2025, 9, 15)


def test_a_copy_is_certified_from_a_shown_sound_original_only() -> None:
    seen = Comparing(2, frozenset({1, 2}))
    assert may_certify(original_shown=True, comparing=seen).ok
    found = [NotCertifiable.ALTERED, NotCertifiable.SECRET]
    refused = may_certify(original_shown=False, comparing=seen, grounds=found)
    assert [reason.code for reason in refused.reasons] == ["original-not-shown", "altered", "secret"]


def test_whoever_certifies_has_compared_every_page_himself() -> None:
    lacking = {
        "not-compared": (None, Comparing(1, frozenset({1}), by_the_certifier=False)),
        "pages-not-compared": (Comparing(3, frozenset({2})), Comparing(1, frozenset())),
    }
    for code, cases in lacking.items():
        for seen in cases:
            verdict = may_certify(original_shown=True, comparing=seen)
            assert [reason.code for reason in verdict.reasons] == [code]
    told = may_certify(original_shown=True, comparing=Comparing(3, frozenset({2}))).first_text.vi
    assert "1, 3" in told


def test_every_ground_against_an_original_has_its_own_clause() -> None:
    clauses = [ground.source for ground in NotCertifiable]
    assert clauses == [f"nd23-2015:22.{clause}" for clause in range(1, 7)]
    assert all(ground.label.vi and ground.label.en for ground in NotCertifiable)


def test_a_book_is_locked_once_and_only_when_its_year_is_over() -> None:
    assert may_lock(year=2025, today=date(2026, 1, 1), locked=False).ok
    assert may_lock(year=2026, today=date(2026, 12, 31), locked=False).reasons[0].code == "year-runs"
    assert may_lock(year=2025, today=date(2026, 1, 1), locked=True).reasons[0].code == "already-locked"


def test_the_officer_signs_before_the_agency() -> None:
    roles = [step.role for step in certification_steps()]
    assert roles.index(Role.COMPETENT_OFFICER) < roles.index(Role.RECORDS_OFFICER)


def test_numbers_run_through_the_year_and_begin_anew() -> None:
    assert next_number(None, 2026) == (2026, 1)
    assert next_number((2026, 41), 2026) == (2026, 42)
    assert next_number((2026, 42), 2027) == (2027, 1)
    with pytest.raises(ValueError, match="closed"):
        next_number((2027, 1), 2026)


def test_a_result_is_issued_signed_and_a_paper_one_only_beside_its_signed_copy() -> None:
    for person, agency, by_law, scanned, signed in product((True, False), repeat=5):
        verdict = may_issue(
            signed_by_person=person,
            sealed_by_agency=agency,
            paper_by_law=by_law,
            paper_digitised=scanned,
            paper_signed=signed,
        )
        assert verdict.ok == (person and agency and (not by_law or (scanned and signed)))
        lacking = (not person) + (not agency) + (by_law and not scanned) + (by_law and not signed)
        assert len(verdict.reasons) == lacking


def test_six_forms_became_seven_and_keep_their_order() -> None:
    assert [form.slip for form in forms_on(OLD)] == [
        Slip.RECEIPT, Slip.SUPPLEMENT, Slip.REFUSAL, Slip.APOLOGY, Slip.CONTROL, Slip.REGISTER,
    ]  # fmt: skip
    assert [form.number for form in forms_on(NEW)] == ["01", "02", "03", "04", "05", "06", "07"]
    assert {form.slip: form.number for form in forms_on(NEW)}[Slip.STOP] == "05"
    assert "gia hạn" in forms_on(NEW)[3].name.vi
    assert "gia hạn" not in forms_on(OLD)[3].name.vi


def test_each_verb_owes_the_form_of_its_day() -> None:
    assert [form.slip for form in forms_owed("intake.accept", NEW)] == [
        Slip.RECEIPT,
        Slip.CONTROL,
        Slip.REGISTER,
    ]
    assert [form.number for form in forms_owed("filing.withdraw", NEW)] == ["05"]
    assert forms_owed("filing.withdraw", OLD) == ()
    assert forms_owed("filing.save_draft", NEW) == ()
    owed = {row.verb for row in TRANSITIONS if forms_owed(row.verb, NEW)}
    assert {
        "intake.refuse",
        "processing.apologise",
        "processing.stop",
        "processing.request_supplement",
    } <= owed


def test_a_qr_code_without_one_of_its_six_items_is_refused() -> None:
    full = QrItems(
        "H26.12-261122-0001", "1.001193", "001199000001", "Giấy tiếp nhận", "Hệ thống một cửa",
        datetime(2026, 11, 22, 3, tzinfo=UTC),
    )  # fmt: skip
    assert check_qr(full).ok
    assert not check_qr(replace(full, applicant_id=" ")).ok
    assert "appointment_on" in check_qr(full, receipt=True).first_text.vi
    assert check_qr(replace(full, appointment_on=date(2026, 11, 25)), receipt=True).ok
