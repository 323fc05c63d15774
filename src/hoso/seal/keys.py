"""Signing keys: a certificate, its chain and a private key that is opened once and kept in memory."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from asn1crypto import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from hoso.law.text import Text

from .errors import KeyUnavailable
from .subjects import Subject

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


@dataclass(frozen=True)
class SigningKey:
    """One signer: certificate first, then the authorities above it (the root may be absent)."""

    name: str
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    private_key: PrivateKey = field(repr=False)

    @property
    def subject(self) -> Subject:
        """Who the certificate names, and in which role."""
        return Subject.of(self.certificate)

    @property
    def digest_algorithm(self) -> str:
        """The digest that fits the key: SHA-384 for P-384, otherwise SHA-256."""
        return preferred_digest(self.certificate)

    def sign(self, data: bytes, digest_algorithm: str = "sha256") -> bytes:
        """The raw signature over ``data`` (PKCS#1 v1.5 for RSA, DER ECDSA), hashed with
        ``digest_algorithm``.
        """
        algorithm = HASHES[digest_algorithm]()
        if isinstance(self.private_key, rsa.RSAPrivateKey):
            return self.private_key.sign(data, padding.PKCS1v15(), algorithm)
        return self.private_key.sign(data, ec.ECDSA(algorithm))

    @classmethod
    def load(cls, path: Path, passphrase: str) -> SigningKey:
        """The key of a PKCS#12 file. Opened once for each state of the file: opening costs more than signing.

        Raises KeyUnavailable when the file is missing, the passphrase is wrong or the key type is not
        supported.
        """
        try:
            state = path.stat()
            secret = hashlib.sha256(passphrase.encode()).hexdigest()
            mark = (str(path), state.st_mtime_ns, state.st_size, secret)
            if mark not in _OPENED:
                _OPENED[mark] = cls._open(path, passphrase)
        except OSError as error:
            raise KeyUnavailable(
                Text(
                    f"Không tìm thấy khóa ký “{path.stem}”.", f"The signing key “{path.stem}” was not found."
                )
            ) from error
        return _OPENED[mark]

    @classmethod
    def _open(cls, path: Path, passphrase: str) -> SigningKey:
        try:
            bundle = pkcs12.load_pkcs12(path.read_bytes(), passphrase.encode())
        except (ValueError, UnsupportedAlgorithm) as error:
            raise KeyUnavailable(
                Text(
                    f"Không mở được khóa ký “{path.stem}”: mật khẩu sai hoặc tệp hỏng.",
                    f"The signing key “{path.stem}” does not open: wrong passphrase or damaged file.",
                )
            ) from error
        key, held = bundle.key, bundle.cert
        if held is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
            raise KeyUnavailable(
                Text(
                    f"Tệp khóa “{path.stem}” không có khóa RSA hoặc ECDSA kèm chứng thư.",
                    f"The key file “{path.stem}” holds no RSA or ECDSA key with a certificate.",
                )
            )
        above = tuple(
            as_asn1(extra.certificate.public_bytes(serialization.Encoding.DER))
            for extra in bundle.additional_certs
        )
        return cls(path.stem, as_asn1(held.certificate.public_bytes(serialization.Encoding.DER)), above, key)


_OPENED: dict[tuple[str, int, int, str], SigningKey] = {}


def as_asn1(der: bytes) -> x509.Certificate:
    """The certificate in the form the signature engine works with."""
    return x509.Certificate.load(der)


def preferred_digest(certificate: x509.Certificate) -> str:
    """SHA-384 for keys on P-384, SHA-256 for everything else (RFC 5753 section 2.1.1 advice on strength)."""
    key = certificate.public_key
    return "sha384" if key.algorithm == "ec" and key.curve[1] == "secp384r1" else "sha256"


def signature_is_by(
    certificate: x509.Certificate, signature: bytes, data: bytes, digest_algorithm: str
) -> bool:
    """Whether ``signature`` over ``data`` was made with the private key of ``certificate``."""
    key = serialization.load_der_public_key(certificate.public_key.dump())
    algorithm = HASHES[digest_algorithm]()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(algorithm))
        else:
            return False
    except InvalidSignature:
        return False
    return True
