"""CMS containers in the CAdES baseline shape (RFC 5652, RFC 5035, ETSI EN 319 122-1).

All that a signer's containers have in common is encoded once (``SignerForm``); a signature then costs a hash, the
raw signature and a few copies. One builder serves the three signers of this craft: keys we hold or reach,
devices of citizens, the time-stamping authority.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from asn1crypto import algos, cms, core, tsp, x509

from .der import EXPLICIT_0, IMPLICIT_1, OCTETS, SEQUENCE, SET, set_of, shape
from .schemes import Scheme, largest_signature, signature_algorithm

_SIGNED_DATA, _DATA, _TST_INFO = (
    bytes(cms.ContentType(name).dump()) for name in ("signed_data", "data", "tst_info")
)
_CONTENT_TYPES = {"data": _DATA, "tst_info": _TST_INFO}


def _kind(name: str) -> bytes:
    return bytes(cms.CMSAttributeType(name).dump())


_CONTENT_TYPE, _MESSAGE_DIGEST = _kind("content_type"), _kind("message_digest")
_SIGNING_TIME, _CERTIFICATE_V2 = _kind("signing_time"), _kind("signing_certificate_v2")
_PROTECTION = _kind("cms_algorithm_protection")
_TIMESTAMP = _kind("signature_time_stamp_token")


@dataclass(frozen=True)
class SignerForm:
    """What all containers of one signer share, already encoded."""

    scheme: Scheme
    identifier: bytes
    certificates: bytes
    digest_algorithm: bytes
    signature_algorithm: bytes
    fixed_attributes: tuple[bytes, ...]
    largest_signature: int

    @cached_property
    def largest_container(self) -> int:
        """How many bytes a container without a time stamp has at most."""
        attributes = self.signed_attributes(bytes(hashlib.new(self.scheme.digest).digest_size))
        return len(self.container(attributes, bytes(self.largest_signature)))

    def signed_attributes(
        self, message_digest: bytes, *, content_type: str = "data", signing_time: datetime | None = None
    ) -> bytes:
        """The DER a signature is computed over (RFC 5652 section 5.4): content type, digest, signing
        certificate (v2) and algorithm protection.

        ``signing_time`` stays out of PDF signatures, where the signature dictionary carries it (ETSI EN 319
        142-1, 5.3).
        """
        attributes = [
            *self.fixed_attributes,
            _attribute(_CONTENT_TYPE, _CONTENT_TYPES[content_type]),
            _attribute(_MESSAGE_DIGEST, shape(OCTETS, message_digest)),
        ]
        if signing_time is not None:
            time = cms.Time({"utc_time": core.UTCTime(signing_time)})
            attributes.append(_attribute(_SIGNING_TIME, time.dump()))
        return set_of(*attributes)

    def container(
        self,
        attributes: bytes,
        signature: bytes,
        *,
        timestamp_token: bytes | None = None,
        tst_info: bytes | None = None,
        with_certificates: bool = True,
    ) -> bytes:
        """The finished ContentInfo (DER) over ``attributes`` as they were signed.

        A time-stamp token becomes an unsigned attribute; ``tst_info`` makes the container a token itself.
        """
        token = b"" if timestamp_token is None else _attribute(_TIMESTAMP, timestamp_token)
        signer = shape(
            SEQUENCE,
            b"\x02\x01\x01",
            self.identifier,
            self.digest_algorithm,
            bytes((EXPLICIT_0,)) + attributes[1:],  # implicitly tagged here, a SET where it is signed
            self.signature_algorithm,
            shape(OCTETS, signature),
            shape(IMPLICIT_1, token) if token else b"",
        )
        content = shape(SEQUENCE, _DATA)
        if tst_info is not None:
            content = shape(SEQUENCE, _TST_INFO, shape(EXPLICIT_0, shape(OCTETS, tst_info)))
        signed = shape(
            SEQUENCE,
            b"\x02\x01\x03" if tst_info is not None else b"\x02\x01\x01",
            shape(SET, self.digest_algorithm),
            content,
            self.certificates if with_certificates else b"",
            shape(SET, signer),
        )
        return shape(SEQUENCE, _SIGNED_DATA, shape(EXPLICIT_0, signed))


def form_of(certificate: x509.Certificate, chain: Iterable[x509.Certificate], scheme: Scheme) -> SignerForm:
    """The form of a signer; roots in the chain are left out of his containers."""
    return _form(certificate.dump(), tuple(held.dump() for held in chain), scheme)


@lru_cache(maxsize=512)
def _form(certificate_der: bytes, chain: tuple[bytes, ...], scheme: Scheme) -> SignerForm:
    certificate = x509.Certificate.load(certificate_der)
    authorities = [x509.Certificate.load(held) for held in chain]
    above = [held.dump() for held in authorities if held.subject != held.issuer]
    digest = algos.DigestAlgorithm({"algorithm": scheme.digest})
    algorithm = signature_algorithm(certificate, scheme)
    protection = cms.CMSAlgorithmProtection({"digest_algorithm": digest, "signature_algorithm": algorithm})
    identifier = cms.IssuerAndSerialNumber(
        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    )
    return SignerForm(
        scheme,
        identifier.dump(),
        set_of(certificate_der, *above, tag=EXPLICIT_0),
        digest.dump(),
        algorithm.dump(),
        (
            _attribute(_CERTIFICATE_V2, _signing_certificate(certificate, scheme.digest).dump()),
            _attribute(_PROTECTION, protection.dump()),
        ),
        largest_signature(certificate),
    )


def _attribute(kind: bytes, value: bytes) -> bytes:
    return shape(SEQUENCE, kind, shape(SET, value))


def _signing_certificate(certificate: x509.Certificate, digest_algorithm: str) -> tsp.SigningCertificateV2:
    identifier = tsp.ESSCertIDv2(
        {
            "hash_algorithm": {"algorithm": digest_algorithm},
            "cert_hash": hashlib.new(digest_algorithm, certificate.dump()).digest(),
            "issuer_serial": {
                "issuer": [x509.GeneralName("directory_name", certificate.issuer)],
                "serial_number": certificate.serial_number,
            },
        }
    )
    return tsp.SigningCertificateV2({"certs": [identifier]})
