"""What the conclusions about a file rest on, as plain DER: certificates, lists, answers, time-stamp tokens."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from asn1crypto import cms, x509
from pyhanko.sign.validation import generic_cms

from hoso.seal.formats import asic_file, cms_file, xml_file, xml_gate
from hoso.seal.formats.cms_file import represented
from hoso.seal.formats.judging import Signed
from hoso.seal.formats.kinds import kind_of
from hoso.seal.verdict.embedded import embedded_evidence
from hoso.seal.verdict.opening import Found, found_signatures, open_reader


@dataclass(frozen=True)
class SignatureMaterial:
    """One signature or document time stamp: its raw value, what it was computed over, its certificate first."""

    field: str
    value: bytes
    represented_sha256: bytes | None
    certificates: tuple[bytes, ...]
    tokens: tuple[bytes, ...]


@dataclass(frozen=True)
class Material:
    """Everything readable in one file."""

    signatures: dict[str, SignatureMaterial] = field(default_factory=dict)
    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()


def material_of(data: bytes, content: bytes | None = None, seconds: float = 3.0) -> Material:
    """The material of a file of any kind, read in the limited worker; empty for what cannot be read."""
    from hoso.seal.isolated import in_worker

    found = in_worker("material", (data, content), len(data) + len(content or b""), seconds)
    return found if isinstance(found, Material) else Material()


def gathered(data: bytes, content: bytes | None) -> Material:
    """The same in this process: what the worker does. Never raises but for memory."""
    try:
        if kind_of(data) == "pdf":
            return _of_pdf(data)
        return _of_signed(_signed_parts(data, content))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  hostile files make parsers raise anything at all
        return Material()


def _signed_parts(data: bytes, content: bytes | None) -> list[Signed]:
    kind = kind_of(data)
    if kind == "cms":
        return cms_file.signatures_in(data, content)
    if kind == "xml":
        return xml_file.signatures_in(xml_gate.parsed(data), lambda _uri: content)[0]
    return asic_file.signatures_of_container(asic_file.opened(data))[0] if kind == "asic" else []


def _of_signed(parts: list[Signed]) -> Material:
    held = {
        one.name: SignatureMaterial(
            one.name,
            one.value,
            hashlib.sha256(one.represented).digest() if one.represented else None,
            tuple(part.dump() for part in (one.certificate, *one.others) if part is not None),
            tuple(_as_token(token) for token in one.tokens),
        )
        for one in parts
    }
    return Material(
        held,
        _once(cert.dump() for one in parts for cert in one.evidence.certificates),
        _once(one_list.dump() for one in parts for one_list in one.evidence.crls),
        _once(answer.dump() for one in parts for answer in one.evidence.ocsps),
    )


def _of_pdf(data: bytes) -> Material:
    reader = open_reader(data)
    found = found_signatures(reader)
    evidence = embedded_evidence(reader, found)
    return Material(
        {one.name: made for one in found if (made := _of_field(one)) is not None},
        _once(held.dump() for held in evidence.certificates),
        _once(held.dump() for held in evidence.crls),
        _once(held.dump() for held in evidence.ocsps),
    )


def _of_field(found: Found) -> SignatureMaterial | None:
    if found.signature is None:
        return None
    signed, info = found.signature.signed_data, found.signature.signer_info
    held = generic_cms.extract_certs_for_validation(signed)
    tokens = [token["content"] for token in _tokens(info)]
    if found.is_timestamp:
        tokens = [signed]
    over = represented(info)
    return SignatureMaterial(
        found.name,
        info["signature"].native,
        hashlib.sha256(over).digest() if over else None,
        tuple(
            part.dump()
            for part in (held.signer_cert, *held.other_certs)
            if isinstance(part, x509.Certificate)
        ),
        tuple(_as_token(token) for token in tokens),
    )


def _tokens(info: cms.SignerInfo) -> list[cms.ContentInfo]:
    attributes = info["unsigned_attrs"]
    return [
        value
        for attribute in (attributes if isinstance(attributes, cms.CMSAttributes) else ())
        if attribute["type"].native == "signature_time_stamp_token"
        for value in attribute["values"]
    ]


def _as_token(signed: cms.SignedData) -> bytes:
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def _once(items: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(items))
