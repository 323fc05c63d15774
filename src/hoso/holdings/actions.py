"""Depositing into holdings, and writing down who read what."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hoso.holdings.models import Holding, Reading
from hoso.law.roles import Relation
from hoso.papers.records import Owner, PaperRecord
from hoso.parties.actors import Actor, require


def deposit(
    paper: PaperRecord,
    owner: Owner,
    *,
    condition: str,
    paper_kind: str = "",
    code: str = "",
    source_code: str = "",
    now: datetime,
    by: Actor,
    supersedes: bool = False,
) -> UUID:
    """Put a valid paper or a result into its owner's holdings; the same paper is held once.

    ``supersedes``: an older holding of the same kind and number is marked as replaced.
    """
    require(by, "holdings.deposit", {Relation.AGENCY, Relation.RECEIVER})
    kind = paper_kind or paper.kind
    row, created = Holding.objects.get_or_create(
        paper_id=paper.id,
        **owner.as_columns,
        defaults={
            "paper_kind": kind,
            "code": code,
            "condition": condition,
            "valid_until": paper.valid_until,
            "deposited_at": now,
            "source_code": source_code,
        },
    )
    if created and supersedes:
        older = Holding.objects.filter(paper_kind=kind, superseded_at__isnull=True, **owner.as_columns)
        if paper.number:
            older.filter(paper__number=paper.number).exclude(id=row.id).update(superseded_at=now)
    return row.id


def note_reading(paper_id: UUID, purpose: str, *, by: Actor, now: datetime) -> None:
    """Write down that an officer opened a paper that somebody holds; its owner sees it in his account."""
    require(by, "papers.read", {Relation.RECEIVER, Relation.AGENCY, Relation.SUPERVISED, Relation.ASKED})
    rows = [
        Reading(
            holding_id=holding_id,
            reader_id=by.account_id,
            reader_name=by.name,
            reader_agency=by.agency_name,
            purpose=purpose[:200],
            at=now,
        )
        for holding_id in Holding.objects.filter(paper_id=paper_id).values_list("id", flat=True)
    ]
    Reading.objects.bulk_create(rows)
