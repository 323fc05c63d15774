"""Proofs for every position and size up to 200, against the recursive definition, and against forgery."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.ledger.errors import LedgerError, MissingNodeError
from hoso.ledger.proofs import (
    consistency_path,
    inclusion_path,
    root_at,
    verify_consistency,
    verify_inclusion,
)
from hoso.ledger.store import NodesInMemory, append_leaves
from hoso.ledger.tree import EMPTY_ROOT, CompactRange, NodeId, leaf_hash, node_hash, root

LEAVES = [leaf_hash(b"entry %d" % number) for number in range(200)]
ROOTS = [root(LEAVES[:size]) for size in range(201)]


class CountingNodes(NodesInMemory):
    """Counts what a proof reads."""

    asked = 0

    def read(self, nodes: Collection[NodeId]) -> dict[NodeId, bytes]:
        self.asked += len(nodes)
        return super().read(nodes)


def filled(leaves: list[bytes]) -> CountingNodes:
    store = CountingNodes()
    append_leaves(CompactRange(), leaves, store)
    return store


STORE = filled(LEAVES)


def split(count: int) -> int:
    k = 1
    while k * 2 < count:
        k *= 2
    return k


def naive_path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 9162 §2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*naive_path(m, leaves[:k]), root(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), root(leaves[:k])]


def naive_subproof(m: int, leaves: list[bytes], *, known: bool) -> list[bytes]:
    """SUBPROOF of RFC 9162 §2.1.4.1."""
    if m == len(leaves):
        return [] if known else [root(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*naive_subproof(m, leaves[:k], known=known), root(leaves[k:])]
    return [*naive_subproof(m - k, leaves[k:], known=False), root(leaves[:k])]


def test_every_leaf_of_every_size_is_provable() -> None:
    for size in range(1, 201):
        assert root_at(size, STORE) == ROOTS[size]
        for index in range(size):
            path = inclusion_path(index, size, STORE)
            assert verify_inclusion(LEAVES[index], index, size, path, ROOTS[size])


def test_every_pair_of_sizes_is_consistent() -> None:
    for new in range(201):
        for old in range(new + 1):
            path = consistency_path(old, new, STORE)
            assert verify_consistency(old, new, ROOTS[old], ROOTS[new], path)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_paths_equal_the_recursive_definition(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 200))
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    assert inclusion_path(index, size, STORE) == naive_path(index, LEAVES[:size])
    assert consistency_path(old, size, STORE) == naive_subproof(old, LEAVES[:size], known=True)


def test_the_known_vectors_come_out() -> None:
    inputs = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    store = filled([leaf_hash(bytes.fromhex(data)) for data in inputs])
    assert [step.hex() for step in inclusion_path(5, 8, store)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [step.hex() for step in consistency_path(6, 8, store)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [step.hex() for step in consistency_path(2, 5, store)] == [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]


def spoiled(path: list[bytes]) -> list[list[bytes]]:
    other = leaf_hash(b"other")
    bad = [[*path, other], [other, *path], [*path, b""], [b"", *path]]
    bad += [path[:-1], path[1:]] if path else []
    bad += [[*path[:at], other, *path[at + 1 :]] for at in range(len(path))]
    return bad


@pytest.mark.parametrize(
    ("index", "size"), [(0, 1), (0, 8), (5, 8), (2, 3), (1, 5), (6, 7), (127, 200), (199, 200)]
)
def test_a_spoiled_inclusion_proof_never_passes(index: int, size: int) -> None:
    path, top = inclusion_path(index, size, STORE), ROOTS[size]
    for bad in spoiled(path):
        assert not verify_inclusion(LEAVES[index], index, size, bad, top)
    assert not verify_inclusion(leaf_hash(b"other"), index, size, path, top)
    assert not verify_inclusion(LEAVES[index], index, size, path, EMPTY_ROOT)
    for other in (-1, index - 1, index + 1, index ^ 2, size):
        assert not verify_inclusion(LEAVES[index], other, size, path, top)
    for other in (0, -1, size * 2, size // 2):
        assert not verify_inclusion(LEAVES[index], index, other, path, top)


@pytest.mark.parametrize(
    ("old", "new"), [(1, 8), (6, 8), (2, 5), (3, 7), (4, 8), (127, 200), (128, 200), (199, 200)]
)
def test_a_spoiled_consistency_proof_never_passes(old: int, new: int) -> None:
    path = consistency_path(old, new, STORE)
    for bad in spoiled(path):
        assert not verify_consistency(old, new, ROOTS[old], ROOTS[new], bad)
    assert not verify_consistency(old, new, ROOTS[new], ROOTS[old], path)
    assert not verify_consistency(old, new, leaf_hash(b"other"), ROOTS[new], path)
    assert not verify_consistency(old, new, ROOTS[old], leaf_hash(b"other"), path)
    assert not verify_consistency(new, old, ROOTS[old], ROOTS[new], path)
    assert not verify_consistency(old - 1, new, ROOTS[old], ROOTS[new], path)


def test_an_empty_log_begins_every_log_but_not_with_a_false_root() -> None:
    assert verify_consistency(0, 5, EMPTY_ROOT, ROOTS[5], [])
    assert verify_consistency(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])
    assert not verify_consistency(0, 5, ROOTS[1], ROOTS[5], [])
    assert not verify_consistency(0, 0, ROOTS[1], ROOTS[1], [])


def test_an_inner_node_does_not_pass_for_a_leaf() -> None:
    inner = node_hash(LEAVES[0], LEAVES[1])
    assert not verify_inclusion(leaf_hash(LEAVES[0] + LEAVES[1]), 0, 2, [], ROOTS[2])
    assert not verify_inclusion(inner, 0, 4, inclusion_path(0, 4, STORE)[1:], ROOTS[4])


def test_a_rewritten_log_is_not_consistent() -> None:
    changed = LEAVES[:100]
    changed[3] = leaf_hash(b"rewritten")
    store = filled(changed)
    assert not verify_consistency(50, 100, ROOTS[50], root(changed), consistency_path(50, 100, store))


def test_a_proof_reads_few_nodes() -> None:
    store = filled([leaf_hash(b"%d" % number) for number in range(10_000)])
    inclusion_path(4321, 9_999, store)
    assert store.asked <= 2 * 14
    store.asked = 0
    consistency_path(4321, 9_999, store)
    assert store.asked <= 2 * 14


def test_what_the_log_does_not_have_is_said_in_words() -> None:
    with pytest.raises(LedgerError):
        inclusion_path(5, 5, STORE)
    with pytest.raises(LedgerError):
        consistency_path(6, 5, STORE)
    with pytest.raises(MissingNodeError) as refusal:
        inclusion_path(0, 500, STORE)
    assert "500" not in refusal.value.text.vi
    assert "thiếu" in refusal.value.text.vi
