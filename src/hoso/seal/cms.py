"""CMS containers in the CAdES baseline shape (RFC 5652, RFC 5035, ETSI EN 319 122-1), built without asking
any engine.

One builder serves the three signers of this craft: keys we hold, devices of citizens, the time-stamping
authority.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from asn1crypto import algos, cms, core, tsp, x509


def signed_attributes(
    certificate: x509.Certificate,
    message_digest: bytes,
    digest_algorithm: str,
    *,
    content_type: str = "data",
    signing_time: datetime | None = None,
) -> cms.CMSAttributes:
    """The attributes a signature covers: content type, digest, signing certificate (v2) and algorithm
    protection.

    ``signing_time`` stays out of PDF signatures, where the signature dictionary carries it (ETSI EN 319
    142-1, 5.3).
    """
    protection = cms.CMSAlgorithmProtection(
        {
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": digest_algorithm}),
            "signature_algorithm": signature_algorithm(certificate, digest_algorithm),
        }
    )
    attributes = [
        _attribute("content_type", content_type),
        _attribute("message_digest", message_digest),
        _attribute("signing_certificate_v2", _signing_certificate(certificate, digest_algorithm)),
        _attribute("cms_algorithm_protection", protection),
    ]
    if signing_time is not None:
        attributes.append(_attribute("signing_time", cms.Time({"utc_time": core.UTCTime(signing_time)})))
    return cms.CMSAttributes(attributes)


def to_be_signed(attributes: cms.CMSAttributes) -> bytes:
    """The DER bytes a signature is computed over (RFC 5652 section 5.4)."""
    return bytes(attributes.dump())


def container(
    certificate: x509.Certificate,
    chain: Iterable[x509.Certificate],
    attributes: cms.CMSAttributes,
    signature: bytes,
    digest_algorithm: str,
    *,
    timestamp_token: bytes | None = None,
    content: cms.EncapsulatedContentInfo | None = None,
) -> bytes:
    """The finished ContentInfo (DER); a time-stamp token is an unsigned attribute; roots are left out."""
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            "issuer_and_serial_number",
            cms.IssuerAndSerialNumber(
                {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
            ),
        ),
        "digest_algorithm": algos.DigestAlgorithm({"algorithm": digest_algorithm}),
        "signed_attrs": attributes,
        "signature_algorithm": signature_algorithm(certificate, digest_algorithm),
        "signature": signature,
    }
    if timestamp_token is not None:
        token = cms.ContentInfo.load(timestamp_token)
        signer["unsigned_attrs"] = cms.CMSAttributes([_attribute("signature_time_stamp_token", token)])
    above = [held for held in chain if held.subject != held.issuer]
    signed = cms.SignedData(
        {
            "version": "v3" if content is not None else "v1",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": digest_algorithm})],
            "encap_content_info": content or {"content_type": "data"},
            "certificates": [certificate, *above],
            "signer_infos": [cms.SignerInfo(signer)],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def signature_algorithm(certificate: x509.Certificate, digest_algorithm: str) -> algos.SignedDigestAlgorithm:
    """The algorithm identifier that fits the certificate's key and the digest."""
    suffix = "ecdsa" if certificate.public_key.algorithm == "ec" else "rsa"
    return algos.SignedDigestAlgorithm({"algorithm": f"{digest_algorithm}_{suffix}"})


def _attribute(kind: str, value: object) -> cms.CMSAttribute:
    return cms.CMSAttribute({"type": kind, "values": (value,)})


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
