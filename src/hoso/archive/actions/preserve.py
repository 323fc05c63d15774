"""Put everything that nothing protects yet under time stamps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from django.db import IntegrityError, transaction

from hoso.archive.models import Place, Stamp
from hoso.archive.objects import Damaged, Hashed, hashed, waiting
from hoso.archive.sealing import MOST, new_stamp
from hoso.base import clock
from hoso.base.errors import Conflict
from hoso.base.refusing import refusals
from hoso.law.text import Text
from hoso.parties.actors import Actor, require
from hoso.seal.preservation.renewal import leaf_of

DIGEST = "sha256"
MEANWHILE = Text(
    "Một lượt niêm phong khác vừa chạy xong; không có gì bị ghi hai lần. Hãy chạy lại.",
    "Another run has just finished; nothing was written twice. Run again.",
)


@dataclass(frozen=True, slots=True)
class Preserved:
    """What a run did: stamps taken, objects put under them, and what could not be (missing or damaged)."""

    stamps: int
    objects: int
    damaged: Damaged


def preserve(
    *, by: Actor, day: date | None = None, before: datetime | None = None, algorithm: str = DIGEST
) -> Preserved:
    """Seal the papers of a civil day, or all that wait ``before`` an instant (now when not given).

    Again and again the same: what is sealed is not sealed twice, and a run that was killed is simply run again.
    Raises ``Unavailable`` when the authority does not answer, ``Conflict`` when another run was faster.
    """
    require(by, "archive.preserve")
    now = clock.now()
    since, end = day_bounds(day) if day else (None, before or now)
    damaged, stamps, objects = Damaged(), 0, 0
    found = _sound(since, end, algorithm, damaged)
    while batch := list(islice(found, MOST)):
        with refusals():
            stamp = new_stamp(
                [leaf_of(one.parts, algorithm) for one in batch], algorithm, Stamp.Purpose.SEAL, now
            )
        _write(stamp, batch)
        stamps, objects = stamps + 1, objects + len(batch)
    return Preserved(stamps, objects, damaged)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The first instant of a civil day in Viet Nam, and that of the next."""
    first = datetime.combine(day, time.min, clock.VIETNAM)
    return first, first + timedelta(days=1)


def _sound(since: datetime | None, end: datetime, algorithm: str, damaged: Damaged) -> Iterator[Hashed]:
    for kept in waiting(since, end):
        one = hashed(kept, algorithm)
        if one is None:
            damaged.add(kept)
        else:
            yield one


def _write(stamp: Stamp, batch: list[Hashed]) -> None:
    """The rows of one stamp, all or none."""
    try:
        with transaction.atomic():
            stamp.save(force_insert=True)
            Place.objects.bulk_create(
                (
                    Place(
                        stamp=stamp,
                        number=number,
                        paper=one.kept.paper,
                        head=one.kept.head,
                        parts=[part.hex() for part in one.parts],
                    )
                    for number, one in enumerate(batch)
                ),
                batch_size=500,
            )
    except IntegrityError as clash:
        raise Conflict(MEANWHILE) from clash
