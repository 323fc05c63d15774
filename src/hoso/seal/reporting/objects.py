"""The validation objects of a report: every certificate, list, answer and time stamp once, by its digest."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from asn1crypto import cms, crl, x509
from lxml import etree

from hoso.seal.trust import TrustStore
from hoso.seal.verdict.report import Report, SignatureReport

from .material import Material, SignatureMaterial

_VR = "{http://uri.etsi.org/19102/v1.2.1#}"
_TYPE = "urn:etsi:019102:validationObject:"


class Objects:
    """Collects what a report refers to; only that is written, with the lists and answers of its issuers."""

    def __init__(self, material: Material, trust: TrustStore) -> None:
        self._used: dict[bytes, str] = {}
        self._material, self._trust = material, trust
        known = [*material.certificates, *(c for s in material.signatures.values() for c in s.certificates)]
        known += [held.dump() for held in trust.authorities] + [a.certificate.dump() for a in trust.anchors]
        self._by_name: dict[str, bytes] = {}
        for der in known:
            name = _name_of(x509.Certificate, der)
            if name is not None:
                self._by_name.setdefault(name, der)

    def refer(self, node: etree._Element, contents: Iterable[bytes], kind: str = "") -> None:
        """Let ``node`` point to these objects."""
        node.set("VOReference", " ".join(self._mark(content, kind) for content in contents))

    def chain(
        self, status: etree._Element, held: SignatureMaterial | None, signature: SignatureReport
    ) -> None:
        """The signer's chain up to its anchor, as associated data of a status."""
        if held is None or not held.certificates or signature.trust is None:
            return
        above = [self._by_name[name] for name in signature.trust.chain[1:] if name in self._by_name]
        data = etree.SubElement(status, f"{_VR}AssociatedValidationReportData")
        anchored = signature.trust.scope is not None and bool(above)
        if anchored:
            self.refer(etree.SubElement(data, f"{_VR}TrustAnchor"), above[-1:], "certificate")
        part = etree.SubElement(data, f"{_VR}CertificateChain")
        self.refer(etree.SubElement(part, f"{_VR}SigningCertificate"), held.certificates[:1], "certificate")
        for between in above[:-1] if anchored else above:
            self.refer(etree.SubElement(part, f"{_VR}IntermediateCertificate"), [between], "certificate")
        if anchored:
            self.refer(etree.SubElement(part, f"{_VR}TrustAnchor"), above[-1:], "certificate")

    def write(self, root: etree._Element, report: Report) -> None:
        """Append the list of objects, with the lists of revoked certificates of every issuer concerned."""
        self._add_stamps(report)
        self._add_revocation(report)
        if not self._used:
            return
        listed = etree.SubElement(root, f"{_VR}SignatureValidationObjects")
        for content, kind in self._used.items():
            node = etree.SubElement(listed, f"{_VR}ValidationObject", id=_identity(content))
            etree.SubElement(node, f"{_VR}ObjectType").text = _TYPE + kind
            shown = etree.SubElement(node, f"{_VR}ValidationObjectRepresentation")
            etree.SubElement(shown, f"{_VR}base64").text = base64.b64encode(content).decode()

    def _add_stamps(self, report: Report) -> None:
        for stamp in report.doc_timestamps:
            held = self._material.signatures.get(stamp.field or "")
            for token in held.tokens if held is not None else ():
                self._mark(token, "timestamp")

    def _add_revocation(self, report: Report) -> None:
        findings = [one.trust for one in report.signatures]
        findings += [one.timestamp.trust for one in report.signatures if one.timestamp is not None]
        findings += [one.trust for one in report.doc_timestamps]
        names = {name for finding in findings if finding is not None for name in finding.chain}
        for name in sorted(names & self._by_name.keys()):
            self._mark(self._by_name[name], "certificate")
        lists = [*(held.dump() for held in self._trust.crls), *self._material.crls]
        for content in lists:
            if _name_of(crl.CertificateList, content) in names:
                self._mark(content, "CRL")
        for answer in (*(held.dump() for held in self._trust.ocsps), *self._material.ocsps):
            self._mark(answer, "OCSPResponse")

    def _mark(self, content: bytes, kind: str) -> str:
        self._used.setdefault(content, kind or self._guess(content))
        return _identity(content)

    def _guess(self, content: bytes) -> str:
        tokens = {token for held in self._material.signatures.values() for token in held.tokens}
        return "timestamp" if content in tokens else "certificate"


def _identity(content: bytes) -> str:
    return f"V-{hashlib.sha256(content).hexdigest()[:40]}"


def _name_of(kind: type[x509.Certificate | crl.CertificateList], der: bytes) -> str | None:
    """Whom a certificate names, or who issued a list; None when a stranger's bytes cannot be read."""
    try:
        held = kind.load(der)
        name: str = (held.subject if isinstance(held, x509.Certificate) else held.issuer).human_friendly
    except (ValueError, TypeError, KeyError):
        return None
    return name


def certificates_in(material: Material) -> list[x509.Certificate]:
    """Every readable certificate of a file once: of its signers and time stamps, and those embedded for them."""
    ders = [
        *material.certificates,
        *(der for held in material.signatures.values() for der in held.certificates),
    ]
    for held in material.signatures.values():
        for token in held.tokens:
            signed = cms.ContentInfo.load(token)["content"]["certificates"]
            ders += [choice.chosen.dump() for choice in signed] if signed.native else []
    return [x509.Certificate.load(der) for der in dict.fromkeys(ders) if _name_of(x509.Certificate, der)]
