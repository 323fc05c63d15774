"""Whether two objects of two states of a file mean the same: through references, not by their numbers.

Written differently is not different: another object number, ``1.0`` for ``1``, another compression. Pages are
the same when they are at the same place; what is on them is compared page by page elsewhere, and so are fields.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from collections.abc import Container, Iterator
from decimal import Decimal

from pyhanko.pdf_utils import generic

from .views import Key, TooTangled, View, key_of

BACKWARDS = frozenset({"/Parent"})
"""Entries that lead back up; what they lead to is compared on the way down."""
_STRUCTURE = frozenset({"/SE", "/StructParent", "/StructParents"})
_PACKING = frozenset({"/Length", "/Filter", "/DecodeParms", "/DL"})
_LEADING = (generic.IndirectObject, generic.DictionaryObject, generic.ArrayObject)
"""Values that may lead to other objects."""
_MOST_PAIRS = 400_000
_LARGEST_UNPACKED = 64 * 1024 * 1024
_BUILDING = frozenset(
    {
        "/Contents", "/Resources", "/XObject", "/Font", "/Pattern", "/ColorSpace", "/ExtGState", "/Shading",
        "/Properties", "/CharProcs", "/AP", "/N",
    }
)  # fmt: skip
"""Entries that make up what is shown. A page or field that is also used as one of these is entered after all."""
Pair = tuple[str, object, object]
"""Under which entry they were found, and the two raw values."""


class Sameness:
    """Compares values of the older view with values of the newer one, remembering what was found equal."""

    def __init__(self, old: View, new: View) -> None:
        self.old = old
        self.new = new
        self._equal: set[tuple[Key, Key]] = set()
        self._left = _MOST_PAIRS
        self._roots = tuple(key_of(dict.get(view.trailer, "/Root")) for view in (old, new))

    def same(self, one: object, other: object) -> bool:
        """Whether two raw values mean the same all the way down. Raises TooTangled after too much work."""
        assumed: set[tuple[Key, Key]] = set()
        waiting: list[Pair] = [("", one, other)]
        while waiting:
            self._left -= 1
            if self._left < 0:
                raise TooTangled("too many objects")
            further = self._step(*waiting.pop(), assumed)
            if further is None:
                return False
            waiting += further
        self._equal |= assumed
        return True

    def differing(self, one: object, other: object, but: Container[str] = ()) -> list[str]:
        """Names of the entries of two dictionaries that do not mean the same."""
        left = one if isinstance(one, dict) else {}
        right = other if isinstance(other, dict) else {}
        names = [name for name in {**left, **right} if name not in but and name not in BACKWARDS]
        return [name for name in names if not self.same(dict.get(left, name), dict.get(right, name))]

    def _step(
        self, name: str, one: object, other: object, assumed: set[tuple[Key, Key]]
    ) -> list[Pair] | None:
        left_key, right_key = key_of(one), key_of(other)
        if left_key is not None and right_key is not None:
            pair = (left_key, right_key)
            if pair in self._equal or pair in assumed:
                return []
            if name not in _BUILDING:
                marks = self.old.landmarks.get(left_key), self.new.landmarks.get(right_key)
                if marks != (None, None):
                    return [] if marks[0] == marks[1] else None
                if name == "/Data" and pair == self._roots:
                    return []  # what a signature speaks of: the whole document
            assumed.add(pair)
        return self._values(name, self.old.at(one), self.new.at(other))

    def _values(self, name: str, one: object, other: object) -> list[Pair] | None:
        if isinstance(one, generic.DictionaryObject) and isinstance(other, generic.DictionaryObject):
            return self._dictionaries(one, other)
        if isinstance(one, generic.ArrayObject) and isinstance(other, generic.ArrayObject):
            if len(one) != len(other):
                return None
            pairs = zip(list.__iter__(one), list.__iter__(other), strict=True)
            return [(name, a, b) for a, b in pairs if a is not b or _leads(a)]
        if one is other or _alike(one, other) or (_is_nothing(one) and _is_nothing(other)):
            return []
        return None

    def _dictionaries(
        self, one: generic.DictionaryObject, other: generic.DictionaryObject
    ) -> list[Pair] | None:
        if one is other:
            return [
                (name, held, held)
                for name, held in dict.items(one)
                if _leads(held) and name not in BACKWARDS and name not in _STRUCTURE
            ]
        if isinstance(one, generic.StreamObject) and isinstance(other, generic.StreamObject):
            packing = self._packing(one, other)
            return None if packing is None else list(_entries(one, other, _STRUCTURE | packing))
        if isinstance(one, generic.StreamObject) or isinstance(other, generic.StreamObject):
            return None
        return list(_entries(one, other, _STRUCTURE))

    def _packing(self, one: generic.StreamObject, other: generic.StreamObject) -> frozenset[str] | None:
        """Entries that need no comparison because the contents are the same, or None when they are not."""
        if one.encoded_data == other.encoded_data:
            return frozenset({"/Length"})
        if max(len(one.encoded_data), len(other.encoded_data)) > _LARGEST_UNPACKED:
            return None
        try:
            return _PACKING if one.data == other.data else None
        except Exception:  # noqa: BLE001  a stream that cannot be unpacked is not known to be the same
            return None


def _is_nothing(held: object) -> bool:
    """Missing, or an empty dictionary or array, which say the same."""
    plain = isinstance(held, (generic.DictionaryObject, generic.ArrayObject))
    return held is None or (plain and not isinstance(held, generic.StreamObject) and len(held) == 0)  # type: ignore[arg-type]


def _leads(held: object) -> bool:
    return isinstance(held.raw_object if isinstance(held, generic.DecryptedObjectProxy) else held, _LEADING)


def _entries(
    one: generic.DictionaryObject, other: generic.DictionaryObject, but: frozenset[str]
) -> Iterator[Pair]:
    for name in {**one, **other}:
        if name not in BACKWARDS and name not in but:
            yield name, dict.get(one, name), dict.get(other, name)


def _alike(one: object, other: object) -> bool:
    if isinstance(one, generic.BooleanObject) or isinstance(other, generic.BooleanObject):
        return type(one) is type(other) and one == other
    if isinstance(one, (int, Decimal, float)) and isinstance(other, (int, Decimal, float)):
        return abs(Decimal(one) - Decimal(other)) < Decimal("0.00001")
    if isinstance(one, generic.NameObject) or isinstance(other, generic.NameObject):
        return type(one) is type(other) and str(one) == str(other)
    strings = (generic.TextStringObject, generic.ByteStringObject)
    if isinstance(one, strings) and isinstance(other, strings):
        return bool(one.original_bytes == other.original_bytes) or str(one) == str(other)
    return one is None and other is None
