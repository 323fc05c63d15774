"""The evidence of one object, put together from rows and tree files (RFC 4998 section 3)."""

from __future__ import annotations

from collections.abc import Sequence

from hoso.archive.models import Place, Renewal, Stamp
from hoso.base.vault import vault
from hoso.seal.preservation.records import ArchiveTimeStamp, Chain
from hoso.seal.preservation.renewal import over_token
from hoso.seal.preservation.tree import HashLists, reduced


class Chains:
    """Puts chains together. Renewals are remembered, since all objects of a stamp share them."""

    def __init__(self) -> None:
        self._tails: dict[object, Chain] = {}

    def of(self, places: Sequence[Place]) -> list[Chain]:
        """The chains of one object from its places, the oldest chain first, with all renewals."""
        return [self._chain(place) for place in places]

    def _chain(self, place: Place) -> Chain:
        stamp, parts = place.stamp, [bytes.fromhex(part) for part in place.parts]
        first = ArchiveTimeStamp(stamp.algorithm, _lists(stamp, place.number, parts), bytes(stamp.token))
        return (first, *self._tail(stamp))

    def _tail(self, stamp: Stamp) -> Chain:
        if stamp.id not in self._tails:
            found, current = [], stamp
            while renewal := Renewal.objects.filter(earlier=current).select_related("later").first():
                leaf = over_token(bytes(current.token), current.algorithm)
                lists = _lists(renewal.later, renewal.number, [leaf])
                current = renewal.later
                found.append(ArchiveTimeStamp(current.algorithm, lists, bytes(current.token)))
            self._tails[stamp.id] = tuple(found)
        return self._tails[stamp.id]


def _lists(stamp: Stamp, number: int, parts: Sequence[bytes]) -> HashLists:
    with vault().open(stamp.tree) as file:
        return reduced(file, stamp.leaves, stamp.algorithm, number, parts)
