"""The ETSI report: well-formed, in the norm's order, every reference resolved, indications as in the JSON."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, timedelta

import pytest
from lxml import etree

from hoso.seal.formats.verify_any import verify_file
from hoso.seal.keys import SigningKey
from hoso.seal.reporting.etsi import DS, VR, etsi_report
from hoso.seal.reporting.material import Material, gathered, material_of
from hoso.seal.sign import seal, with_document_timestamp
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore

from .test_formats_cms import CONTENT, signed_file
from .test_formats_xml import DOCUMENT
from .xml_signing import enveloped

ORDER = [
    "SignatureIdentifier",
    "ValidationConstraintsEvaluationReport",
    "ValidationTimeInfo",
    "SignersDocument",
    "SignatureAttributes",
    "SignerInformation",
    "SignatureValidationProcess",
    "SignatureValidationStatus",
]
Q = f"{{{VR}}}"


@pytest.fixture(scope="module")
def sealed(
    base: bytes, officer: SigningKey, timestamper: LocalTimestamper, trust: TrustStore, now: datetime
) -> bytes:
    made = seal(
        base, officer, field_name="ThamQuyen", now=now, timestamper=timestamper, level="B-LT", trust=trust
    )
    return with_document_timestamp(made, timestamper, field_name="Luu", now=now)


def told(data: bytes, trust: TrustStore, now: datetime, content: bytes | None = None) -> etree._Element:
    report = verify_file(data, trust, now=now, content=content)
    made = etsi_report(report, material_of(data, content), content or data, trust)
    assert made.startswith(b"<?xml")
    root = etree.fromstring(made)
    identities = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(identities) == len(set(identities))
    for node in root.iter():
        assert set(node.get("VOReference", "").split()) <= set(identities)
    for one in root.iterfind(Q + "SignatureValidationReport"):
        names = [etree.QName(child).localname for child in one]
        assert names == [name for name in ORDER if name in names]
    return root


def indications(root: etree._Element) -> list[tuple[str, list[str]]]:
    return [
        (status.findtext(Q + "MainIndication"), [sub.text for sub in status.iterfind(Q + "SubIndication")])
        for status in root.iterfind(f"{Q}SignatureValidationReport/{Q}SignatureValidationStatus")
    ]


def kinds(root: etree._Element) -> set[str]:
    return {node.text.rpartition(":")[2] for node in root.iter(Q + "ObjectType")}


def test_a_sealed_pdf_is_reported_with_everything_it_rests_on(
    sealed: bytes, officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    root = told(sealed, trust, now + timedelta(days=1))
    assert root.tag == "{http://uri.etsi.org/19102/v1.2.1#}ValidationReport"
    assert indications(root) == [("urn:etsi:019102:mainindication:total-passed", [])]
    assert kinds(root) == {"certificate", "CRL", "timestamp"}
    assert root.findtext(f".//{Q}SignatureValidationProcessID") == "urn:etsi:019102:validationprocess:LTA"
    value = base64.b64decode(root.findtext(f".//{{{DS}}}SignatureValue"))
    assert value == gathered(sealed, None).signatures["ThamQuyen"].value
    signer = root.find(f".//{Q}SignerCertificate").get("VOReference")
    held = {
        node.get("id"): base64.b64decode(node.findtext(f".//{Q}base64"))
        for node in root.iter(Q + "ValidationObject")
    }
    assert held[signer] == officer.certificate.dump()
    anchor = root.find(f".//{Q}CertificateChain/{Q}TrustAnchor").get("VOReference")
    assert held[anchor] in {one.certificate.dump() for one in trust.anchors}
    digest = root.findtext(f".//{Q}SignersDocument/{Q}DigestAlgAndValue/{{{DS}}}DigestValue")
    assert base64.b64decode(digest) == hashlib.sha256(sealed).digest()


def test_a_changed_file_names_its_sub_indication(sealed: bytes, trust: TrustStore, now: datetime) -> None:
    changed = sealed.replace(b"595", b"594", 1)
    assert changed != sealed
    ((main, subs),) = indications(told(changed, trust, now))
    assert main == "urn:etsi:019102:mainindication:total-failed"
    assert "urn:etsi:019102:subindication:HASH_FAILURE" in subs


def test_what_is_wrong_with_the_file_is_wrong_with_its_signature(
    sealed: bytes, trust: TrustStore, now: datetime
) -> None:
    root = told(sealed + b"\n9 0 obj\n<<>>\nendobj\n", trust, now)
    assert indications(root)[0] == (
        "urn:etsi:019102:mainindication:total-failed", ["urn:etsi:019102:subindication:FORMAT_FAILURE"]
    )  # fmt: skip


def test_other_formats_and_files_without_a_signature_are_reported_too(
    officer: SigningKey, trust: TrustStore, now: datetime, base: bytes, timestamper: LocalTimestamper
) -> None:
    xml = told(enveloped(DOCUMENT, officer, now, timestamper=timestamper), trust, now)
    assert kinds(xml) == {"certificate", "CRL", "timestamp"}
    alone = signed_file(officer, now)
    assert indications(told(alone, trust, now, CONTENT))[0][0].endswith("total-passed")
    assert indications(told(alone, trust, now)) == [
        (
            "urn:etsi:019102:mainindication:indeterminate",
            ["urn:etsi:019102:subindication:SIGNED_DATA_NOT_FOUND"],
        )
    ]
    for data in (base, b"hello"):
        assert indications(told(data, trust, now)) == [
            ("urn:etsi:019102:mainindication:indeterminate", ["urn:etsi:019102:subindication:GENERIC"])
        ]


def test_the_material_of_torn_files_is_empty_and_no_error(sealed: bytes) -> None:
    for length in (0, 10, 1000, len(sealed) // 2):
        assert isinstance(gathered(sealed[:length], None), Material)


def test_letters_that_xml_cannot_hold_do_not_break_the_report(trust: TrustStore, now: datetime) -> None:
    report = verify_file(
        b"hello", trust, now=now, name="a\x00\x1b\ud800.bin".encode("utf-8", "replace").decode()
    )
    assert etree.fromstring(etsi_report(report, Material(), b"hello", trust)) is not None
