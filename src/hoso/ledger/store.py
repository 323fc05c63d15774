"""Where subtree hashes are kept: a port, a store in memory, and appending through it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from hoso.law.text import Text
from hoso.ledger.errors import LedgerError, MissingNodeError
from hoso.ledger.tree import CompactRange, NodeId


class NodeStore(Protocol):
    """Hashes of complete subtrees. They never change once written, so writing one again is harmless."""

    def read(self, nodes: Collection[NodeId]) -> Mapping[NodeId, bytes]:
        """The hashes of these nodes, in one trip; a node that is not held is left out."""
        ...

    def write(self, level: int, start: int, hashes: Sequence[bytes]) -> None:
        """Keep neighbouring hashes of one level, the first at index ``start``."""
        ...


class NodesInMemory:
    """A NodeStore in lists, for tests, benchmarks and small audits."""

    def __init__(self) -> None:
        self._levels: list[list[bytes]] = []

    def read(self, nodes: Collection[NodeId]) -> dict[NodeId, bytes]:
        """See NodeStore."""
        levels = self._levels
        return {
            node: levels[node.level][node.number]
            for node in nodes
            if 0 <= node.level < len(levels) and 0 <= node.number < len(levels[node.level])
        }

    def write(self, level: int, start: int, hashes: Sequence[bytes]) -> None:
        """See NodeStore. Raises LedgerError when nodes to the left are absent."""
        while len(self._levels) <= level:
            self._levels.append([])
        row = self._levels[level]
        if start > len(row):
            raise LedgerError(Text("Sổ bị hụt mục ở giữa.", "Nodes are missing before those to be written."))
        row[start : start + len(hashes)] = hashes


def append_leaves(growing: CompactRange, leaf_hashes: Iterable[bytes], store: NodeStore) -> None:
    """Append leaf hashes in order and keep every completed subtree.

    Nodes are written before the caller saves ``growing``: after a crash between the two, appending the same
    leaves to the saved range writes the same nodes again.
    """
    for run in growing.extend(leaf_hashes):
        store.write(run.level, run.start, run.hashes)


def read_all(store: NodeStore, nodes: Collection[NodeId]) -> Mapping[NodeId, bytes]:
    """All of these nodes. Raises MissingNodeError naming the first one that is absent."""
    found = store.read(nodes)
    for node in nodes:
        if node not in found:
            raise MissingNodeError(
                Text(
                    f"Sổ thiếu giá trị băm {node.number} ở tầng {node.level}; cần khôi phục từ bản sao.",
                    f"The log lacks hash {node.number} of level {node.level}; restore it from a copy.",
                )
            )
    return found
