"""Raw signatures in schemes the engine has no names for: RSA and ECDSA with SHA-3, plain ECDSA, Ed448.

Sources: NIST CSOR (2.16.840.1.101.3.4.3), BSI TR-03111 section 5.2 (0.4.0.127.0.7.1.1.4.1), RFC 8419.
"""

from __future__ import annotations

import hashlib

from asn1crypto import keys
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

_SHA3: dict[int, hashes.HashAlgorithm] = {
    0: hashes.SHA3_224(),
    1: hashes.SHA3_256(),
    2: hashes.SHA3_384(),
    3: hashes.SHA3_512(),
}
_NIST = "2.16.840.1.101.3.4.3."
_PLAIN = "0.4.0.127.0.7.1.1.4.1."
RSA_BY_NAME = {f"{_NIST}{13 + step}": held for step, held in _SHA3.items()}
_ECDSA = {f"{_NIST}{9 + step}": held for step, held in _SHA3.items()}
_PLAIN_ECDSA: dict[str, hashes.HashAlgorithm] = {
    f"{_PLAIN}2": hashes.SHA224(),
    f"{_PLAIN}3": hashes.SHA256(),
    f"{_PLAIN}4": hashes.SHA384(),
    f"{_PLAIN}5": hashes.SHA512(),
} | {f"{_PLAIN}{8 + step}": held for step, held in _SHA3.items()}
_ED448 = "1.3.101.113"
DIGESTS = {
    name: held.name.replace("-", "_")
    for names in (RSA_BY_NAME, _ECDSA, _PLAIN_ECDSA)
    for name, held in names.items()
}
"""The digest that each scheme fixes, by its object identifier."""


def knows(scheme: str) -> bool:
    """Whether this module checks the scheme with this object identifier."""
    return scheme in DIGESTS or scheme == _ED448


def check(scheme: str, signature: bytes, signed: bytes, public_key: keys.PublicKeyInfo) -> None:
    """Raises InvalidSignature unless the signature fits the key, the scheme and the data."""
    key = serialization.load_der_public_key(public_key.dump())
    if scheme in RSA_BY_NAME and isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, signed, padding.PKCS1v15(), RSA_BY_NAME[scheme])
    elif scheme in _ECDSA and isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, signed, ec.ECDSA(_ECDSA[scheme]))
    elif scheme in _PLAIN_ECDSA and isinstance(key, ec.EllipticCurvePublicKey):
        half = len(signature) // 2
        pair = [int.from_bytes(part, "big") for part in (signature[:half], signature[half:])]
        key.verify(encode_dss_signature(*pair), signed, ec.ECDSA(_PLAIN_ECDSA[scheme]))
    elif scheme == _ED448 and isinstance(key, ed448.Ed448PublicKey):
        key.verify(signature, signed)
    else:
        raise InvalidSignature


class _Shake:
    """SHAKE256 with the 64 bytes that RFC 8419 section 3.1 prescribes for Ed448."""

    def __init__(self, content: bytes | memoryview) -> None:
        self._held = hashlib.shake_256(content)

    def update(self, content: bytes | memoryview) -> None:
        """Take in more."""
        self._held.update(content)

    def digest(self) -> bytes:
        """The 64 bytes."""
        return self._held.digest(64)


def new_digest(name: str, content: bytes | memoryview) -> hashlib._Hash | _Shake:
    """A running digest by the name CMS gives it. Raises ValueError for a name nobody knows."""
    return _Shake(content) if name in ("shake256", "shake256_len") else hashlib.new(name, content)
