"""Proofs that a leaf is in the log, and that a later log only adds to an earlier one.

Source: RFC 9162 §2.1.3 (inclusion) and §2.1.4 (consistency). A proof reads O(log size) stored hashes in
one trip; checking needs no store at all.
"""

from __future__ import annotations

from collections.abc import Sequence

from hoso.law.text import Text
from hoso.ledger.errors import LedgerError
from hoso.ledger.store import NodeStore, read_all
from hoso.ledger.tree import EMPTY_ROOT, HASH_SIZE, NodeId, fold, node_hash

_Range = tuple[int, int]


def covering_nodes(first: int, end: int) -> list[NodeId]:
    """The fewest complete subtrees over leaves ``first`` ≤ i < ``end``, from the left."""
    nodes = []
    while first < end:
        level = (end - first).bit_length() - 1
        if first:
            level = min(level, (first & -first).bit_length() - 1)
        nodes.append(NodeId(level, first >> level))
        first += 1 << level
    return nodes


def root_at(size: int, store: NodeStore) -> bytes:
    """Root of the first ``size`` leaves, from stored hashes. Raises MissingNodeError."""
    return _hashes_of([(0, size)], store)[0] if size else EMPTY_ROOT


def inclusion_path(index: int, size: int, store: NodeStore) -> list[bytes]:
    """Path that proves leaf ``index`` (from 0) in the tree of ``size`` leaves. RFC 9162 §2.1.3.1.

    Raises LedgerError when the tree has no such leaf, MissingNodeError when the store is incomplete.
    """
    if not 0 <= index < size:
        raise LedgerError(Text("Sổ chưa có mục này.", "The log has no such leaf yet."))
    siblings: list[_Range] = []
    first, end = 0, size
    while end - first > 1:
        middle = first + _split(end - first)
        if index < middle:
            siblings.append((middle, end))
            end = middle
        else:
            siblings.append((first, middle))
            first = middle
    return _hashes_of(siblings[::-1], store)


def consistency_path(old_size: int, new_size: int, store: NodeStore) -> list[bytes]:
    """Path that proves the tree of ``new_size`` leaves to continue that of ``old_size``. RFC 9162 §2.1.4.1.

    Empty when the sizes are equal or the old tree is empty. LedgerError when the old size is the larger.
    """
    if not 0 <= old_size <= new_size:
        raise LedgerError(
            Text("Sổ cũ không thể dài hơn sổ mới.", "The earlier log cannot be the longer one.")
        )
    if old_size in (0, new_size):
        return []
    parts: list[_Range] = []
    first, end = 0, new_size
    while end != old_size:
        middle = first + _split(end - first)
        if old_size <= middle:
            parts.append((middle, end))
            end = middle
        else:
            parts.append((first, middle))
            first = middle
    if first:
        # The old tree ends inside a subtree whose hash the checker cannot know by itself.
        parts.append((first, end))
    return _hashes_of(parts[::-1], store)


def root_from_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root this path leads to, or None when it cannot be a path for that leaf. RFC 9162 §2.1.3.2."""
    if not 0 <= index < size or any(len(step) != HASH_SIZE for step in path):
        return None
    place, last, result = index, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            result = node_hash(step, result)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            result = node_hash(result, step)
        place >>= 1
        last >>= 1
    return result if last == 0 else None


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves this leaf hash at ``index`` under that root. RFC 9162 §2.1.3.2."""
    return root_from_inclusion(leaf, index, size, path) == root


def verify_consistency(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether the path proves that the new tree only adds leaves to the old one. RFC 9162 §2.1.4.2.

    Every log continues the empty one, so size 0 passes with the empty root and an empty path.
    """
    if not 0 <= old_size <= new_size or any(len(step) != HASH_SIZE for step in path):
        return False
    if old_size == new_size:
        return not path and old_root == new_root and (old_size > 0 or old_root == EMPTY_ROOT)
    if old_size == 0:
        return not path and old_root == EMPTY_ROOT
    return _both_roots(old_size, new_size, old_root, path) == (old_root, new_root)


def _both_roots(
    old_size: int, new_size: int, old_root: bytes, path: Sequence[bytes]
) -> tuple[bytes, bytes] | None:
    steps = list(path)
    if old_size & (old_size - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        return None
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place >>= 1
        last >>= 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            new = node_hash(new, step)
        place >>= 1
        last >>= 1
    return (old, new) if last == 0 else None


def _split(count: int) -> int:
    """The largest power of two smaller than ``count`` (which is at least 2)."""
    return 1 << (count - 1).bit_length() - 1


def _hashes_of(ranges: Sequence[_Range], store: NodeStore) -> list[bytes]:
    covers = [covering_nodes(first, end) for first, end in ranges]
    found = read_all(store, [node for cover in covers for node in cover])
    return [fold([found[node] for node in cover]) for cover in covers]
