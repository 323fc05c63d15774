"""Write a package: member after member in one stream, each read in pieces; nothing is held but the list."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from hoso.law.text import Text
from hoso.ledger.keys import LogSigner

from . import layout
from .form import LARGEST, MOST_MEMBERS, Header, end, is_plain_name

_PIECE = 1024 * 1024


class TooLargeForOnePackage(Exception):
    """More bytes or members than one package takes."""

    text = Text(
        "Hồ sơ quá lớn để đóng thành một gói (tối đa 4 GB). Hãy tải từng giấy tờ.",
        "The dossier is too large for one package (4 GB). Download the papers one by one.",
    )


@dataclass(frozen=True, slots=True)
class Member:
    """A member to write: ``open`` gives its bytes anew each time it is called (twice: to hash, to copy)."""

    path: str
    open: Callable[[], BinaryIO]

    @classmethod
    def of(cls, path: str, content: bytes) -> Member:
        """A small member whose bytes are at hand."""
        return cls(path, lambda: io.BytesIO(content))


class _Writer:
    def __init__(self, into: BinaryIO) -> None:
        self.into, self.at = into, 0
        self.placed: list[tuple[Header, int]] = []
        self.listed: list[layout.Listed] = []

    def add(self, member: Member) -> None:
        if not is_plain_name(member.path) or any(held.name == member.path for held, _ in self.placed):
            raise ValueError(f"no name for a member: {member.path}")
        with member.open() as stream:
            crc, size, sha256 = _measured(stream)
        header = Header(member.path, crc, size)
        if self.at + size > LARGEST - 2**24 or len(self.placed) >= MOST_MEMBERS:
            raise TooLargeForOnePackage
        self.placed.append((header, self.at))
        self.listed.append(layout.Listed(member.path, size, sha256))
        self._write(header.local)
        with member.open() as stream:
            while piece := stream.read(_PIECE):
                self._write(piece)

    def close(self) -> None:
        start = self.at
        for header, offset in self.placed:
            self._write(header.central(offset))
        self._write(end(len(self.placed), self.at - start, start))

    def _write(self, data: bytes) -> None:
        self.into.write(data)
        self.at += len(data)


def write(members: Iterable[Member], facts: Mapping[str, Any], signer: LogSigner, into: BinaryIO) -> int:
    """Write the package; its size in bytes. The manifest and its signature come last.

    The same members and facts give the same bytes. Raises ``TooLargeForOnePackage``.
    """
    writer = _Writer(into)
    writer.add(Member.of(layout.MIMETYPE, layout.MEDIA_TYPE.encode()))
    for member in members:
        writer.add(member)
    manifest = layout.manifest(facts, writer.listed)
    writer.add(Member.of(layout.MANIFEST, manifest))
    writer.add(Member.of(layout.SIGNATURE, layout.signature(signer, manifest)))
    writer.close()
    return writer.at


def _measured(stream: BinaryIO) -> tuple[int, int, str]:
    crc, size, sha256 = 0, 0, hashlib.sha256()
    while piece := stream.read(_PIECE):
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        sha256.update(piece)
    return crc, size, sha256.hexdigest()
