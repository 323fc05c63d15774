"""Reads of holdings: what an owner has, what can be laid into a slot, who looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from hoso.holdings.models import Holding, Reading
from hoso.holdings.records import HoldingRecord, record_of
from hoso.law.roles import Relation
from hoso.papers.records import Owner
from hoso.parties.actors import Actor, require


def usable(owner: Owner, paper_kind: str, *, on: date) -> tuple[HoldingRecord, ...]:
    """The held papers of a kind that may be used on a day, the newest first. For the rooms, not for doors."""
    if not paper_kind:
        return ()
    rows = Holding.objects.filter(_of(owner), paper_kind=paper_kind).select_related("paper")
    records = (record_of(row, on) for row in rows.order_by("-deposited_at"))
    return tuple(record for record in records if record.unusable is None)


def usable_by_kind(owner: Owner, kinds: set[str], *, on: date) -> dict[str, tuple[HoldingRecord, ...]]:
    """The usable held papers of several kinds in one query, by kind."""
    rows = Holding.objects.filter(_of(owner), paper_kind__in=kinds - {""}).select_related("paper")
    found: dict[str, list[HoldingRecord]] = {}
    for row in rows.order_by("-deposited_at"):
        record = record_of(row, on)
        if record.unusable is None:
            found.setdefault(record.paper_kind, []).append(record)
    return {kind: tuple(records) for kind, records in found.items()}


def own(by: Actor, *, on: date) -> tuple[HoldingRecord, ...]:
    """Everything in the holdings of a citizen or organisation, the newest first; unusable ones say why."""
    require(by, "holdings.read", {Relation.OWNER})
    owner = Owner(None, by.organisation_id) if by.organisation_id else Owner(by.person_id, None)
    rows = Holding.objects.filter(_of(owner)).select_related("paper").order_by("-deposited_at")
    return tuple(record_of(row, on) for row in rows)


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """Who looked at a held paper, when, for what."""

    reader: str
    agency: str
    purpose: str
    at: datetime


def readings(by: Actor, holding_id: UUID) -> tuple[ReadingRecord, ...]:
    """Who has read one of the actor's own held papers, the latest first."""
    require(by, "holdings.read", {Relation.OWNER})
    owner = Owner(None, by.organisation_id) if by.organisation_id else Owner(by.person_id, None)
    held = Holding.objects.filter(_of(owner), id=holding_id).values_list("id", flat=True)
    rows = Reading.objects.filter(holding_id__in=held).order_by("-at")
    return tuple(ReadingRecord(row.reader_name, row.reader_agency, row.purpose, row.at) for row in rows)


def _of(owner: Owner) -> Q:
    if owner.organisation_id:
        return Q(owner_organisation_id=owner.organisation_id)
    return Q(owner_person_id=owner.person_id)
