"""Canonical bytes, and leaves that give nothing away."""

from __future__ import annotations

import hashlib
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoso.ledger import LedgerError, make_leaf, new_salt
from hoso.ledger.canonical import canonical_json, read_instant, read_json
from hoso.ledger.errors import MalformedError

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def test_equal_values_have_equal_bytes() -> None:
    nfd = unicodedata.normalize("NFD", "Nguyễn Thị Ế")
    assert canonical_json({"b": 1, "a": nfd}) == canonical_json({"a": "Nguyễn Thị Ế", "b": 1})
    assert canonical_json({"b": [1, True, None], "a": "Ế"}).decode() == '{"a":"Ế","b":[1,true,null]}'


@given(PLAIN)
def test_canonical_bytes_read_back_to_the_same_bytes(value: object) -> None:
    try:
        data = canonical_json(value)
    except MalformedError:
        return  # two keys that are one after NFC
    assert canonical_json(read_json(data)) == data


@pytest.mark.parametrize(
    "value",
    [1.5, float("nan"), 2**53, b"x", {1: 2}, {"é": 1, "e\u0301": 2}, "\ud800", {"a": object()}],
)
def test_values_that_machines_read_differently_are_refused(value: object) -> None:
    with pytest.raises(MalformedError):
        canonical_json(value)


def test_endless_nesting_is_refused() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(MalformedError):
        canonical_json(value)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff", b'{"a":1,"a":2}', b"1.5", b"NaN", b"1e9", b"[" * 200_000, b"9" * 5_000, b"Infinity"],
)
def test_json_that_can_be_read_in_two_ways_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedError):
        read_json(data)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-22",
        "2026-11-22T02:00:00",
        "2026-11-22T09:00:00+07:00",
        "1999-01-01T00:00:00Z",
        "20261122T020000Z",
        5,
    ],
)
def test_an_instant_has_one_writing_only(written: object) -> None:
    with pytest.raises(MalformedError):
        read_instant(written)


def test_a_leaf_is_the_documented_bytes() -> None:
    salt, entry = bytes(32), {"code": "TN-1"}
    commitment = hashlib.sha256(salt + b'{"code":"TN-1"}').hexdigest()
    leaf = make_leaf("receipt", entry, salt)
    assert leaf.data == b'{"entry":"%s","kind":"receipt","v":1}' % commitment.encode()
    assert leaf.hash == hashlib.sha256(b"\x00" + leaf.data).digest()


def test_a_leaf_cannot_be_guessed_without_its_salt() -> None:
    entry = {"person": "079085001234"}
    leaves = {make_leaf("receipt", entry, new_salt()).data for _ in range(20)}
    assert len(leaves) == 20
    assert all(set(json.loads(data)) == {"v", "kind", "entry"} for data in leaves)


@pytest.mark.parametrize("kind", ["", "Receipt", "a b", "a" * 65, "a\n", ".a", "biên-nhận"])
def test_a_kind_is_a_short_plain_word(kind: str) -> None:
    with pytest.raises(LedgerError):
        make_leaf(kind, {}, bytes(32))


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(LedgerError):
        make_leaf("receipt", {}, b"salt")
