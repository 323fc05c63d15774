"""The trust store: whom we believe, read from a directory, with a version that names exactly this content.

``anchors/{public,official,demonstration}/*.pem`` are the roots, ``authorities/*.pem`` help to build chains,
``crl/*.crl`` are revocation lists. Nothing is fetched from a network.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal, cast

from asn1crypto import crl, ocsp, pem, x509

from hoso.law.text import Text

from .authorities.revocation import issued_by
from .errors import TrustDirectoryInvalid
from .subjects import is_demonstration

AnchorScope = Literal["public", "official", "demonstration"]
SCOPES: tuple[AnchorScope, ...] = ("public", "official", "demonstration")


@dataclass(frozen=True)
class Anchor:
    """One root: the national public root, the government's official-duty root, or a demonstration one."""

    scope: AnchorScope
    certificate: x509.Certificate

    @property
    def demonstration(self) -> bool:
        """Whether this root must count for nothing in production."""
        return self.scope == "demonstration" or is_demonstration(self.certificate)


@dataclass(frozen=True)
class TrustStore:
    """Anchors, intermediate authorities, revocation lists and OCSP answers of one state of a directory.

    With ``production`` set, signatures that lead to a demonstration root are not trusted.
    """

    version: str
    anchors: tuple[Anchor, ...]
    authorities: tuple[x509.Certificate, ...]
    crls: tuple[crl.CertificateList, ...]
    production: bool = False
    ocsps: tuple[ocsp.OCSPResponse, ...] = ()

    @classmethod
    def load(cls, directory: Path, *, production: bool = False, anchors_required: bool = True) -> TrustStore:
        """Read a directory. Raises TrustDirectoryInvalid when it is missing, holds an unreadable file, or
        has no anchor though ``anchors_required``.
        """
        if not directory.is_dir():
            raise TrustDirectoryInvalid(
                Text(
                    f"Không có thư mục tin cậy “{directory}”.",
                    f"The trust directory “{directory}” is missing.",
                )
            )
        mark = hashlib.sha256()
        anchors = tuple(
            Anchor(scope, certificate)
            for scope in SCOPES
            for certificate in _certificates(directory / "anchors" / scope, mark)
        )
        if not anchors and anchors_required:
            raise TrustDirectoryInvalid(
                Text("Thư mục tin cậy không có gốc nào.", "The trust directory holds no anchor.")
            )
        authorities = tuple(_certificates(directory / "authorities", mark))
        lists = tuple(
            cast("crl.CertificateList", _parsed(path, mark, crl.CertificateList))
            for path in _files(directory / "crl")
        )
        return cls(mark.hexdigest()[:16], anchors, authorities, lists, production)

    @classmethod
    def empty(cls) -> TrustStore:
        """A store that trusts nobody: integrity can still be judged, the verdict cannot."""
        return cls("empty", (), (), ())

    def __reduce__(self) -> tuple[object, ...]:
        """Travels to the worker as plain DER."""
        anchors = [(anchor.scope, anchor.certificate.dump()) for anchor in self.anchors]
        authorities, lists = [held.dump() for held in self.authorities], [held.dump() for held in self.crls]
        answers = [held.dump() for held in self.ocsps]
        return _rebuilt, (self.version, anchors, authorities, lists, self.production, answers)

    def in_production(self, production: bool = True) -> TrustStore:  # noqa: FBT001, FBT002  reads as a word
        """The same store with demonstration roots switched off (or on again)."""
        return replace(self, production=production)

    def anchor_of(self, root: x509.Certificate) -> Anchor | None:
        """The anchor with exactly this certificate, or None."""
        return next((anchor for anchor in self.anchors if anchor.certificate.dump() == root.dump()), None)


def root_certificate(content: bytes, now: datetime) -> x509.Certificate:
    """The root in a file (DER or PEM) that somebody wants to be believed (RFC 5280 section 4.2.1.9).

    Raises TrustDirectoryInvalid unless it is exactly one certificate of an authority, signed by itself, within
    its time, with a key of today's strength.
    """
    try:
        der = pem.unarmor(content)[2] if pem.detect(content) else content
        held = x509.Certificate.load(der, strict=True)
        held.native  # noqa: B018  reads the whole structure
        is_root = bool(held.ca) and held.subject == held.issuer and issued_by(held, held)
        key = held.public_key
        strong = key.bit_size >= (2048 if key.algorithm == "rsa" else 224)
        in_time = held.not_valid_before <= now < held.not_valid_after
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise TrustDirectoryInvalid(
            Text("Tệp không phải chứng thư số đọc được.", "The file is no readable certificate.")
        ) from error
    for fits, text in ((is_root, _NO_ROOT), (in_time, _OUT_OF_TIME), (strong, _WEAK)):
        if not fits:
            raise TrustDirectoryInvalid(text)
    return held


_NO_ROOT = Text(
    "Chứng thư này không phải chứng thư gốc tự ký của một tổ chức chứng thực.",
    "This is not the self-signed root certificate of an authority.",
)
_OUT_OF_TIME = Text("Chứng thư chưa có hoặc đã hết hiệu lực.", "The certificate is not within its time.")
_WEAK = Text("Khóa của chứng thư quá yếu.", "The key of the certificate is too weak.")


def _rebuilt(
    version: str,
    anchors: list[tuple[AnchorScope, bytes]],
    authorities: list[bytes],
    lists: list[bytes],
    production: bool,  # noqa: FBT001  written by pickle only
    answers: list[bytes],
) -> TrustStore:
    return TrustStore(
        version,
        tuple(Anchor(scope, x509.Certificate.load(der)) for scope, der in anchors),
        tuple(x509.Certificate.load(der) for der in authorities),
        tuple(crl.CertificateList.load(der) for der in lists),
        production,
        tuple(ocsp.OCSPResponse.load(der) for der in answers),
    )


def _files(folder: Path) -> list[Path]:
    return (
        sorted(path for path in folder.iterdir() if path.is_file() and path.name[0] != ".")
        if folder.is_dir()
        else []
    )


def _certificates(folder: Path, mark: hashlib._Hash) -> list[x509.Certificate]:
    return [cast("x509.Certificate", _parsed(path, mark, x509.Certificate)) for path in _files(folder)]


def _parsed(path: Path, mark: hashlib._Hash, kind: type[x509.Certificate | crl.CertificateList]) -> object:
    try:
        content = path.read_bytes()
        der = pem.unarmor(content)[2] if pem.detect(content) else content
        parsed = kind.load(der, strict=True)
        parsed.native  # noqa: B018  reads the whole structure, so that damage shows here and not in a verdict
    except (OSError, ValueError, TypeError) as error:
        raise TrustDirectoryInvalid(
            Text(
                f"Không đọc được “{path.name}” trong kho tin cậy.",
                f"“{path.name}” in the trust store cannot be read.",
            )
        ) from error
    mark.update(f"{path.parent.name}/{len(der)}:".encode())
    mark.update(der)
    return parsed
