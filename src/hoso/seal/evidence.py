"""The validation data that makes a signature outlive its authority's services: the document security store
(B-LT).
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

import io
from collections.abc import Iterable

from asn1crypto import cms, crl, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore

from hoso.law.text import Text

from .errors import CannotSign
from .revision import QuietWriter
from .trust import TrustStore


def with_evidence(pdf: bytes, field_name: str, trust: TrustStore) -> bytes:
    """Append certificates and revocation lists for the signature in ``field_name`` (ETSI EN 319 142-1
    clause 5.4.2).

    Raises CannotSign when the store lacks the revocation list of an authority on the way to the root.
    """
    signature = next(
        held
        for held in PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures
        if held.field_name == field_name
    )
    held = list(_held_certificates(signature.signed_data))
    known = {
        cert.subject.hashable: cert
        for cert in (*held, *trust.authorities, *(a.certificate for a in trust.anchors))
    }
    needed: dict[bytes, x509.Certificate] = {}
    for certificate in held:
        walker: x509.Certificate | None = certificate
        while walker is not None and walker.dump() not in needed:
            needed[walker.dump()] = walker
            walker = known.get(walker.issuer.hashable) if walker.subject != walker.issuer else None
    lists = [
        _list_of(issuer, trust)
        for issuer in {c.issuer.hashable for c in needed.values() if c.issuer != c.subject}
    ]
    contents = signature.pkcs7_content.hex().encode()
    writer, output = QuietWriter(io.BytesIO(pdf), strict=False), io.BytesIO()
    DocumentSecurityStore.supply_dss_in_writer(writer, contents, certs=list(needed.values()), crls=lists)
    writer.write(output)
    return output.getvalue()


def _held_certificates(signed: cms.SignedData) -> Iterable[x509.Certificate]:
    for choice in signed["certificates"]:
        yield choice.chosen
    for attribute in signed["signer_infos"][0]["unsigned_attrs"]:
        if attribute["type"].native == "signature_time_stamp_token":
            for choice in attribute["values"][0]["content"]["certificates"]:
                yield choice.chosen


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
