"""Signature schemes: digest and padding, how CMS names them, and how a raw signature is made and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from asn1crypto import algos, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
Digest = Literal["sha256", "sha384", "sha512"]
HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


@dataclass(frozen=True, slots=True)
class Scheme:
    """A digest, and for RSA keys whether the padding is PSS (RFC 4056) instead of PKCS#1 v1.5."""

    digest: str
    pss: bool = False


def scheme_of(certificate: x509.Certificate, digest: str | None = None, *, pss: bool = False) -> Scheme:
    """The scheme for a certificate's key: the digest asked for, or the one that fits the key; PSS where it
    is asked for or the certificate demands it.
    """
    kind = certificate.public_key.algorithm
    return Scheme(digest or preferred_digest(certificate), kind == "rsassa_pss" or (pss and kind == "rsa"))


def preferred_digest(certificate: x509.Certificate) -> str:
    """SHA-384 for keys on P-384, SHA-256 for everything else (RFC 5753 section 2.1.1 advice on strength)."""
    key = certificate.public_key
    return "sha384" if key.algorithm == "ec" and key.curve[1] == "secp384r1" else "sha256"


def signature_algorithm(certificate: x509.Certificate, scheme: Scheme) -> algos.SignedDigestAlgorithm:
    """The algorithm identifier that fits the certificate's key and the scheme (RFC 5754, RFC 4056)."""
    if not scheme.pss:
        suffix = "ecdsa" if certificate.public_key.algorithm == "ec" else "rsa"
        return algos.SignedDigestAlgorithm({"algorithm": f"{scheme.digest}_{suffix}"})
    digest = {"algorithm": scheme.digest}
    parameters = algos.RSASSAPSSParams(
        {
            "hash_algorithm": algos.DigestAlgorithm(digest),
            "mask_gen_algorithm": algos.MaskGenAlgorithm(
                {"algorithm": "mgf1", "parameters": algos.DigestAlgorithm(digest)}
            ),
            "salt_length": HASHES[scheme.digest].digest_size,
        }
    )
    return algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters})


def largest_signature(certificate: x509.Certificate) -> int:
    """How many bytes a raw signature of the certificate's key has at most (ECDSA: two numbers in DER)."""
    key = certificate.public_key
    return 2 * ((key.bit_size + 7) // 8) + 9 if key.algorithm == "ec" else int(key.byte_size)


def sign_raw(key: PrivateKey, data: bytes, scheme: Scheme) -> bytes:
    """The raw signature over ``data``: RSA padded as the scheme says, or DER ECDSA."""
    algorithm = HASHES[scheme.digest]()
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, rsa_padding(scheme), algorithm)
    return key.sign(data, ec.ECDSA(algorithm))


def signature_is_by(certificate: x509.Certificate, signature: bytes, data: bytes, scheme: Scheme) -> bool:
    """Whether ``signature`` over ``data`` was made with the private key of ``certificate``."""
    algorithm = HASHES[scheme.digest]()
    try:
        key = serialization.load_der_public_key(certificate.public_key.dump())
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, rsa_padding(scheme), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(algorithm))
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True


def rsa_padding(scheme: Scheme) -> padding.AsymmetricPadding:
    """The padding of an RSA signature; the salt of PSS is as long as the digest (RFC 4056 section 3)."""
    if not scheme.pss:
        return padding.PKCS1v15()
    algorithm = HASHES[scheme.digest]()
    return padding.PSS(padding.MGF1(algorithm), algorithm.digest_size)
