"""Merkle tree hashing and growth, without proofs (those are in ``proofs``).

Source: RFC 9162 §2.1.1 (the same hashing as RFC 6962 §2.1), SHA-256.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hoso.ledger.errors import malformed

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
"""Root of the tree with no leaf: the hash of an empty string (RFC 9162 §2.1.1)."""

_LEAF = b"\x00"
_NODE = b"\x01"


class NodeId(NamedTuple):
    """A complete subtree: it covers 2**level leaves, the first of them leaf ``number << level``."""

    level: int
    number: int


class Run(NamedTuple):
    """Hashes of neighbouring complete subtrees of one level, the first at ``start``."""

    level: int
    start: int
    hashes: Sequence[bytes]


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf: SHA-256(0x00 || data). RFC 9162 §2.1.1."""
    return hashlib.sha256(_LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256(0x01 || left || right). RFC 9162 §2.1.1.

    The two prefixes keep a node from being passed off as a leaf.
    """
    return hashlib.sha256(_NODE + left + right).digest()


def fold(peaks: Sequence[bytes]) -> bytes:
    """Root over neighbouring complete subtrees, the largest (leftmost) first."""
    if not peaks:
        return EMPTY_ROOT
    result = peaks[-1]
    for peak in reversed(peaks[:-1]):
        result = node_hash(peak, result)
    return result


def root(leaf_hashes: Iterable[bytes]) -> bytes:
    """Root of the tree over these leaf hashes. RFC 9162 §2.1.1."""
    growing = CompactRange()
    growing.extend(leaf_hashes)
    return growing.root()


class CompactRange:
    """The right edge of a growing tree: all that must be kept to append and to know the root.

    It holds one hash for each bit set in ``size``, so a log of a billion leaves needs at most 30 hashes.
    """

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: dict[int, bytes] = {}

    def extend(self, leaf_hashes: Iterable[bytes]) -> list[Run]:
        """Append leaf hashes in order; the completed subtrees come back, level by level, for a store.

        n leaves cost fewer than n + log2(size) node hashes in all; a level at a time keeps the loop tight.
        """
        row: Sequence[bytes] = list(leaf_hashes)
        level, start = 0, self.size
        self.size += len(row)
        runs: list[Run] = []
        sha256 = hashlib.sha256
        while row:
            runs.append(Run(level, start, row))
            if start & 1:
                row = [self._peaks.pop(level), *row]
            if len(row) & 1:
                self._peaks[level] = row[-1]
            pairs = zip(row[::2], row[1::2], strict=False)
            row = [sha256(_NODE + left + right).digest() for left, right in pairs]
            start >>= 1
            level += 1
        return runs

    def append(self, leaf: bytes) -> list[Run]:
        """Append one leaf hash; see ``extend``."""
        return self.extend((leaf,))

    @property
    def peaks(self) -> list[bytes]:
        """Hashes of the complete subtrees, the largest first."""
        return [self._peaks[level] for level in sorted(self._peaks, reverse=True)]

    def root(self) -> bytes:
        """Root of the tree at the present size."""
        return fold(self.peaks)

    def as_json(self) -> dict[str, object]:
        """A form to store; ``from_json`` gives the same range back."""
        return {"size": self.size, "peaks": [peak.hex() for peak in self.peaks]}

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> CompactRange:
        """Inverse of ``as_json``. Raises MalformedError when size and hashes do not belong together."""
        size, peaks = value.get("size"), value.get("peaks")
        if type(size) is not int or size < 0 or not isinstance(peaks, list) or len(peaks) != size.bit_count():
            raise malformed("trạng thái của sổ", "the state of the log")
        levels = [level for level in range(size.bit_length()) if size >> level & 1]
        restored = cls()
        restored.size = size
        for level, peak in zip(reversed(levels), peaks, strict=True):
            restored._peaks[level] = hash_from_hex(peak)
        return restored


def hash_from_hex(value: object) -> bytes:
    """Thirty-two bytes from 64 lower-case hexadecimal digits. Raises MalformedError for anything else."""
    if isinstance(value, str) and len(value) == 2 * HASH_SIZE and set(value) <= set("0123456789abcdef"):
        return bytes.fromhex(value)
    raise malformed(
        "giá trị băm SHA-256 (64 chữ số thập lục phân)", "a SHA-256 value (64 hexadecimal digits)"
    )
