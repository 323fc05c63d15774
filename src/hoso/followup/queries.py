"""Reads of what owners said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoso.followup.models import Feedback


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
