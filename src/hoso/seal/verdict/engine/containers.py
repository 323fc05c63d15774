"""One signer's entry of a CMS container against a digest and a certificate (RFC 5652 section 5.4)."""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from asn1crypto import cms, core, x509
from cryptography.exceptions import InvalidSignature
from pyhanko.sign.general import extract_certificate_info, find_unique_cms_attribute
from pyhanko.sign.validation import generic_cms
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator.sig_validate import SignatureValidationContext

from .key_tolerance import TolerantValidator
from .raw_signatures import DIGESTS


def signer_code(
    info: cms.SignerInfo, certificate: x509.Certificate, content_type: str, digest: bytes
) -> str | None:
    """None when the digest is the signed one and the raw signature fits the certificate, else the
    sub-indication. Raises the engine's errors for entries that are not well-formed.
    """
    mechanism, algorithm = info["signature_algorithm"], info["digest_algorithm"]
    name = algorithm["algorithm"].native
    if (_named_digest(mechanism) or name) != name:
        return "SIG_CRYPTO_FAILURE"
    attributes, signed = info["signed_attrs"], digest
    if attributes is not core.VOID:
        attributes = attributes.untag()
        signed = attributes.dump()  # before anything is read from it, so that it stays as it was written
        generic_cms.validate_algorithm_protection(attributes, algorithm, mechanism, None)
        if find_unique_cms_attribute(attributes, "content_type").native != content_type:
            return "FORMAT_FAILURE"
        if find_unique_cms_attribute(attributes, "message_digest").native != digest:
            return "HASH_FAILURE"
    context = SignatureValidationContext(
        contextual_md_algorithm=name, prehashed=info["signed_attrs"] is core.VOID
    )
    try:
        TolerantValidator().validate_signature(
            info["signature"].native, signed, certificate.public_key, mechanism, context
        )
    except InvalidSignature:
        return "SIG_CRYPTO_FAILURE"
    return None


def certificates_of(signed: cms.SignedData) -> tuple[x509.Certificate, tuple[x509.Certificate, ...], bool]:
    """(the signer's certificate, the others, whether the signed reference names exactly this certificate).

    A reference that does not fit says nothing about the bytes; it leaves open who signed. Raises the engine's
    errors when there is no certificate for the signer.
    """
    try:
        held, named = generic_cms.extract_certs_for_validation(signed), True
    except SignatureValidationError:
        held, named = extract_certificate_info(signed), False
    return held.signer_cert, tuple(held.other_certs), named


def _named_digest(mechanism: cms.algos.SignedDigestAlgorithm) -> str | None:
    scheme = mechanism["algorithm"].dotted
    if scheme in DIGESTS:
        return DIGESTS[scheme]
    try:
        name: str = mechanism.hash_algo
    except ValueError:
        return None
    return None if name.startswith("shake") else name  # Ed448: its name for the digest has two spellings
