"""XAdES: what an honest signer writes passes; every known way to show something unsigned does not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from lxml import etree
from signxml.xades import XAdESSigner

from hoso.seal.formats.verify_any import examine_any, verify_file
from hoso.seal.keys import SigningKey
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore
from hoso.seal.verdict.report import Report

from .xml_signing import (
    C14N,
    DS,
    ENVELOPED,
    SHA1,
    canonical,
    enveloped,
    reference,
    signature,
    text_of,
)

DOCUMENT = '<HoSo xmlns="urn:bo"><ToKhai Id="to-khai"><SoTien>100</SoTien></ToKhai></HoSo>'
XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"
XSLT = "http://www.w3.org/TR/1999/REC-xslt-19991116"


@pytest.fixture(scope="module")
def signed(officer: SigningKey, now: datetime, timestamper: LocalTimestamper) -> bytes:
    return enveloped(DOCUMENT, officer, now, timestamper=timestamper)


def judged(data: bytes, trust: TrustStore, now: datetime, content: bytes | None = None) -> Report:
    return examine_any("a.xml", data, content, trust, now, None)


def codes(report: Report) -> set[str]:
    return {why.code for why in report.reasons}


def outcome(report: Report) -> tuple[str, str]:
    return report.integrity, report.verdict


def test_a_time_stamped_signature_over_the_whole_document_passes(
    signed: bytes, trust: TrustStore, now: datetime
) -> None:
    report = judged(signed, trust, now + timedelta(days=1))
    assert outcome(report) == ("OK", "TOTAL_PASSED")
    (one,) = report.signatures
    assert (one.level, one.role, one.signed_at, one.modification) == ("B-T", "personal", now, "NONE")
    assert one.timestamp is not None
    assert one.timestamp.reliable
    assert one.trust is not None
    assert (one.trust.scope, one.trust.revocation) == ("official", "good")


def test_the_worker_gives_the_same_report(signed: bytes, trust: TrustStore, now: datetime) -> None:
    report = verify_file(signed, trust, now=now, name="a.xml")
    assert report.as_json() == judged(signed, trust, now).as_json()


def test_a_signature_made_by_another_library_passes(
    citizen: SigningKey, trust: TrustStore, now: datetime
) -> None:
    signer = XAdESSigner(
        signature_algorithm="ecdsa-sha256", c14n_algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
    )
    chain = ["".join(("-----BEGIN CERTIFICATE-----\n", text_of(one.dump()), "\n-----END CERTIFICATE-----\n"))
             for one in (citizen.certificate, *citizen.chain)]  # fmt: skip
    made = signer.sign(etree.fromstring(DOCUMENT), key=citizen.private_key, cert=chain)
    report = judged(etree.tostring(made), trust, now)
    assert outcome(report) == ("OK", "TOTAL_PASSED"), report.as_json()
    assert report.signatures[0].signer is not None
    assert report.signatures[0].signer["identifier"] == "CCCD:001190000002"


def test_a_changed_amount_is_found(signed: bytes, trust: TrustStore, now: datetime) -> None:
    report = judged(signed.replace(b">100<", b">900<"), trust, now)
    assert outcome(report) == ("FAILED", "TOTAL_FAILED")
    assert "HASH_FAILURE" in codes(report)


def test_a_signature_value_of_another_document_is_found(
    signed: bytes, officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    other = etree.fromstring(enveloped(DOCUMENT.replace("100", "5"), officer, now))
    root = etree.fromstring(signed)
    value = f"{{{DS}}}SignatureValue"
    next(root.iter(value)).text = next(other.iter(value)).text
    report = judged(etree.tostring(root), trust, now)
    assert "SIG_CRYPTO_FAILURE" in codes(report)
    assert report.verdict == "TOTAL_FAILED"


def wrapped(officer: SigningKey, now: datetime, build: str) -> bytes:
    """A document whose signature covers the element ``to-khai``, laid out as ``build`` says."""
    part = '<ToKhai xmlns="urn:bo" Id="to-khai"><SoTien>100</SoTien></ToKhai>'
    over = reference("#to-khai", canonical(etree.fromstring(part)), [C14N])
    return build.format(part=part, sig=signature(officer, [over], at=now)).encode()


def test_a_signed_part_in_a_plain_wrapper_passes(
    officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    made = wrapped(officer, now, '<HoSo xmlns="urn:bo" Id="h">\n{part}\n<ChuKy>{sig}</ChuKy></HoSo>')
    assert outcome(judged(made, trust, now)) == ("OK", "TOTAL_PASSED")


@pytest.mark.parametrize(
    "build",
    [
        '<HoSo xmlns="urn:bo"><ToKhai><SoTien>900</SoTien></ToKhai>{sig}<Khac>{part}</Khac></HoSo>',
        '<ToKhai xmlns="urn:bo" Id="gia"><SoTien>900</SoTien>{sig}<Khac>{part}</Khac></ToKhai>',
        '<HoSo xmlns="urn:bo" so-tien="900">{part}{sig}</HoSo>',
        '<HoSo xmlns="urn:bo">{part} thêm chữ {sig}</HoSo>',
        '<?xml-stylesheet href="a.xsl"?><HoSo xmlns="urn:bo">{part}{sig}</HoSo>',
    ],
)
def test_what_no_signature_covers_is_found_wherever_it_was_put(
    officer: SigningKey, trust: TrustStore, now: datetime, build: str
) -> None:
    report = judged(wrapped(officer, now, build), trust, now)
    assert outcome(report) == ("FAILED", "TOTAL_FAILED")
    assert "HIDDEN_BYTES" in codes(report)


def test_content_slipped_into_the_signature_itself_is_found(
    signed: bytes, trust: TrustStore, now: datetime
) -> None:
    made = signed.replace(b"</ds:Signature>", b"<ds:Object><SoTien>900</SoTien></ds:Object></ds:Signature>")
    report = judged(made, trust, now)
    assert outcome(report) == ("FAILED", "TOTAL_FAILED")
    assert "HIDDEN_BYTES" in codes(report)


def test_two_elements_of_one_name_are_refused(officer: SigningKey, trust: TrustStore, now: datetime) -> None:
    made = wrapped(officer, now, '<HoSo xmlns="urn:bo"><ToKhai ID="to-khai"/>{part}{sig}</HoSo>')
    report = judged(made, trust, now)
    assert outcome(report) == ("FAILED", "TOTAL_FAILED")
    assert "FORMAT_FAILURE" in codes(report)


@pytest.mark.parametrize("transform", [XPATH, XSLT, "http://www.w3.org/2002/06/xmldsig-filter2"])
def test_a_transformation_that_can_hide_content_is_refused(
    officer: SigningKey, trust: TrustStore, now: datetime, transform: str
) -> None:
    over = reference("", canonical(etree.fromstring(DOCUMENT)), [ENVELOPED, transform, C14N])
    made = DOCUMENT.replace("</HoSo>", signature(officer, [over], at=now) + "</HoSo>").encode()
    report = judged(made, trust, now)
    assert outcome(report) == ("FAILED", "TOTAL_FAILED")
    assert codes(report) == {"FORBIDDEN_TRANSFORM"}


def test_external_entities_are_never_read(
    signed: bytes, trust: TrustStore, now: datetime, tmp_path: object
) -> None:
    entity = b'<!DOCTYPE HoSo [<!ENTITY mat SYSTEM "file:///etc/hostname">]>'
    made = entity + signed.replace(b">100<", b">&mat;<")
    report = judged(made, trust, now)
    assert outcome(report) == ("FAILED", "TOTAL_FAILED")
    assert codes(report) == {"DTD_REFUSED"}


def test_a_thousand_laughs_end_quickly(signed: bytes, trust: TrustStore, now: datetime) -> None:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    made = b'<!DOCTYPE HoSo [<!ENTITY l0 "ha">' + laughs + b"]>" + signed.replace(b">100<", b">&l11;<")
    assert judged(made, trust, now).verdict == "TOTAL_FAILED"


def test_several_references_must_all_hold(officer: SigningKey, trust: TrustStore, now: datetime) -> None:
    parts = [f'<Phan xmlns="urn:bo" Id="p{n}">{n}</Phan>' for n in (1, 2)]
    over = [reference(f"#p{n}", canonical(etree.fromstring(part)), [C14N]) for n, part in enumerate(parts, 1)]
    made = f'<HoSo xmlns="urn:bo">{"".join(parts)}{signature(officer, over, at=now)}</HoSo>'.encode()
    assert outcome(judged(made, trust, now)) == ("OK", "TOTAL_PASSED")
    report = judged(made.replace(b">2<", b">3<"), trust, now)
    assert codes(report) >= {"HASH_FAILURE"}
    assert report.verdict == "TOTAL_FAILED"


def test_sha_1_is_noted_and_goes_to_a_person(officer: SigningKey, trust: TrustStore, now: datetime) -> None:
    over = reference("", canonical(etree.fromstring(DOCUMENT)), [ENVELOPED, C14N], digest=SHA1)
    made = DOCUMENT.replace("</HoSo>", signature(officer, [over], at=now) + "</HoSo>").encode()
    report = judged(made, trust, now)
    assert outcome(report) == ("OK", "INDETERMINATE")
    assert codes(report) == {"CRYPTO_CONSTRAINTS_FAILURE_NO_POE"}


def test_properties_that_name_another_certificate_fail(
    officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    report = judged(enveloped(DOCUMENT, officer, now, certificate_digest=b"\1" * 32), trust, now)
    assert outcome(report) == ("FAILED", "TOTAL_FAILED")


def test_properties_nobody_signed_fail(
    signed: bytes, officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    plain = enveloped(DOCUMENT, officer, None)
    inside = signed[signed.index(b"<ds:Object>") : signed.index(b"</ds:Object>") + len(b"</ds:Object>")]
    assert outcome(judged(plain, trust, now)) == ("OK", "TOTAL_PASSED")
    assert judged(plain, trust, now).signatures[0].level is None
    forged = plain.replace(b"</ds:Signature>", inside + b"</ds:Signature>")
    assert outcome(judged(forged, trust, now)) == ("FAILED", "TOTAL_FAILED")


def test_the_time_of_a_tax_file_is_read_from_its_signed_object(
    officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    part = (f'<ds:Object xmlns:ds="{DS}" Id="T"><SignatureProperties xmlns=""><SignatureProperty><SigningTime>'
            "2026-11-22T10:00:00</SigningTime></SignatureProperty></SignatureProperties></ds:Object>")  # fmt: skip
    over = [
        reference("", canonical(etree.fromstring(DOCUMENT)), [ENVELOPED, C14N]),
        reference("#T", canonical(etree.fromstring(part)), [C14N]),
    ]
    made = DOCUMENT.replace("</HoSo>", signature(officer, over, objects=part) + "</HoSo>").encode()
    report = judged(made, trust, now)
    assert outcome(report) == ("OK", "TOTAL_PASSED")
    assert report.signatures[0].signed_at is not None
    assert report.signatures[0].signed_at.isoformat() == "2026-11-22T03:00:00+00:00"


def test_a_file_named_beside_the_document_is_asked_for_and_then_judged(
    officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    made = signature(officer, [reference("thu.txt", b"noi dung", [])], at=now).encode()
    waiting = judged(made, trust, now)
    assert outcome(waiting) == ("NONE", "INDETERMINATE")
    assert codes(waiting) == {"SIGNED_DATA_NOT_FOUND"}
    assert outcome(judged(made, trust, now, b"noi dung")) == ("OK", "TOTAL_PASSED")
    assert outcome(judged(made, trust, now, b"khac")) == ("FAILED", "TOTAL_FAILED")


def test_a_claimed_time_after_the_time_stamp_is_shown_and_decides_nothing(
    officer: SigningKey, trust: TrustStore, now: datetime, timestamper: LocalTimestamper
) -> None:
    for late, said in ((timedelta(0), "ok"), (timedelta(hours=2), "unknown")):
        made = enveloped(DOCUMENT, officer, now + late, timestamper=timestamper)
        report = judged(made, trust, now + timedelta(days=1))
        assert outcome(report) == ("OK", "TOTAL_PASSED")
        clocks = [one.outcome for one in report.checks if "is not after the time stamp" in one.text.en]
        assert clocks == [said]


def test_xml_without_a_signature_says_so(trust: TrustStore, now: datetime) -> None:
    assert outcome(judged(DOCUMENT.encode(), trust, now)) == ("NONE", "NO_SIGNATURE")


def test_torn_xml_with_a_signature_is_no_proof_of_anything(
    signed: bytes, trust: TrustStore, now: datetime
) -> None:
    for length in range(200, len(signed), 997):
        assert judged(signed[:length], trust, now).verdict != "TOTAL_PASSED"
