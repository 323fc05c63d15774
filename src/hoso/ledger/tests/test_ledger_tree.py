"""The tree against the recursive definition of RFC 9162 and known certificate-transparency vectors."""

from __future__ import annotations

import hashlib

import pytest

from hoso.ledger.errors import MalformedError
from hoso.ledger.store import NodesInMemory, append_leaves
from hoso.ledger.tree import EMPTY_ROOT, CompactRange, leaf_hash, root

# Inputs and roots used by certificate-transparency implementations for RFC 6962.
VECTOR_INPUTS = [
    bytes.fromhex(h)
    for h in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
VECTOR_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def naive_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162 §2.1.1, word for word, over leaf data."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def leaves_of(count: int) -> list[bytes]:
    return [b"leaf %d" % number for number in range(count)]


def test_known_roots_come_out() -> None:
    hashes = [leaf_hash(data) for data in VECTOR_INPUTS]
    assert [root(hashes[: n + 1]).hex() for n in range(8)] == VECTOR_ROOTS
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_every_size_to_200_agrees_with_the_recursive_definition() -> None:
    data = leaves_of(200)
    growing = CompactRange()
    for size in range(201):
        assert growing.size == size
        assert growing.root() == naive_root(data[:size])
        if size < 200:
            growing.append(leaf_hash(data[size]))


@pytest.mark.parametrize("first", [0, 1, 2, 3, 7, 8, 13, 64, 99])
@pytest.mark.parametrize("more", [0, 1, 2, 5, 8, 31, 100])
def test_appending_many_at_once_equals_one_by_one(first: int, more: int) -> None:
    hashes = [leaf_hash(data) for data in leaves_of(first + more)]
    at_once, one_by_one = CompactRange(), CompactRange()
    at_once.extend(hashes[:first])
    at_once.extend(hashes[first:])
    for leaf in hashes:
        one_by_one.append(leaf)
    assert at_once.as_json() == one_by_one.as_json()


def test_a_stored_range_continues_where_it_stopped() -> None:
    hashes = [leaf_hash(data) for data in leaves_of(77)]
    growing = CompactRange()
    for leaf in hashes:
        growing = CompactRange.from_json(growing.as_json())
        growing.append(leaf)
    assert growing.root() == root(hashes)


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"size": -1, "peaks": []},
        {"size": 3, "peaks": ["00" * 32]},
        {"size": 1, "peaks": ["zz" * 32]},
        {"size": True, "peaks": ["00" * 32]},
        {"size": 1, "peaks": [7]},
    ],
)
def test_a_state_that_does_not_hang_together_is_refused(state: dict[str, object]) -> None:
    with pytest.raises(MalformedError):
        CompactRange.from_json(state)


def test_n_leaves_complete_fewer_than_n_inner_nodes() -> None:
    runs = CompactRange().extend(leaf_hash(data) for data in leaves_of(1000))
    assert sum(len(run.hashes) for run in runs if run.level > 0) < 1000


def test_appending_again_after_a_crash_writes_the_same_nodes() -> None:
    hashes = [leaf_hash(data) for data in leaves_of(50)]
    store, saved = NodesInMemory(), CompactRange()
    append_leaves(saved, hashes[:20], store)
    lost = CompactRange.from_json(saved.as_json())
    append_leaves(lost, hashes[20:], store)  # the state after this was never saved
    append_leaves(saved, hashes[20:40], store)
    append_leaves(saved, hashes[40:], store)
    assert saved.root() == root(hashes)
