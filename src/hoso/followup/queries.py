"""Reads of what owners said, and of results taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from hoso.followup.models import Feedback, Revocation


@dataclass(frozen=True, slots=True)
class FeedbackRecord:
    """How it went."""

    dossier_id: UUID
    stars: int
    words: str
    at: datetime


def feedback_of(dossier_id: UUID) -> FeedbackRecord | None:
    """The feedback on a dossier, if its owner gave any. The caller has checked the reader."""
    row = Feedback.objects.filter(dossier_id=dossier_id).first()
    return FeedbackRecord(row.dossier_id, row.stars, row.words, row.at) if row else None


@dataclass(frozen=True, slots=True)
class RevocationRecord:
    """A result taken back: what anybody may know of it, and nothing about a person."""

    result_id: UUID
    code: str
    name: str
    number: str
    agency_name: str
    issued_at: datetime
    decision_number: str
    decided_on: date
    reason: str
    revoked_at: datetime


def revocation_of(result_id: UUID) -> RevocationRecord | None:
    """How and why a result was taken back, if it was. Public."""
    row = _revocations().filter(result_id=result_id).first()
    return _revocation(row) if row else None


def revocations(*, before: datetime | None = None, size: int = 50) -> tuple[RevocationRecord, ...]:
    """The public list, the latest first; ``before`` the instant of the last one on the page before."""
    rows = _revocations().order_by("-revoked_at")
    if before:
        rows = rows.filter(revoked_at__lt=before)
    return tuple(_revocation(row) for row in rows[:size])


def _revocations() -> QuerySet[Revocation]:
    return Revocation.objects.select_related("result__paper", "result__dossier__agency")


def _revocation(row: Revocation) -> RevocationRecord:
    result = row.result
    return RevocationRecord(
        result.id,
        result.code,
        result.name,
        result.paper.number,
        result.dossier.agency.name,
        result.issued_at or row.revoked_at,
        row.decision_number,
        row.decided_on,
        row.reason,
        row.revoked_at,
    )
