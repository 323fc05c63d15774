"""The agency tree as frozen records, kept in memory because it changes a few times in a decade."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from hoso.parties.models import Agency, Succession

_FRESH_SECONDS = 30.0  # so that other processes notice an import


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """One legal life of an agency. Days are civil days, both included; None is open or unknown."""

    id: str
    name: str
    kind: str
    level: str
    parent_id: str | None
    path: str
    identifier: str | None
    identifier_status: str
    valid_from: date | None
    valid_to: date | None
    is_one_stop: bool
    unit_code: str = ""
    succession: str = ""
    evidence: str = ""
    folded_name: str = field(default="", repr=False)

    def in_force(self, on: date) -> bool:
        """Whether the agency existed on that day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Tree:
    """All lives of all agencies by id, in the order of their paths, and who follows whom."""

    agencies: Mapping[str, AgencyRecord]
    successors: Mapping[str, tuple[str, ...]]


_FIELDS = tuple(name for name in AgencyRecord.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class _Kept:
    tree: Tree
    until: float  # of time.monotonic()
    transaction: object = None  # the one that read it; None: committed, good for everybody


class _Mine(threading.local):
    """What this thread's open transaction has read; it may be rolled back, so nobody else sees it."""

    kept: _Kept | None = None


_shared: _Kept | None = None
_mine = _Mine()


def agency_tree() -> Tree:
    """The tree: from memory when read within the last half minute, else from the database."""
    global _shared  # noqa: PLW0603 - one cache for the process; forget_agencies empties it
    inside = connection.atomic_blocks[0] if connection.in_atomic_block else None
    now = time.monotonic()
    for kept in (_mine.kept if inside else None, _shared):
        if kept and kept.until > now and (kept.transaction is None or kept.transaction is inside):
            return kept.tree
    kept = _Kept(_read(), now + _FRESH_SECONDS, inside)
    if inside:
        _mine.kept = kept
    elif kept.tree.agencies:
        _shared = kept
    return kept.tree


def forget_agencies() -> None:
    """Read the agencies anew next time. Call it after every change to them."""
    global _shared  # noqa: PLW0603
    _shared = _mine.kept = None


def _read() -> Tree:
    rows = Agency.objects.order_by("path").values_list(*_FIELDS, named=False)
    agencies = {row[0]: AgencyRecord(*row) for row in rows}
    followers: dict[str, tuple[str, ...]] = {}
    for before, after in Succession.objects.order_by("id").values_list("predecessor_id", "successor_id"):
        followers[before] = (*followers.get(before, ()), after)
    return Tree(agencies, followers)
