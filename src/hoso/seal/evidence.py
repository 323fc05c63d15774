"""The validation data that makes a signature outlive its authority's services: the document security store
(B-LT).
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

import hashlib
import io
from functools import lru_cache

from asn1crypto import cms, crl, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore

from hoso.law.text import Text

from .errors import CannotSign
from .increment.careful import QuietWriter
from .increment.lexer import NotUnderstood
from .increment.store import signature_contents, with_store
from .trust import TrustStore


def with_evidence(pdf: bytes, field_name: str, trust: TrustStore) -> bytes:
    """Append certificates and revocation lists for the signature in ``field_name`` (ETSI EN 319 142-1
    clause 5.4.2).

    Raises CannotSign when the store lacks the revocation list of an authority on the way to the root.
    """
    try:
        contents = signature_contents(pdf, field_name)
        needed, lists = _evidence(_certificates_in(contents), trust)
        return with_store(pdf, needed, lists, hashlib.sha1(contents).hexdigest().upper())  # noqa: S324  a name
    except NotUnderstood:
        return _carefully(pdf, field_name, trust)


def _carefully(pdf: bytes, field_name: str, trust: TrustStore) -> bytes:
    signatures = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures
    signature = next(held for held in signatures if held.field_name == field_name)
    needed, lists = _evidence(_certificates_in(signature.pkcs7_content), trust)
    writer, output = QuietWriter(io.BytesIO(pdf), strict=False), io.BytesIO()
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        signature.pkcs7_content.hex().encode(),
        certs=[x509.Certificate.load(held) for held in needed],
        crls=[crl.CertificateList.load(held) for held in lists],
    )
    writer.write(output)
    return output.getvalue()


def _certificates_in(container: bytes) -> tuple[bytes, ...]:
    """The certificates a container and its signature time stamp bring along (DER)."""
    signed = cms.ContentInfo.load(container)["content"]
    found = [choice.dump() for choice in signed["certificates"]]
    for attribute in signed["signer_infos"][0]["unsigned_attrs"]:
        if attribute["type"].native == "signature_time_stamp_token":
            found += [choice.dump() for choice in attribute["values"][0]["content"]["certificates"]]
    return tuple(found)


def _evidence(held: tuple[bytes, ...], trust: TrustStore) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """All certificates up to the roots, and the list of each authority. The same for every signature of one
    signer, so it is remembered.
    """
    known = _Known(trust)
    return _remembered(held, known)


class _Known:
    """A trust store as a key of the memory: the very same certificates and lists are the same key."""

    def __init__(self, trust: TrustStore) -> None:
        self.trust = trust
        self._key = tuple(map(id, (*trust.crls, *trust.authorities, *trust.anchors)))

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self._key == other._key


@lru_cache(maxsize=256)
def _remembered(held: tuple[bytes, ...], store: _Known) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    trust, begun = store.trust, [x509.Certificate.load(der) for der in held]
    anchors = [anchor.certificate for anchor in trust.anchors]
    known = {one.subject.hashable: one for one in (*begun, *trust.authorities, *anchors)}
    needed: dict[bytes, x509.Certificate] = {}
    for certificate in begun:
        walker: x509.Certificate | None = certificate
        while walker is not None and walker.dump() not in needed:
            needed[walker.dump()] = walker
            walker = known.get(walker.issuer.hashable) if walker.subject != walker.issuer else None
    issuers = sorted({one.issuer.hashable for one in needed.values() if one.issuer != one.subject})
    return tuple(needed), tuple(_list_of(issuer, trust).dump() for issuer in issuers)


def _list_of(issuer: str, trust: TrustStore) -> crl.CertificateList:
    for held in trust.crls:
        if held.issuer.hashable == issuer:
            return held
    raise CannotSign(
        Text(
            "Kho tin cậy thiếu danh sách thu hồi của một tổ chức cấp.",
            "The trust store lacks an authority's revocation list.",
        )
    )
