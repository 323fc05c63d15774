"""The validation report as XML (ETSI TS 119 102-2 clause 4), for systems that read reports and not sentences."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from lxml import etree

from hoso.seal.trust import TrustStore
from hoso.seal.verdict.report import Reason, Report, SignatureReport, TimestampReport

from .indications import MAIN, OUTCOMES, sub_indication
from .material import Material, SignatureMaterial
from .objects import Objects

VR: Final = "http://uri.etsi.org/19102/v1.2.1#"
DS: Final = "http://www.w3.org/2000/09/xmldsig#"
XADES: Final = "http://uri.etsi.org/01903/v1.3.2#"
_NAMES = {None: VR, "ds": DS, "XAdES": XADES}
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_PROCESS = "urn:etsi:019102:validationprocess:"
_PROCESSES = {"B-T": "LTVM", "B-LT": "LTVM", "B-LTA": "LTA"}


def etsi_report(report: Report, material: Material, document: bytes, trust: TrustStore) -> bytes:
    """The report as XML in UTF-8. ``document`` are the bytes that were signed; ``trust`` the store asked.

    A file without signature gets one report without identifier, whose sub-indication says why.
    """
    root = etree.Element(f"{{{VR}}}ValidationReport", nsmap=_NAMES)
    objects = Objects(material, trust)
    digest = hashlib.sha256(document).digest()
    for number, signature in enumerate(report.signatures, start=1):
        _signature_report(root, number, signature, report, material, objects, digest)
    if not report.signatures:
        node = _child(root, "SignatureValidationReport")
        _constraints(node, report, with_checks=True)
        _signers_document(node, digest)
        _status(node, MAIN[report.verdict], report.reasons)
    objects.write(root, report)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return made


def _signature_report(
    root: etree._Element,
    number: int,
    signature: SignatureReport,
    report: Report,
    material: Material,
    objects: Objects,
    document: bytes,
) -> None:
    node = _child(root, "SignatureValidationReport")
    held = material.signatures.get(signature.field)
    _identifier(node, number, signature, held)
    _constraints(node, report, with_checks=number == 1)
    _times(node, signature, report.checked_at, objects, held)
    _signers_document(node, document)
    _attributes(node, signature, objects, held)
    if held is not None and held.certificates and signature.signer is not None:
        signer = _child(node, "SignerInformation")
        objects.refer(_child(signer, "SignerCertificate"), [held.certificates[0]])
        _child(signer, "Signer", str(signature.signer.get("name") or ""))
    process = _child(node, "SignatureValidationProcess")
    name = _PROCESSES.get(signature.level or "", "Basic")
    _child(process, "SignatureValidationProcessID", _PROCESS + name)
    _child(process, "SignatureValidationServicePolicy", f"urn:hoso:policy:{report.policy}")
    own = [why for why in report.reasons if why.field in (None, signature.field)]
    reasons = list(dict.fromkeys([*signature.reasons, *own]))
    verdict = signature.verdict
    if report.verdict == "TOTAL_FAILED" and any(why.field is None for why in own):
        verdict = "TOTAL_FAILED"  # what is wrong with the whole file is wrong with each of its signatures
    elif verdict == "TOTAL_PASSED" and reasons:
        verdict = "INDETERMINATE"
    status = _status(node, MAIN[verdict], reasons)
    objects.chain(status, held, signature)


def _identifier(
    node: etree._Element, number: int, signature: SignatureReport, held: SignatureMaterial | None
) -> None:
    value = held.value if held is not None else signature.field.encode()
    mark = hashlib.sha256(value + str(number).encode()).hexdigest()[:32]
    part = _child(node, "SignatureIdentifier", id=f"S-{mark}")
    if held is not None and held.represented_sha256 is not None:
        digested(part, held.represented_sha256)
    if held is not None and held.value:
        etree.SubElement(part, f"{{{DS}}}SignatureValue").text = base64.b64encode(held.value).decode()
    _child(part, "HashOnly", "false")
    _child(part, "DocHashOnly", "false")
    _child(part, "DAIdentifier", plain(signature.field))


def _constraints(node: etree._Element, report: Report, *, with_checks: bool) -> None:
    part = _child(node, "ValidationConstraintsEvaluationReport")
    policy = _child(part, "SignatureValidationPolicy")
    identifier = _child(policy, "SignaturePolicyIdentifier")
    etree.SubElement(identifier, f"{{{XADES}}}SignaturePolicyImplied")
    _child(policy, "PolicyName", report.policy)
    for number, check in enumerate(report.checks if with_checks else (), start=1):
        row = _child(part, "ValidationConstraint")
        _child(row, "ValidationConstraintIdentifier", f"urn:hoso:check:{number}")
        status = _child(row, "ConstraintStatus")
        _child(status, "Status", "urn:etsi:019102:constraintStatus:applied")
        _child(_child(row, "ValidationStatus"), "MainIndication", OUTCOMES[check.outcome])
        _child(row, "Indications", plain(f"{check.text.vi} / {check.text.en}. {check.detail}".strip()))


def _times(
    node: etree._Element,
    signature: SignatureReport,
    checked_at: datetime | None,
    objects: Objects,
    held: SignatureMaterial | None,
) -> None:
    if checked_at is None:
        return
    part = _child(node, "ValidationTimeInfo")
    _child(part, "ValidationTime", instant(checked_at))
    best = _child(part, "BestSignatureTime")
    _child(best, "POETime", instant(signature.best_time or checked_at))
    _child(best, "TypeOfProof", "urn:etsi:019102:poetype:validation")
    if signature.best_time is not None and held is not None and held.tokens:
        objects.refer(_child(best, "POEObject"), held.tokens[:1])


def _signers_document(node: etree._Element, digest: bytes) -> None:
    digested(_child(node, "SignersDocument"), digest)


def _attributes(
    node: etree._Element, signature: SignatureReport, objects: Objects, held: SignatureMaterial | None
) -> None:
    stamp = signature.timestamp
    stamped = stamp.time if isinstance(stamp, TimestampReport) else None
    if signature.signed_at is None and stamped is None:
        return
    part = _child(node, "SignatureAttributes")
    if signature.signed_at is not None:
        _child(_child(part, "SigningTime", Signed="true"), "Time", instant(signature.signed_at))
    if stamped is not None:
        row = _child(part, "SignatureTimeStamp", Signed="false")
        if held is not None and held.tokens:
            objects.refer(_child(row, "AttributeObject"), held.tokens[:1])
        _child(row, "TimeStampValue", instant(stamped))


def _status(node: etree._Element, main: str, reasons: Iterable[Reason]) -> etree._Element:
    status = _child(node, "SignatureValidationStatus")
    _child(status, "MainIndication", main)
    for address in dict.fromkeys(sub_indication(why.code) for why in reasons):
        _child(status, "SubIndication", address)
    return status


def digested(node: etree._Element, digest: bytes) -> None:
    """A SHA-256 digest in the shape of XAdES, below ``node``."""
    part = _child(node, "DigestAlgAndValue")
    etree.SubElement(part, f"{{{DS}}}DigestMethod", Algorithm=_SHA256)
    etree.SubElement(part, f"{{{DS}}}DigestValue").text = base64.b64encode(digest).decode()


def _child(node: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    made = etree.SubElement(node, f"{{{VR}}}{name}", attributes)
    made.text = text
    return made


def instant(time: datetime) -> str:
    """xs:dateTime in UTC, whole seconds."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def plain(text: str) -> str:
    """The text without letters that XML cannot hold: names come from files of strangers."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
