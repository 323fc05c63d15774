from __future__ import annotations

import io
import json
from datetime import datetime, timedelta
from pathlib import Path

import pikepdf
import pytest

from hoso.seal.appearance import agency_appearance, person_appearance
from hoso.seal.demonstration.hierarchy import Hierarchy, create
from hoso.seal.keys import SigningKey
from hoso.seal.sign import seal, with_document_timestamp
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore
from hoso.seal.verify import Expectation, ExpectedSigner, verify, verify_here
from hoso.seal.zones import AGENCY_BLOCK, PERSON_BLOCK

from .conftest import page


@pytest.fixture(scope="module")
def result(
    base: bytes,
    officer: SigningKey,
    agency: SigningKey,
    timestamper: LocalTimestamper,
    trust: TrustStore,
    now: datetime,
    font: Path,
) -> bytes:
    once = seal(
        base,
        officer,
        field_name="ThamQuyen",
        now=now,
        timestamper=timestamper,
        zone=PERSON_BLOCK,
        appearance=person_appearance(font, officer.subject.name, now),
    )
    return seal(
        once,
        agency,
        field_name="CoQuan",
        now=now,
        timestamper=timestamper,
        level="B-LT",
        trust=trust,
        zone=AGENCY_BLOCK,
        appearance=agency_appearance(font, agency.subject.name, now),
    )


def test_a_result_signed_by_person_and_agency_passes_with_both_roles(
    result: bytes, trust: TrustStore, now: datetime
) -> None:
    report = verify_here(result, trust, now=now + timedelta(days=30))
    assert (report.integrity, report.verdict) == ("OK", "TOTAL_PASSED")
    person, agency = report.signatures
    assert (person.role, person.modification, person.visible_block_matches) == ("personal", "LTA", True)
    assert (agency.role, agency.modification, agency.visible_block_matches) == ("agency", "LTA", True)
    assert person.signer is not None
    assert person.signer["identifier"] == "CCCD:001090000001"
    assert person.trust is not None
    assert (person.trust.scope, person.trust.revocation) == ("official", "good")
    assert "Nguyễn Văn Ân" in report.sentence.vi
    assert not [check for check in report.checks if check.outcome == "failed"]


def test_the_report_is_plain_json_and_names_its_versions(
    result: bytes, trust: TrustStore, now: datetime
) -> None:
    told = json.loads(json.dumps(verify_here(result, trust, now=now).as_json()))
    assert told["trust_store_version"] == trust.version
    assert told["policy"]
    assert {
        "field",
        "intact",
        "byte_range_ok",
        "covers_revision",
        "modification",
        "signer",
        "signed_at",
        "timestamp",
        "level",
        "chain",
        "revocation",
        "key_usage",
        "role",
        "visible_block_matches",
    } <= set(told["signatures"][0])


def test_the_worker_says_the_same_as_the_engine_here(
    result: bytes, trust: TrustStore, now: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "kết quả.pdf"
    path.write_bytes(result)
    assert verify(path, trust, now=now).as_json() == verify_here(path, trust, now=now).as_json()


def test_expected_signers_are_compared_with_the_real_ones(
    result: bytes, trust: TrustStore, now: datetime
) -> None:
    person, agency = (
        ExpectedSigner("personal", "001090000001", "official"),
        ExpectedSigner("agency", "H29.12"),
    )
    assert verify_here(result, trust, now=now, expect=Expectation((person, agency))).passed
    for wrong in (ExpectedSigner("agency", "H29.13"), ExpectedSigner("personal", scope="public")):
        report = verify_here(result, trust, now=now, expect=Expectation((person, wrong)))
        assert report.verdict == "INDETERMINATE"
        assert [why.code for why in report.reasons] == ["SIG_CONSTRAINTS_FAILURE"]


def test_one_signature_does_not_stand_for_two_people(result: bytes, trust: TrustStore, now: datetime) -> None:
    twice = Expectation((ExpectedSigner("personal"), ExpectedSigner("personal")))
    assert verify_here(result, trust, now=now, expect=twice).verdict == "INDETERMINATE"


def test_in_production_the_demonstration_counts_for_nothing(
    result: bytes, trust: TrustStore, now: datetime
) -> None:
    report = verify_here(result, trust.in_production(), now=now)
    assert (report.integrity, report.verdict) == ("OK", "INDETERMINATE")
    assert "DEMONSTRATION_ANCHOR" in [why.code for why in report.reasons]


def test_another_root_of_the_same_name_is_not_trusted(result: bytes, tmp_path: Path, now: datetime) -> None:
    stranger = TrustStore.load(create(tmp_path, now, "http://127.0.0.1:8000/trust").directory)
    report = verify_here(result, stranger, now=now)
    assert (report.integrity, report.verdict) == ("OK", "INDETERMINATE")
    assert "CHAIN_CONSTRAINTS_FAILURE" in [why.code for why in report.reasons]


def test_integrity_needs_no_trust(result: bytes, now: datetime) -> None:
    report = verify_here(result, TrustStore.empty(), now=now)
    assert (report.integrity, report.verdict) == ("OK", "INDETERMINATE")
    assert "NO_CERTIFICATE_CHAIN_FOUND" in [why.code for why in report.reasons]


def _codes(content: bytes, trust: TrustStore, now: datetime) -> tuple[str, set[str]]:
    report = verify_here(content, trust, now=now)
    return report.verdict, {why.code for why in report.reasons}


def test_a_signer_revoked_before_signing_fails(
    base: bytes, hierarchy: Hierarchy, timestamper: LocalTimestamper, now: datetime
) -> None:
    key = hierarchy.issue_personal("Thu Hồi", "0021", scope="official", now=now, name="revoked-before")
    hierarchy.revoke(key.certificate.serial_number, now - timedelta(days=1))
    signed = seal(base, key, field_name="F", now=now, timestamper=timestamper)
    assert _codes(signed, TrustStore.load(hierarchy.directory), now) == ("TOTAL_FAILED", {"REVOKED"})
    plain = seal(base, key, field_name="F", now=now, level="B-B")
    assert _codes(plain, TrustStore.load(hierarchy.directory), now) == ("INDETERMINATE", {"REVOKED_NO_POE"})


def test_a_signer_revoked_after_a_proven_signing_still_passes(
    base: bytes, hierarchy: Hierarchy, timestamper: LocalTimestamper, now: datetime
) -> None:
    key = hierarchy.issue_personal("Thu Hồi Sau", "0022", scope="official", now=now, name="revoked-after")
    signed = seal(base, key, field_name="F", now=now, timestamper=timestamper)
    hierarchy.revoke(key.certificate.serial_number, now + timedelta(days=3))
    assert _codes(signed, TrustStore.load(hierarchy.directory), now + timedelta(days=9)) == (
        "TOTAL_PASSED",
        set(),
    )


def test_an_expired_signer_needs_a_time_stamp(
    base: bytes, hierarchy: Hierarchy, timestamper: LocalTimestamper, trust: TrustStore, now: datetime
) -> None:
    key = hierarchy.issue_personal(
        "Sắp Hết Hạn", "0023", scope="official", now=now, name="expiring", valid_to=now + timedelta(days=1)
    )
    later = now + timedelta(days=5)
    proven = seal(base, key, field_name="F", now=now, timestamper=timestamper)
    unproven = seal(base, key, field_name="F", now=now, level="B-B")
    assert _codes(proven, trust, later) == ("TOTAL_PASSED", set())
    assert _codes(unproven, trust, later) == ("INDETERMINATE", {"OUT_OF_BOUNDS_NO_POE"})
    late_stamp = LocalTimestamper(hierarchy.timestamp_authority, lambda: later)
    too_late = seal(base, key, field_name="F", now=now, timestamper=late_stamp)
    assert _codes(too_late, trust, later) == ("TOTAL_FAILED", {"EXPIRED"})


def test_a_certificate_not_for_signing_is_named(
    base: bytes, hierarchy: Hierarchy, trust: TrustStore, now: datetime
) -> None:
    signed = seal(base, hierarchy.key("official-issuing"), field_name="F", now=now, level="B-B")
    verdict, codes = _codes(signed, trust, now)
    assert verdict != "TOTAL_PASSED"
    assert "KEY_USAGE" in codes


def test_a_time_stamp_from_the_future_is_not_believed(
    base: bytes, officer: SigningKey, hierarchy: Hierarchy, trust: TrustStore, now: datetime
) -> None:
    liar = LocalTimestamper(hierarchy.timestamp_authority, lambda: now + timedelta(days=2))
    signed = seal(base, officer, field_name="F", now=now, timestamper=liar)
    verdict, codes = _codes(signed, trust, now)
    assert verdict == "TOTAL_FAILED"
    assert "TIMESTAMP_IN_FUTURE" in codes


def test_without_revocation_lists_there_is_no_conclusion(
    result: bytes, base: bytes, officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    import dataclasses

    bare = dataclasses.replace(trust, crls=())
    plain = seal(base, officer, field_name="F", now=now, level="B-B")
    assert _codes(plain, bare, now) == ("INDETERMINATE", {"TRY_LATER"})


def test_embedded_evidence_suffices_without_the_directorys_lists(
    base: bytes, officer: SigningKey, timestamper: LocalTimestamper, trust: TrustStore, now: datetime
) -> None:
    import dataclasses

    kept = seal(base, officer, field_name="F", now=now, level="B-LT", timestamper=timestamper, trust=trust)
    report = verify_here(kept, dataclasses.replace(trust, crls=(), authorities=()), now=now)
    assert report.verdict == "TOTAL_PASSED"
    assert report.signatures[0].level == "B-LT"


def test_a_block_that_names_another_is_reported(
    base: bytes, officer: SigningKey, trust: TrustStore, now: datetime, font: Path
) -> None:
    signed = seal(
        base,
        officer,
        field_name="F",
        now=now,
        level="B-B",
        zone=PERSON_BLOCK,
        appearance=person_appearance(font, "Một Người Khác", now),
    )
    assert verify_here(signed, trust, now=now).signatures[0].visible_block_matches is False


def test_an_unsigned_file_has_no_signature(base: bytes, trust: TrustStore, now: datetime) -> None:
    report = verify_here(base, trust, now=now)
    assert (report.integrity, report.verdict) == ("NONE", "NO_SIGNATURE")


def test_signed_files_stay_readable_elsewhere(result: bytes) -> None:
    with pikepdf.open(io.BytesIO(result)) as pdf:
        assert len(pdf.Root.AcroForm.Fields) == 2


def test_a_document_time_stamp_carries_a_signature_past_the_life_of_its_certificates(
    base: bytes, hierarchy: Hierarchy, trust: TrustStore, timestamper: LocalTimestamper, now: datetime
) -> None:
    key = hierarchy.issue_personal(
        "Lưu Trữ", "0024", scope="official", now=now, name="archived", valid_to=now + timedelta(days=2)
    )
    kept = seal(base, key, field_name="F", now=now, level="B-LT", timestamper=timestamper, trust=trust)
    archived = with_document_timestamp(kept, timestamper, field_name="LuuTru", now=now)
    assert archived.startswith(kept)
    report = verify_here(archived, trust, now=now + timedelta(days=400))
    assert report.passed
    assert (report.signatures[0].level, report.signatures[0].modification) == ("B-LTA", "LTA")
    assert [stamp.time for stamp in report.doc_timestamps] == [now]


def test_a_damaged_document_time_stamp_fails_the_file(
    base: bytes, officer: SigningKey, trust: TrustStore, timestamper: LocalTimestamper, now: datetime
) -> None:
    signed = seal(base, officer, field_name="F", now=now, level="B-B")
    stamped = with_document_timestamp(signed, timestamper, field_name="LuuTru", now=now)
    at = stamped.rindex(b"/LuuTru") if b"/LuuTru" in stamped else stamped.rindex(b"LuuTru")
    broken = stamped[:at] + stamped[at:].replace(b"LuuTru", b"LuuTry", 1)
    report = verify_here(broken, trust, now=now)
    assert (report.integrity, report.verdict) == ("FAILED", "TOTAL_FAILED")


def test_dots_in_the_names_of_other_fields_do_no_harm(
    officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    with pikepdf.open(io.BytesIO(page())) as pdf:
        field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("nguoi.ky"), Rect=[0, 0, 9, 9])
        field.update({"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Widget})
        held = pdf.make_indirect(field)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[held])
        pdf.pages[0].Annots = [held]
        output = io.BytesIO()
        pdf.save(output)
    once = seal(output.getvalue(), officer, field_name="A", now=now, level="B-B")
    assert verify_here(seal(once, officer, field_name="B", now=now, level="B-B"), trust, now=now).passed
