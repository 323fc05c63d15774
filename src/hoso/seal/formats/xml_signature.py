"""One XML signature: its cryptography (by signxml), the properties it signs (XAdES, ETSI EN 319 132-1)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from asn1crypto import cms, crl, ocsp, x509
from cryptography import x509 as loaded
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidDigest, InvalidSignature
from signxml.verifier import SignatureConfiguration, XMLVerifier

from hoso.seal.appearance import VIETNAM
from hoso.seal.verdict.trusting import Evidence

from .judging import Signed
from .xml_gate import CANONICAL, DS, SIGNED_PROPERTIES, XADES, Forbidden, Reference

Resolver = Callable[[str], bytes | None]
_METHODS = frozenset(one for one in SignatureMethod if not one.name.startswith(("HMAC", "DSA")))
_MOST_CERTIFICATES = 20
_DIGESTS = {one.value: one.name.lower().replace("_", "-") for one in DigestAlgorithm}
_PYTHON_NAMES = {
    "sha3-224": "sha3_224",
    "sha3-256": "sha3_256",
    "sha3-384": "sha3_384",
    "sha3-512": "sha3_512",
}


class _Numbered(XMLVerifier):
    """The engine's verifier for the n-th signature of a document instead of the first."""

    number = 0

    def _get_signature(self, root: etree._Element) -> etree._Element:
        return list(root.iter(DS + "Signature"))[self.number]

    def _tostring(self, xml_node: etree._Element, **said: object) -> bytes:
        """Without the text after the element, which is its neighbour's and would not parse again."""
        return bytes(etree.tostring(xml_node, with_tail=False, **said))


def examined_signature(
    root: etree._Element,
    signature: etree._Element,
    number: int,
    references: list[Reference],
    name: str,
    resolve: Resolver,
) -> Signed:
    """What this signature is worth. ``resolve`` brings the bytes of a file beside the document, or None."""
    certificates = list(_certificates(signature))
    properties = _properties(signature, references)
    signer = _signer(signature, certificates, properties)
    if signer is None:
        return Signed(name, "FORMAT_FAILURE")
    held = Signed(
        name,
        None,
        signer,
        tuple(one for one in certificates if one is not signer),
        frozenset(_digests(signature, references)),
        _claimed_at(signature, properties, references),
        tuple(_tokens(signature)),
        _stamped(signature),
        plain=properties is None,
        value=_decoded(signature.find(DS + "SignatureValue")),
        represented=_represented(signature),
        evidence=_evidence(signature),
    )
    return replace(held, code=_code(root, signature, number, references, signer, resolve))


def _code(
    root: etree._Element,
    signature: etree._Element,
    number: int,
    references: list[Reference],
    signer: x509.Certificate,
    resolve: Resolver,
) -> str | None:
    """None when every reference and the signature value are right, else the sub-indication."""
    if _has_properties(signature) and _properties(signature, references) is None:
        return "FORMAT_FAILURE"  # properties that nothing signs could be anybody's
    outside = [one for one in references if one.element is None]
    if any(resolve(one.uri) is None for one in outside):
        return "SIGNED_DATA_NOT_FOUND"
    as_xml = {one.uri for one in outside if one.canonical}
    verifier = _Numbered()
    verifier.number = number
    certificate = loaded.load_der_x509_certificate(signer.dump())
    rules = SignatureConfiguration(
        expect_references=True,
        signature_methods=_METHODS,
        digest_algorithms=frozenset(DigestAlgorithm),
        verification_time=certificate.not_valid_before_utc,  # validity is judged with the chain, not here
    )

    def resolver(uri: str) -> object:
        content = resolve(uri)
        return etree.fromstring(content or b"", _plain_parser()) if uri in as_xml else content

    try:
        verifier.verify(
            root, x509_cert=certificate, expect_config=rules, validate_schema=False, uri_resolver=resolver
        )
    except InvalidDigest:
        return "HASH_FAILURE"
    except InvalidSignature:
        return "SIG_CRYPTO_FAILURE"
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  hostile input raises anything; it must end as a finding
        return "FORMAT_FAILURE"
    return None


def _plain_parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _certificates(signature: etree._Element) -> Iterator[x509.Certificate]:
    nodes = [
        *signature.iterfind(f"{DS}KeyInfo/{DS}X509Data/{DS}X509Certificate"),
        *signature.iter(XADES + "EncapsulatedX509Certificate"),
    ]
    for node in nodes[:_MOST_CERTIFICATES]:
        try:
            held = x509.Certificate.load(_decoded(node), strict=True)
            held.native  # noqa: B018  an unreadable certificate must fail here, not spoil a chain
        except (ValueError, TypeError):
            continue
        yield held


def _signer(
    signature: etree._Element, certificates: list[x509.Certificate], properties: etree._Element | None
) -> x509.Certificate | None:
    """The certificate the properties name by its digest; without properties the first one in the key information."""
    if not certificates:
        return None
    names = [] if properties is None else _named_digests(properties)
    if not names:
        return certificates[0]
    for method, value in names[:1]:  # the first names the signer, others may name its chain
        for held in certificates:
            if digest_by(method, held.dump()) == value:
                return held
    return None


def _named_digests(properties: etree._Element) -> list[tuple[str, bytes]]:
    nodes = [
        *properties.iter(XADES + "SigningCertificateV2"),
        *properties.iter(XADES + "SigningCertificate"),
    ]
    found = []
    for node in nodes[:1]:
        for entry in node.iterfind(f"{XADES}Cert/{XADES}CertDigest"):
            method, value = entry.find(DS + "DigestMethod"), entry.find(DS + "DigestValue")
            if method is not None and value is not None:
                found.append((method.get("Algorithm", ""), _decoded(value)))
    return found


def digest_by(method: str, data: bytes) -> bytes | None:
    """The digest by an algorithm named as in XML signatures; None for an unknown one."""
    name = _DIGESTS.get(method, "")
    try:
        return hashlib.new(_PYTHON_NAMES.get(name, name), data).digest()
    except ValueError:
        return None


def _has_properties(signature: etree._Element) -> bool:
    return signature.find(f"{DS}Object/{XADES}QualifyingProperties") is not None


def _properties(signature: etree._Element, references: list[Reference]) -> etree._Element | None:
    """The signed properties, when the signature really names them as such (EN 319 132-1 clause 4.4.2)."""
    wanted = signature.find(f"{DS}Object/{XADES}QualifyingProperties/{XADES}SignedProperties")
    named = [one.element for one in references if one.kind == SIGNED_PROPERTIES]
    return wanted if wanted is not None and named == [wanted] else None


def _digests(signature: etree._Element, references: list[Reference]) -> Iterator[str]:
    yield from (_DIGESTS.get(one.digest, one.digest) for one in references)
    method = signature.find(f"{DS}SignedInfo/{DS}SignatureMethod")
    yield (method.get("Algorithm", "") if method is not None else "").rpartition("-")[2]


def _claimed_at(
    signature: etree._Element, properties: etree._Element | None, references: list[Reference]
) -> datetime | None:
    """The signing time the signature covers: of XAdES, or the property tax and invoice files carry."""
    node = None if properties is None else next(properties.iter(XADES + "SigningTime"), None)
    if node is None:
        inside = [one.element for one in references if one.element is not None and one.uri]
        own = [held for held in inside if signature in held.iterancestors()]
        times = (found for held in own for found in held.iter("{*}SigningTime"))
        node = next(times, None)
    try:
        claimed = datetime.fromisoformat((node.text or "").strip()) if node is not None else None
    except ValueError:
        return None
    if claimed is None:
        return None
    return (claimed if claimed.tzinfo else claimed.replace(tzinfo=VIETNAM)).astimezone(UTC)


def _tokens(signature: etree._Element) -> Iterator[cms.SignedData]:
    for stamp in list(signature.iter(XADES + "SignatureTimeStamp"))[:10]:
        for node in stamp.iterfind(XADES + "EncapsulatedTimeStamp"):
            try:
                yield cms.ContentInfo.load(_decoded(node))["content"]
            except (ValueError, TypeError, KeyError):
                continue


def _stamped(signature: etree._Element) -> bytes:
    """The canonical signature value, which a signature time stamp is over (EN 319 132-1 clause 5.3)."""
    stamp = next(signature.iter(XADES + "SignatureTimeStamp"), None)
    method = None if stamp is None else stamp.find(DS + "CanonicalizationMethod")
    algorithm = "" if method is None else method.get("Algorithm", "")
    value = signature.find(DS + "SignatureValue")
    if algorithm and algorithm not in CANONICAL:
        raise Forbidden("FORBIDDEN_TRANSFORM", algorithm)
    exclusive = "xml-exc-c14n" in algorithm
    made: bytes = etree.tostring(
        value, method="c14n", exclusive=exclusive, with_comments=False, with_tail=False
    )
    return made


def _represented(signature: etree._Element) -> bytes:
    info = signature.find(DS + "SignedInfo")
    method = info.find(DS + "CanonicalizationMethod").get("Algorithm", "")
    made: bytes = etree.tostring(info, method="c14n", exclusive="xml-exc-c14n" in method, with_tail=False)
    return made


def _evidence(signature: etree._Element) -> Evidence:
    """Certificates, lists and answers among the unsigned properties (XAdES-LT)."""
    lists, answers = [], []
    for node in list(signature.iter(XADES + "EncapsulatedCRLValue"))[:100]:
        try:
            lists.append(crl.CertificateList.load(_decoded(node), strict=True))
        except (ValueError, TypeError):
            continue
    for node in list(signature.iter(XADES + "EncapsulatedOCSPValue"))[:100]:
        try:
            answers.append(ocsp.OCSPResponse.load(_decoded(node), strict=True))
        except (ValueError, TypeError):
            continue
    return Evidence((), tuple(lists), tuple(answers))


def _decoded(node: etree._Element) -> bytes:
    return base64.b64decode("".join((node.text or "").split()))
