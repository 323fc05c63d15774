"""The hash tree under one time stamp, kept as one file of all its nodes (RFC 4998 section 4.2).

The tree is binary: two nodes under each father, the odd last one of a level moves up as it is. Every leaf has
a random neighbour, which section 4.2 allows ("any data may be hashed"): what leaves the house with one
paper's proof then says nothing that could be compared with another person's paper.

File: the levels from the leaves to the root, node after node; level 0 is leaf, neighbour, leaf, neighbour …
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from .digests import DIGESTS, group

HashLists = tuple[tuple[bytes, ...], ...]
"""A reduced hash tree: its lists from the first to the one under the root, each in binary ascending order."""


@dataclass(frozen=True, slots=True)
class Tree:
    """All nodes of a tree, level by level. ``content`` is the file."""

    algorithm: str
    leaves: int
    content: bytes

    @property
    def root(self) -> bytes:
        """What the time stamp is put on."""
        return self.content[-hashlib.new(self.algorithm).digest_size :]


def build(leaves: Sequence[bytes], algorithm: str) -> Tree:
    """The tree over at least one leaf. Raises ``ValueError`` for none, or for hashes of another algorithm."""
    if algorithm not in DIGESTS:
        raise ValueError(f"no digest algorithm of evidence records: {algorithm}")
    size = hashlib.new(algorithm).digest_size
    if not leaves or any(len(leaf) != size for leaf in leaves):
        raise ValueError("a tree needs leaves, and all of its own algorithm")
    noise = secrets.token_bytes(size * len(leaves))
    level = [node for at, leaf in enumerate(leaves) for node in (leaf, noise[at * size : (at + 1) * size])]
    content = bytearray()
    while True:
        content += b"".join(level)
        if len(level) == 1:
            return Tree(algorithm, len(leaves), bytes(content))
        level = list(_fathers(level, algorithm))


def _fathers(level: list[bytes], algorithm: str) -> Iterator[bytes]:
    make = getattr(hashlib, algorithm)
    for at in range(0, len(level) - 1, 2):
        left, right = level[at], level[at + 1]
        yield make(left + right if left < right else right + left).digest()
    if len(level) % 2:
        yield level[-1]


def reduced(stream: BinaryIO, leaves: int, algorithm: str, place: int, parts: Sequence[bytes]) -> HashLists:
    """The reduced hash tree of the leaf at ``place``, read from the tree's file (RFC 4998 section 4.2).

    ``parts`` are the hashes of the data objects under that leaf: one, or those of a data object group, which
    then stand alone in the first list so that nobody can leave one out (section 4.3). Raises ``ValueError``
    when the leaf is not theirs.
    """
    size = hashlib.new(algorithm).digest_size
    nodes = _Nodes(stream, leaves, size)
    leaf = parts[0] if len(parts) == 1 else group(algorithm, parts)
    if not 0 <= place < leaves or nodes.at(0, 2 * place) != leaf:
        raise ValueError("these data objects are not the leaf at that place")
    siblings = nodes.siblings(2 * place)
    if len(parts) == 1:
        return (tuple(sorted((leaf, siblings[0]))), *((one,) for one in siblings[1:]))
    return (tuple(sorted(parts)), *((one,) for one in siblings))


def root_of(lists: HashLists, algorithm: str) -> bytes:
    """The root that the lists lead to (RFC 4998 section 4.3, step 3).

    A first list with one hash passes it on unchanged, as the published records and verifiers do; the text
    leaves open whether a single hash is hashed once more.
    """
    current = lists[0][0] if len(lists[0]) == 1 else group(algorithm, lists[0])
    for following in lists[1:]:
        current = group(algorithm, (*following, current))
    return current


@dataclass(frozen=True, slots=True)
class _Nodes:
    stream: BinaryIO
    leaves: int
    size: int

    def levels(self) -> Iterator[tuple[int, int]]:
        """(first node of the level in the file, nodes of the level), from the leaves up."""
        first, count = 0, 2 * self.leaves
        while True:
            yield first, count
            if count == 1:
                return
            first, count = first + count, (count + 1) // 2

    def at(self, first: int, number: int) -> bytes:
        self.stream.seek((first + number) * self.size)
        return self.stream.read(self.size)

    def siblings(self, number: int) -> list[bytes]:
        """The other child of each father on the way up; a level where the node is alone has none."""
        found = []
        for first, count in self.levels():
            beside = number ^ 1
            if beside < count:
                found.append(self.at(first, beside))
            number >>= 1
        return found
