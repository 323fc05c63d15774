"""Reads of the archive: what is protected, what ends when, and the record of one paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hoso.archive.chains import Chains
from hoso.archive.ends import ends
from hoso.archive.models import Place, Stamp
from hoso.base import clock
from hoso.base.errors import NotFound
from hoso.law.text import Text
from hoso.papers.models import Paper
from hoso.seal.preservation.lifetimes import Expiry
from hoso.seal.preservation.records import written

NO_RECORD = Text(
    "Giấy tờ này chưa có bản ghi bằng chứng; hệ thống niêm phong mỗi đêm.",
    "This paper has no evidence record yet; papers are sealed every night.",
)


@dataclass(frozen=True, slots=True)
class StampRecord:
    """A time stamp with which proofs end today, and what it leans on."""

    stamped_at: datetime
    authority: str
    algorithm: str
    leaves: int
    expiries: tuple[Expiry, ...]
    renew_by: date
    rehash_by: date


@dataclass(frozen=True, slots=True)
class ArchiveStatus:
    """How the archive stands. ``oldest_waiting``: since when the oldest unprotected paper has been waiting."""

    papers: int
    protected: int
    stamps: int
    last_stamp_at: datetime | None
    oldest_waiting: datetime | None
    ends: tuple[StampRecord, ...]

    @property
    def waiting(self) -> int:
        """Papers that nothing protects yet."""
        return self.papers - self.protected

    @property
    def first_ends(self) -> tuple[StampRecord, ...]:
        """The ten that have to be renewed first."""
        return tuple(sorted(self.ends, key=lambda one: min(one.renew_by, one.rehash_by))[:10])

    def as_json(self) -> dict[str, Any]:
        """The status as plain data."""
        return {
            "papers": self.papers,
            "protected": self.protected,
            "waiting": self.waiting,
            "oldest_waiting": self.oldest_waiting.isoformat() if self.oldest_waiting else None,
            "stamps": self.stamps,
            "last_stamp_at": self.last_stamp_at.isoformat() if self.last_stamp_at else None,
            "ends": [_as_json(one) for one in self.ends],
        }


def _as_json(one: StampRecord) -> dict[str, Any]:
    return {
        "stamped_at": one.stamped_at.isoformat(),
        "authority": one.authority,
        "algorithm": one.algorithm,
        "leaves": one.leaves,
        "renew_by": one.renew_by.isoformat(),
        "rehash_by": one.rehash_by.isoformat(),
        "leans_on": [
            {
                "vi": each.what.vi,
                "en": each.what.en,
                "until": each.until.isoformat(),
                "confirmed": each.confirmed,
                "source": each.source.en,
            }
            for each in one.expiries
        ],
    }


def status() -> ArchiveStatus:
    """How the archive stands now. Counts rows and reads the stamps; opens no file."""
    chosen = Place.objects.filter(paper__isnull=False, chain=1)
    unprotected = Paper.objects.exclude(id__in=chosen.values("paper_id")).order_by("created_at")
    newest = Stamp.objects.order_by("-stamped_at").first()
    oldest = unprotected.first()
    return ArchiveStatus(
        papers=Paper.objects.count(),
        protected=chosen.count(),
        stamps=Stamp.objects.count(),
        last_stamp_at=newest.stamped_at if newest else None,
        oldest_waiting=oldest.created_at if oldest else None,
        ends=tuple(
            StampRecord(
                one.stamp.stamped_at,
                one.stamp.authority,
                one.stamp.algorithm,
                one.stamp.leaves,
                one.expiries,
                one.stamp_until,
                one.tree_until,
            )
            for one in ends()
        ),
    )


def evidence_record(paper_id: UUID) -> bytes:
    """The record of a paper, DER, whole in itself. Raises ``NotFound`` while there is none.

    The caller has checked that the reader may have the paper.
    """
    places = list(Place.objects.filter(paper_id=paper_id).select_related("stamp").order_by("chain"))
    if not places:
        raise NotFound(NO_RECORD)
    return written(Chains().of(places))


def head_record(size: int) -> bytes:
    """The record of the ledger's signed head of that size, over its note. Raises ``NotFound``."""
    places = list(Place.objects.filter(head_id=size).select_related("stamp").order_by("chain"))
    if not places:
        raise NotFound(NO_RECORD)
    return written(Chains().of(places))


def tree_addresses() -> Iterator[str]:
    """The files of all trees in the vault, ascending: for the audit."""
    return Stamp.objects.order_by("tree").values_list("tree", flat=True).iterator()


def sealed_through() -> date | None:
    """The civil day of the last seal, or None."""
    newest = Stamp.objects.filter(purpose=Stamp.Purpose.SEAL).order_by("-stamped_at").first()
    return clock.civil_day(newest.stamped_at) if newest else None
