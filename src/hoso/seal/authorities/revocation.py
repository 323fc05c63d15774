"""Questions to authorities about revocation, and what their answers say of themselves (RFC 6960, RFC 5280).

Nobody is asked here; whether an answer is to be believed is the path validator's business.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from asn1crypto import crl, ocsp, pem, x509
from cryptography import x509 as loaded
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

_WITHOUT_END = timedelta(hours=1)
"""How long an OCSP answer that names no end may be used again."""


@dataclass(frozen=True)
class Question:
    """One thing to ask about a certificate: by OCSP (``request`` is DER), or a whole list."""

    kind: Literal["ocsp", "crl"]
    url: str
    request: bytes

    @property
    def mark(self) -> str:
        """A hash by which an answer is found again."""
        return hashlib.sha256(f"{self.kind}\n{self.url}\n".encode() + self.request).hexdigest()


def questions(certificate: x509.Certificate, issuer: x509.Certificate) -> Iterator[Question]:
    """What the certificate itself says may be asked, OCSP first. Nothing unless ``issuer`` really issued it:
    addresses in a stranger's certificate are not followed.
    """
    if not issued_by(certificate, issuer):
        return
    for url in certificate.ocsp_urls:
        yield Question("ocsp", url, _request(certificate, issuer))
    for point in certificate.crl_distribution_points:
        if point.url:
            yield Question("crl", point.url, b"")


def issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether the issuer's key signed the certificate."""
    try:
        held = loaded.load_der_x509_certificate(certificate.dump())
        held.verify_directly_issued_by(loaded.load_der_x509_certificate(issuer.dump()))
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _request(certificate: x509.Certificate, issuer: x509.Certificate) -> bytes:
    """Without a nonce, so that the same question has the same bytes."""
    identity = ocsp.CertId(
        {
            "hash_algorithm": {"algorithm": "sha1"},  # what every responder knows; it protects nothing here
            "issuer_name_hash": certificate.issuer.sha1,
            "issuer_key_hash": issuer.public_key.sha1,
            "serial_number": certificate.serial_number,
        }
    )
    asked = ocsp.TBSRequest({"request_list": [ocsp.Request({"req_cert": identity})]})
    return bytes(ocsp.OCSPRequest({"tbs_request": asked}).dump())


def validity(question: Question, answer: bytes) -> tuple[bytes, datetime, datetime] | None:
    """(DER, valid from, valid until) of a usable answer; None for an error, another's or an unreadable one."""
    try:
        if question.kind == "crl":
            der = pem.unarmor(answer)[2] if pem.detect(answer) else answer
            held = crl.CertificateList.load(der, strict=True)["tbs_cert_list"]
            return der, held["this_update"].native, held["next_update"].native
        response = ocsp.OCSPResponse.load(answer, strict=True)
        if response["response_status"].native != "successful":
            return None
        wanted = ocsp.OCSPRequest.load(question.request)["tbs_request"]["request_list"][0]["req_cert"]
        said = response.response_data["responses"][0]
        if said["cert_id"].native != wanted.native or said["cert_status"].name == "unknown":
            return None
        begin: datetime = said["this_update"].native
        end: datetime | None = said["next_update"].native
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None
    return answer, begin, end or begin + _WITHOUT_END
