"""The new revision that carries a signature: written once, hashed, and left with a gap for the container."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from hoso.law.text import Text

from .appearance import Appearance
from .errors import CannotSign
from .increment import careful, quick
from .increment.careful import QuietWriter
from .increment.lexer import NotUnderstood
from .increment.said import SignatureText
from .zones import Zone

__all__ = ["OpenRevision", "QuietWriter", "SignatureText", "open_document_timestamp", "open_revision"]


@dataclass(frozen=True)
class OpenRevision:
    """A file whose last revision waits for its container in the gap between ``gap_start`` and ``gap_end``.

    The file is ``base`` with ``appended`` behind it, kept apart so that a large base is copied only once.
    """

    base: bytes
    appended: bytes
    digest: bytes
    gap_start: int
    gap_end: int

    @cached_property
    def content(self) -> bytes:
        """The whole file with the gap still empty."""
        return self.base + self.appended

    def filled(self, container_der: bytes) -> bytes:
        """The finished file. Raises CannotSign when the container is larger than the gap."""
        room = self.gap_end - self.gap_start - 2
        value = container_der.hex().encode()
        if len(value) > room:
            raise CannotSign(
                Text("Chữ ký lớn hơn chỗ dành cho nó.", "The signature is larger than the room kept for it.")
            )
        start, end = self.gap_start - len(self.base), self.gap_end - len(self.base)
        padded = b"<" + value.ljust(room, b"0") + b">"
        return b"".join((self.base, self.appended[:start], padded, self.appended[end:]))


def open_revision(
    pdf: bytes,
    text: SignatureText,
    *,
    digest_algorithm: str,
    container_size: int,
    zone: Zone | None = None,
    appearance: Appearance | None = None,
) -> OpenRevision:
    """Append a revision with a new signature field (ETSI EN 319 142-1); the bytes of ``pdf`` stay an exact
    prefix.

    ``container_size`` is the room in bytes. Raises CannotSign, StampDoesNotFit.
    """
    try:
        appended, start, end = quick.append(pdf, text, container_size, zone, appearance)
    except NotUnderstood:
        whole, start, end = careful.append(pdf, text, container_size, zone, appearance)
        if not whole.startswith(pdf):
            raise CannotSign(
                Text("Không ký được mà giữ nguyên tệp này.", "This file cannot be signed unchanged.")
            ) from None
        appended, start, end = whole[len(pdf) :], start - len(pdf), end - len(pdf)
    digest = hashlib.new(digest_algorithm, pdf)
    digest.update(appended[:start])
    digest.update(appended[end:])
    return OpenRevision(pdf, appended, digest.digest(), start + len(pdf), end + len(pdf))


def open_document_timestamp(
    pdf: bytes, field_name: str, at: datetime, *, container_size: int
) -> OpenRevision:
    """Append a revision with a document time stamp (ETSI EN 319 142-1 clause 5.4.3) over everything before
    it.
    """
    said = SignatureText(field_name, at, is_timestamp=True)
    return open_revision(pdf, said, digest_algorithm="sha256", container_size=container_size)
