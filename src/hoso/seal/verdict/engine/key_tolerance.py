"""Public keys as real authorities encode them: an RSA modulus written without its leading zero reads as
negative.
"""

from __future__ import annotations

from typing import Any

from asn1crypto import algos, keys
from pyhanko_certvalidator.sig_validate import DefaultSignatureValidator

from . import raw_signatures


class TolerantValidator(DefaultSignatureValidator):
    """The engine's validator, with the sign of RSA moduli mended, and with schemes the engine cannot name."""

    def validate_signature(
        self,
        signature: bytes,
        signed_data: bytes,
        public_key_info: keys.PublicKeyInfo,
        signature_algorithm: algos.SignedDigestAlgorithm,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Raises InvalidSignature exactly as the engine would."""
        key, scheme = mended(public_key_info), signature_algorithm["algorithm"].dotted
        if raw_signatures.knows(scheme):
            raw_signatures.check(scheme, signature, signed_data, key)
        else:
            super().validate_signature(signature, signed_data, key, signature_algorithm, *args, **kwargs)


def mended(public_key: keys.PublicKeyInfo) -> keys.PublicKeyInfo:
    """The same key with a positive modulus (two's complement undone); other keys unchanged."""
    if public_key.algorithm != "rsa":
        return public_key
    parsed = public_key["public_key"].parsed
    modulus = parsed["modulus"].native
    if modulus >= 0:
        return public_key
    width = 8 * len(parsed["modulus"].contents)
    fixed = keys.RSAPublicKey(
        {"modulus": modulus + (1 << width), "public_exponent": parsed["public_exponent"].native}
    )
    return keys.PublicKeyInfo({"algorithm": {"algorithm": "rsa"}, "public_key": fixed})
