"""Renew what ages: a new stamp over old stamps, or a new tree over the papers and all their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from hoso.archive.actions.preserve import MEANWHILE
from hoso.archive.chains import Chains
from hoso.archive.ends import ends, latest_places
from hoso.archive.models import Place, Renewal, Stamp
from hoso.archive.objects import Damaged, Kept, hashed
from hoso.archive.sealing import MOST, new_stamp
from hoso.base import clock
from hoso.base.errors import Conflict, Invalid
from hoso.base.refusing import refusals
from hoso.law.text import Text
from hoso.parties.actors import Actor, require
from hoso.seal.preservation.digests import DIGESTS
from hoso.seal.preservation.records import sequence_of
from hoso.seal.preservation.renewal import leaf_of, over_sequence, over_token

MARGIN = timedelta(days=365)
"""How long before an end the renewal is made: long enough to notice that it failed."""

_PAGE = 500
NO_DIGEST = Text("Thuật toán băm “{name}” không dùng được.", "The digest algorithm “{name}” cannot be used.")


@dataclass(frozen=True, slots=True)
class Renewed:
    """Stamps renewed, objects hashed anew, new stamps taken for both, objects that could not be hashed."""

    stamps: int
    objects: int
    taken: int
    damaged: Damaged


def renew(
    *, by: Actor, margin: timedelta = MARGIN, algorithm: str | None = None, every: bool = False
) -> Renewed:
    """Renew every proof that ends within ``margin``; ``every``: all of them, whatever their age.

    With ``algorithm`` all objects whose newest chain uses another one are hashed anew with it (RFC 4998
    section 5.2, hash-tree renewal); without, ageing time stamps get a new one. Raises ``Unavailable``,
    ``Invalid`` for an unknown algorithm, ``Conflict`` when another run was faster.
    """
    require(by, "archive.preserve")
    now, damaged = clock.now(), Damaged()
    if algorithm is not None:
        if algorithm not in DIGESTS:
            raise Invalid(NO_DIGEST.format(name=algorithm))
        objects, taken = _rehash(algorithm, now, damaged)
        return Renewed(0, objects, taken, damaged)
    due = [one.stamp for one in ends() if every or one.stamp_until < clock.civil_day(now + margin)]
    taken = 0
    for name in sorted({one.algorithm for one in due}):
        same = [one for one in due if one.algorithm == name]
        for start in range(0, len(same), MOST):
            _renew(same[start : start + MOST], name, now)
            taken += 1
    return Renewed(len(due), 0, taken, damaged)


def _renew(stamps: list[Stamp], algorithm: str, now: datetime) -> None:
    leaves = [over_token(bytes(one.token), algorithm) for one in stamps]
    about = list({one.authority: bytes(one.token) for one in stamps}.values())
    with refusals():
        later = new_stamp(leaves, algorithm, Stamp.Purpose.RENEW, now, about)
    links = [Renewal(earlier=one, later=later, number=number) for number, one in enumerate(stamps)]
    try:
        with transaction.atomic():
            later.save(force_insert=True)
            Renewal.objects.bulk_create(links, batch_size=500)
    except IntegrityError as clash:
        raise Conflict(MEANWHILE) from clash


def _rehash(algorithm: str, now: datetime, damaged: Damaged) -> tuple[int, int]:
    objects = taken = 0
    found = _hashed_anew(_older_than(algorithm), algorithm, damaged)
    while batch := list(islice(found, MOST)):
        leaves = [leaf_of(one.parts, algorithm) for one in batch]
        with refusals():
            stamp = new_stamp(leaves, algorithm, Stamp.Purpose.REHASH, now)
        _write(stamp, batch)
        objects, taken = objects + len(batch), taken + 1
    return objects, taken


def _older_than(algorithm: str) -> Iterator[list[Place]]:
    """The newest place of each object whose newest chain uses another algorithm; page by page."""
    rows = latest_places().exclude(stamp__algorithm=algorithm)
    page = list(rows[:_PAGE])
    while page:
        yield page
        page = list(rows.filter(id__gt=page[-1].id)[:_PAGE])


@dataclass(frozen=True, slots=True)
class _Anew:
    """An object's next place, without the rows it was made from: a batch of these stays small."""

    paper_id: UUID | None
    head_id: int | None
    chain: int
    parts: tuple[bytes, ...]


def _hashed_anew(pages: Iterable[list[Place]], algorithm: str, damaged: Damaged) -> Iterator[_Anew]:
    """What the new tree holds of each object; one page of objects in memory at a time."""
    chains = Chains()
    for page in pages:
        own = _all_places(page)
        for place in page:
            kept = Kept(place.paper, place.head)
            one = hashed(kept, algorithm)
            if one is None:
                damaged.add(kept)
                continue
            older = sequence_of(chains.of(own[place.paper_id, place.head_id]))
            parts = over_sequence(one.parts, older, algorithm)
            yield _Anew(place.paper_id, place.head_id, place.chain + 1, parts)


def _all_places(page: list[Place]) -> dict[tuple[UUID | None, int | None], list[Place]]:
    """The places of each object of a page, the oldest chain first."""
    papers = [one.paper_id for one in page if one.paper_id]
    heads = [one.head_id for one in page if one.head_id]
    found: dict[tuple[UUID | None, int | None], list[Place]] = {}
    rows = Place.objects.filter(Q(paper_id__in=papers) | Q(head_id__in=heads))
    for row in rows.select_related("stamp").order_by("chain"):
        found.setdefault((row.paper_id, row.head_id), []).append(row)
    return found


def _write(stamp: Stamp, batch: list[_Anew]) -> None:
    rows = (
        Place(
            stamp=stamp,
            number=number,
            paper_id=one.paper_id,
            head_id=one.head_id,
            chain=one.chain,
            parts=[part.hex() for part in one.parts],
        )
        for number, one in enumerate(batch)
    )
    try:
        with transaction.atomic():
            stamp.save(force_insert=True)
            Place.objects.bulk_create(rows, batch_size=500)
    except IntegrityError as clash:
        raise Conflict(MEANWHILE) from clash
