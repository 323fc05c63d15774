"""CMS files: content inside or beside, several signers, levels, and what a broken one answers."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms

from hoso.seal.cms import form_of
from hoso.seal.demonstration.hierarchy import Hierarchy
from hoso.seal.formats.verify_any import examine_any, verify_file
from hoso.seal.keys import SigningKey
from hoso.seal.schemes import scheme_of, sign_raw
from hoso.seal.timestamp import LocalTimestamper, token_over
from hoso.seal.trust import TrustStore
from hoso.seal.verdict.report import Report

CONTENT = "Công văn số 12/UBND".encode()


def signed_file(
    key: SigningKey,
    now: datetime,
    *,
    attached: bool = False,
    timestamper: LocalTimestamper | None = None,
    content: bytes = CONTENT,
) -> bytes:
    scheme = scheme_of(key.certificate)
    form = form_of(key.certificate, key.chain, scheme)
    attributes = form.signed_attributes(hashlib.new(scheme.digest, content).digest(), signing_time=now)
    signature = sign_raw(key.private_key, attributes, scheme)
    token = token_over(signature, scheme.digest, timestamper) if timestamper else None
    made = form.container(attributes, signature, timestamp_token=token)
    if not attached:
        return made
    signed = cms.ContentInfo.load(made)["content"]
    parts = {name: signed[name] for name in ("version", "digest_algorithms", "certificates", "signer_infos")}
    inside = {"content_type": "data", "content": content}
    return cms.ContentInfo(
        {"content_type": "signed_data", "content": cms.SignedData({**parts, "encap_content_info": inside})}
    ).dump()


def judged(data: bytes, trust: TrustStore, now: datetime, content: bytes | None = CONTENT) -> Report:
    return examine_any("a.p7s", data, content, trust, now, None)


def outcome(report: Report) -> tuple[str, str]:
    return report.integrity, report.verdict


def codes(report: Report) -> set[str]:
    return {why.code for why in report.reasons}


@pytest.mark.parametrize("armour", ["der", "base64", "pem"])
def test_a_signature_beside_its_file_passes_however_it_is_written_down(
    officer: SigningKey, trust: TrustStore, now: datetime, armour: str
) -> None:
    data = signed_file(officer, now)
    text = base64.encodebytes(data)
    written = {"der": data, "base64": text,
               "pem": b"-----BEGIN PKCS7-----\n" + text + b"-----END PKCS7-----\n"}[armour]  # fmt: skip
    report = judged(written, trust, now)
    assert outcome(report) == ("OK", "TOTAL_PASSED")
    (one,) = report.signatures
    assert (one.level, one.signed_at) == ("B-B", now.replace(microsecond=0))
    assert one.signer is not None
    assert one.signer["identifier"] == "CCCD:001090000001"


def test_the_report_has_the_same_shape_as_that_of_a_pdf(
    officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    told = judged(signed_file(officer, now), trust, now).as_json()
    assert set(told) >= {"file", "integrity", "verdict", "reasons", "signatures", "doc_timestamps", "policy",
                         "trust_store_version"}  # fmt: skip
    assert set(told["signatures"][0]) >= {
        "field", "intact", "byte_range_ok", "covers_revision", "modification", "signer", "signed_at", "timestamp",
        "level", "chain", "revocation", "key_usage", "role", "visible_block_matches",
    }  # fmt: skip


def test_the_file_beside_it_is_found_by_its_name(
    officer: SigningKey, trust: TrustStore, now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "thu.pdf").write_bytes(CONTENT)
    for name in ("thu.pdf.p7s", "thu.p7s"):
        (tmp_path / name).write_bytes(signed_file(officer, now))
        assert outcome(verify_file(tmp_path / name, trust, now=now)) == ("OK", "TOTAL_PASSED")
    (tmp_path / "khac.txt").write_bytes(b"khac")
    other = verify_file(tmp_path / "thu.p7s", trust, now=now, content=tmp_path / "khac.txt")
    assert outcome(other) == ("FAILED", "TOTAL_FAILED")
    assert codes(other) == {"HASH_FAILURE"}


def test_without_its_file_it_is_undecided_and_says_who_signed(
    officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    report = judged(signed_file(officer, now), trust, now, None)
    assert outcome(report) == ("NONE", "INDETERMINATE")
    assert codes(report) == {"SIGNED_DATA_NOT_FOUND"}
    assert report.signatures[0].signer is not None
    assert report.signatures[0].signer["name"] == "Nguyễn Văn Ân"


def test_a_content_inside_passes_and_must_be_the_one_beside_it(
    officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    data = signed_file(officer, now, attached=True)
    assert outcome(judged(data, trust, now, None)) == ("OK", "TOTAL_PASSED")
    assert outcome(judged(data, trust, now)) == ("OK", "TOTAL_PASSED")
    assert outcome(judged(data, trust, now, b"khac")) == ("FAILED", "TOTAL_FAILED")
    at = data.index(CONTENT)
    changed = data[:at] + CONTENT.replace(b"12", b"21") + data[at + len(CONTENT) :]
    assert codes(judged(changed, trust, now, None)) == {"HASH_FAILURE"}


def test_a_time_stamp_makes_it_outlive_its_certificate(
    officer: SigningKey, trust: TrustStore, now: datetime, timestamper: LocalTimestamper
) -> None:
    later = now + timedelta(days=4 * 365)
    stamped = judged(signed_file(officer, now, timestamper=timestamper), trust, later)
    assert outcome(stamped) == ("OK", "TOTAL_PASSED")
    assert stamped.signatures[0].level == "B-T"
    bare = judged(signed_file(officer, now), trust, later)
    assert outcome(bare) == ("OK", "INDETERMINATE")
    assert codes(bare) == {"OUT_OF_BOUNDS_NO_POE"}


def test_two_signers_are_two_signatures(
    officer: SigningKey, agency: SigningKey, trust: TrustStore, now: datetime
) -> None:
    parts = [cms.ContentInfo.load(signed_file(key, now))["content"] for key in (officer, agency)]
    joined = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": parts[0]["digest_algorithms"],
            "encap_content_info": {"content_type": "data"},
            "certificates": [held for part in parts for held in part["certificates"]],
            "signer_infos": [part["signer_infos"][0] for part in parts],
        }
    )
    data = cms.ContentInfo({"content_type": "signed_data", "content": joined}).dump()
    report = judged(data, trust, now)
    assert outcome(report) == ("OK", "TOTAL_PASSED")
    assert {one.role for one in report.signatures} == {"personal", "agency"}


def test_a_revoked_key_is_found(hierarchy: Hierarchy, now: datetime) -> None:
    lost = hierarchy.issue_personal("Lê Mất Khóa", "001090000077", scope="public", now=now, name="lost-cms")
    data = signed_file(lost, now)
    hierarchy.revoke(lost.certificate.serial_number, now)
    report = judged(data, TrustStore.load(hierarchy.directory), now + timedelta(hours=1))
    assert codes(report) == {"REVOKED_NO_POE"}
    assert report.signatures[0].trust is not None
    assert report.signatures[0].trust.revocation == "revoked"


def test_whatever_is_torn_or_turned_is_a_report_and_never_passes(
    officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    data = signed_file(officer, now)
    for length in range(60, len(data), 211):
        assert judged(data[:length], trust, now).verdict in {"TOTAL_FAILED", "INDETERMINATE"}
    for place in range(30, len(data), 97):
        changed = bytearray(data)
        changed[place] ^= 0x41
        report = judged(bytes(changed), trust, now)
        passed = report.verdict == "TOTAL_PASSED"
        assert not passed or report.signatures[0].signer == {
            "name": "Nguyễn Văn Ân", "organisation": None, "identifier": "CCCD:001090000001"}  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [b"hello", b"\xff\xd8\xff\xe0" + b"\0" * 200, b"{}", b"<html><br></html>", b"MIIB", b"PK\x03\x04 torn"],
)
def test_any_other_kind_of_file_is_unsupported_and_never_called_invalid(
    data: bytes, trust: TrustStore, now: datetime
) -> None:
    report = verify_file(data, trust, now=now)
    if data.startswith(b"PK"):  # a torn zip: damaged, and it bears no signature
        assert report.verdict != "TOTAL_PASSED"
        return
    assert outcome(report) == ("NONE", "INDETERMINATE")
    assert codes(report) == {"unsupported-format"}
