"""The digest algorithms of evidence records, and data objects read once under several of them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import BinaryIO

DIGESTS = ("sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512")
"""What new trees may use. Reading knows no others either: RFC 4998 leaves the choice to policy (section 1.2)."""

_PIECE = 1024 * 1024


def digest(algorithm: str, data: bytes) -> bytes:
    """The hash of ``data``. Raises ``ValueError`` for an algorithm that is not one of ``DIGESTS``."""
    return hashlib.new(_known(algorithm), data).digest()


def digests_of(source: bytes | Path | BinaryIO, algorithms: Collection[str]) -> dict[str, bytes]:
    """The hashes of one data object under each algorithm, read once in pieces. Raises ``OSError``."""
    running = {name: hashlib.new(_known(name)) for name in algorithms}
    for piece in _pieces(source):
        for one in running.values():
            one.update(piece)
    return {name: one.digest() for name, one in running.items()}


def group(algorithm: str, hashes: Iterable[bytes]) -> bytes:
    """The hash of several hashes: binary ascending, joined, hashed (RFC 4998 section 4.2, steps 3 and 4)."""
    return digest(algorithm, b"".join(sorted(hashes)))


def _pieces(source: bytes | Path | BinaryIO) -> Iterable[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    if isinstance(source, Path):
        with source.open("rb") as stream:
            yield from _pieces(stream)
        return
    while piece := source.read(_PIECE):
        yield piece


def _known(algorithm: str) -> str:
    if algorithm not in DIGESTS:
        raise ValueError(f"no digest algorithm of evidence records: {algorithm}")
    return algorithm
