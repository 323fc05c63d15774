"""CMS files (RFC 5652) in the CAdES baseline shape (ETSI EN 319 122-1): the content inside, or beside it."""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from asn1crypto import cms, core, crl, ocsp, x509
from pyhanko.sign.general import find_unique_cms_attribute

from hoso.seal.trust import TrustStore
from hoso.seal.verdict.expectation import Expectation
from hoso.seal.verdict.integrity import checked
from hoso.seal.verdict.report import Report
from hoso.seal.verdict.trusting import Evidence

from .judging import Signed, report_of
from .kinds import der_of
from .wording import refused

_MOST_SIGNERS = 50
_OCSP_FORMAT = "1.3.6.1.5.5.7.16.2"


def examine_cms(
    name: str,
    data: bytes,
    content: bytes | None,
    trust: TrustStore,
    now: datetime,
    expect: Expectation | None,
) -> Report:
    """The report on a CMS file. ``content`` is the file it was found beside, None when there is none."""
    try:
        found = signatures_in(data, content)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        return refused(name, "FORMAT_FAILURE", trust, now, repr(error)[:200])
    return report_of(name, found, None, trust, now, expect)


def signatures_in(data: bytes, content: bytes | None, prefix: str = "signature") -> list[Signed]:
    """Every signer of a CMS container. Raises ValueError and its like when it is no such container."""
    signed = _signed_data(data)
    inside = _content_of(signed)
    if inside is not None and content is not None and inside != content:
        return [Signed(f"{prefix}-1", "FORMAT_FAILURE")]
    held = inside if inside is not None else content
    certificates = [
        choice.chosen for choice in _items(signed["certificates"]) if choice.name == "certificate"
    ]
    evidence = _evidence(signed, certificates)
    infos = list(signed["signer_infos"])[:_MOST_SIGNERS]
    return [
        _signer(f"{prefix}-{number}", info, signed, held, certificates, evidence)
        for number, info in enumerate(infos, start=1)
    ]


def _signed_data(data: bytes) -> cms.SignedData:
    outer = cms.ContentInfo.load(der_of(data), strict=True)
    if outer["content_type"].native != "signed_data":
        raise ValueError("not signed data")
    return outer["content"]


def _content_of(signed: cms.SignedData) -> bytes | None:
    content = signed["encap_content_info"]["content"]
    if content is core.VOID or isinstance(content, core.Void) or content.native is None:
        return None
    return bytes(content.native) if isinstance(content.native, bytes) else bytes(content.contents)


def _items(held: Any) -> Iterator[Any]:
    yield from () if held is core.VOID or isinstance(held, core.Void) else held


def _signer(
    name: str,
    info: cms.SignerInfo,
    signed: cms.SignedData,
    content: bytes | None,
    certificates: list[x509.Certificate],
    evidence: Evidence,
) -> Signed:
    certificate = next((held for held in certificates if _is_named(info["sid"], held)), None)
    if certificate is None:
        return Signed(name, "FORMAT_FAILURE")
    others = tuple(held for held in certificates if held is not certificate)
    algorithm = info["digest_algorithm"]["algorithm"].native
    code = _code(info, certificate, signed["encap_content_info"]["content_type"].native, content, algorithm)
    return Signed(
        name,
        code,
        certificate,
        others,
        frozenset({algorithm}),
        _claimed_at(info),
        tuple(_tokens(info)),
        info["signature"].native,
        value=info["signature"].native,
        represented=represented(info),
        evidence=evidence,
    )


def _code(
    info: cms.SignerInfo, certificate: x509.Certificate, kind: str, content: bytes | None, algorithm: str
) -> str | None:
    """None, or the sub-indication. Without the content the rest must still be right: digest from the attributes."""
    try:
        if content is None:
            digest = find_unique_cms_attribute(info["signed_attrs"], "message_digest").native
            wrong = checked(info, certificate, kind, digest)
            return wrong or "SIGNED_DATA_NOT_FOUND"
        return checked(info, certificate, kind, hashlib.new(algorithm, content).digest())
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  hostile input raises anything; it must end as a finding
        code = getattr(getattr(error, "ades_subindication", None), "name", "FORMAT_FAILURE")
        return code if code in ("HASH_FAILURE", "SIG_CRYPTO_FAILURE") else "FORMAT_FAILURE"


def represented(info: cms.SignerInfo) -> bytes:
    """The bytes a signer's signature is computed over, when it has signed attributes (RFC 5652 section 5.4)."""
    attributes = info["signed_attrs"]
    return (
        b""
        if attributes is core.VOID or isinstance(attributes, core.Void)
        else bytes(attributes.untag().dump())
    )


def _is_named(identifier: cms.SignerIdentifier, certificate: x509.Certificate) -> bool:
    if identifier.name == "subject_key_identifier":
        return bool(certificate.key_identifier == identifier.native)
    chosen = identifier.chosen
    same_issuer = chosen["issuer"].hashable == certificate.issuer.hashable
    return bool(same_issuer and chosen["serial_number"].native == certificate.serial_number)


def _claimed_at(info: cms.SignerInfo) -> datetime | None:
    try:
        claimed = find_unique_cms_attribute(info["signed_attrs"], "signing_time").native
    except Exception:  # noqa: BLE001  a missing or unreadable claim is no claim
        return None
    return claimed if isinstance(claimed, datetime) and claimed.tzinfo else None


def _tokens(info: cms.SignerInfo) -> Iterator[cms.SignedData]:
    for attribute in _items(info["unsigned_attrs"]):
        if attribute["type"].native == "signature_time_stamp_token":
            yield from (value["content"] for value in attribute["values"])


def _evidence(signed: cms.SignedData, certificates: list[x509.Certificate]) -> Evidence:
    """Lists and answers in the container's ``crls`` (CAdES-LT, ETSI EN 319 122-1 clause 5.5.1)."""
    lists: list[crl.CertificateList] = []
    answers: list[ocsp.OCSPResponse] = []
    for choice in _items(signed["crls"]):
        if choice.name == "certificate_list":
            lists.append(choice.chosen)
        elif choice.chosen["other_rev_info_format"].dotted == _OCSP_FORMAT:
            answers.append(ocsp.OCSPResponse.load(choice.chosen["other_rev_info"].dump()))
    return Evidence(tuple(certificates), tuple(lists), tuple(answers))
