"""Reads of slips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoso.papers.records import PaperRecord, record_of
from hoso.slips.models import Slip


@dataclass(frozen=True, slots=True)
class SlipRecord:
    """A slip of a dossier and its signed paper."""

    form: str
    seq: int
    paper: PaperRecord
    made_at: datetime


def slips_of(dossier_id: UUID) -> tuple[SlipRecord, ...]:
    """The slips made for a dossier, oldest first."""
    rows = Slip.objects.filter(dossier_id=dossier_id).select_related("paper").order_by("seq", "made_at")
    return tuple(SlipRecord(row.form, row.seq, record_of(row.paper), row.made_at) for row in rows)
