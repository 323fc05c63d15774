"""Reads of results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoso.papers.records import PaperRecord, record_of
from hoso.results.models import Result


@dataclass(frozen=True, slots=True)
class ResultRecord:
    """One result of a dossier with its signed paper."""

    id: UUID
    dossier_id: UUID
    code: str
    lookup: str
    name: str
    outcome: str
    paper: PaperRecord
    paper_required: bool
    paper_copy: PaperRecord | None
    decided_by: str
    decided_at: datetime
    issued_by: str
    issued_at: datetime | None
    returned_at: datetime | None


def results_of(dossier_id: UUID, *, issued_only: bool = False) -> tuple[ResultRecord, ...]:
    """The results of a dossier in order. ``issued_only``: what its owner may see."""
    rows = (
        Result.objects.filter(dossier_id=dossier_id).select_related("paper", "paper_copy").order_by("number")
    )
    if issued_only:
        rows = rows.filter(issued_at__isnull=False)
    return tuple(_record(row) for row in rows)


def result_by_lookup(token: str) -> ResultRecord | None:
    """The issued result behind the token of its QR code; the token cannot be guessed."""
    row = (
        Result.objects.filter(lookup=token.strip().upper()[:30], issued_at__isnull=False)
        .select_related("paper", "paper_copy")
        .first()
    )
    return _record(row) if row else None


def issued_as(paper_id: UUID) -> ResultRecord | None:
    """The issued result with this paper. For rooms and doors that check first who may see its dossier."""
    row = (
        Result.objects.filter(paper_id=paper_id, issued_at__isnull=False)
        .select_related("paper", "paper_copy")
        .first()
    )
    return _record(row) if row else None


def issued_under(sha256: str) -> ResultRecord | None:
    """The issued result whose file has exactly these bytes: did we issue this very file?"""
    row = (
        Result.objects.filter(paper__sha256=sha256, issued_at__isnull=False)
        .select_related("paper", "paper_copy")
        .first()
    )
    return _record(row) if row else None


def _record(row: Result) -> ResultRecord:
    return ResultRecord(
        id=row.id,
        dossier_id=row.dossier_id,
        code=row.code,
        lookup=row.lookup,
        name=row.name,
        outcome=row.outcome,
        paper=record_of(row.paper),
        paper_required=row.paper_required,
        paper_copy=record_of(row.paper_copy) if row.paper_copy else None,
        decided_by=row.decided_by_name,
        decided_at=row.decided_at,
        issued_by=row.issued_by_name,
        issued_at=row.issued_at,
        returned_at=row.returned_at,
    )
