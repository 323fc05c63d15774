"""Signing keys: a certificate, its chain and a private key that is opened once and kept in memory."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

from asn1crypto import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from hoso.law.text import Text

from .cms import SignerForm, form_of
from .errors import KeyAbsent, KeyUnavailable
from .schemes import HASHES, PrivateKey, Scheme, preferred_digest, scheme_of, sign_raw, signature_is_by
from .subjects import Subject

__all__ = ["HASHES", "PrivateKey", "Signer", "SigningKey", "as_asn1", "preferred_digest", "signature_is_by"]


class Signer(Protocol):
    """A key that can sign, wherever it lies: in this process, in a token, or with a remote service."""

    @property
    def certificate(self) -> x509.Certificate:
        """The signer's certificate."""
        ...

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The authorities above it; the root may be absent."""
        ...

    @property
    def scheme(self) -> Scheme:
        """Digest and padding this key signs with."""
        ...

    @property
    def form(self) -> SignerForm:
        """What all containers of this signer share, encoded once."""
        ...

    @property
    def subject(self) -> Subject:
        """Who the certificate names, and in which role."""
        ...

    def sign(self, data: bytes) -> bytes:
        """The raw signature over ``data`` by ``scheme`` (ECDSA as DER). Raises KeyUnavailable."""
        ...


@dataclass(frozen=True)
class SigningKey:
    """A key in this process: certificate first, then the authorities above it (the root may be absent).

    ``digest`` and ``pss`` ask for another scheme than the one that fits the key.
    """

    name: str
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    private_key: PrivateKey = field(repr=False)
    digest: str | None = None
    pss: bool = False

    @cached_property
    def subject(self) -> Subject:
        """Who the certificate names, and in which role."""
        return Subject.of(self.certificate)

    @cached_property
    def scheme(self) -> Scheme:
        """Digest and padding: SHA-384 for P-384, otherwise SHA-256, unless another was asked for."""
        return scheme_of(self.certificate, self.digest, pss=self.pss)

    @cached_property
    def form(self) -> SignerForm:
        """What all containers of this signer share, encoded once."""
        return form_of(self.certificate, self.chain, self.scheme)

    @property
    def digest_algorithm(self) -> str:
        """The digest of ``scheme``."""
        return self.scheme.digest

    def sign(self, data: bytes, digest_algorithm: str | None = None) -> bytes:
        """The raw signature over ``data`` by ``scheme``, or with another digest."""
        scheme = self.scheme if digest_algorithm is None else replace(self.scheme, digest=digest_algorithm)
        return sign_raw(self.private_key, data, scheme)

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
            raise KeyAbsent(
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
