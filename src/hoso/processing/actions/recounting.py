"""Counting a due date again in a calendar published since: an explicit act, on the record."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict
from hoso.dossiers import spine
from hoso.filing.announce import announce
from hoso.filing.clock import clock_of, explanation
from hoso.law.text import Text
from hoso.parties.actors import Actor
from hoso.processing.recounts import recount_of

NOTHING_MOVES = Text(
    "Lịch làm việc hiện hành không làm thay đổi ngày hẹn của hồ sơ này.",
    "The calendar in use does not move the date of this dossier.",
)


@transaction.atomic
def recount(dossier_id: UUID, *, by: Actor, expect_seq: int | None = None) -> None:
    """Count the date again in the calendar now counting; the journal keeps both dates and the decision.

    Raises ``Conflict`` when nothing moves, or when the date is one that the head gave.
    """
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "processing.recount", by)
    found = recount_of(dossier)
    running = clock_of(dossier, afresh=True) if found and not found.kept else None
    if found is None or running is None:
        raise Conflict((found and found.kept) or NOTHING_MOVES)
    facts = {
        "due_before": found.due_before.isoformat(),
        "due_after": running.due.due_at.isoformat(),
        "calendar_before": found.calendar_before,
        "calendar": running.due.calendar_version,
        "decision": found.decision,
        "explanation": explanation(running.due),
    }
    now = clock.now()
    entry = spine.advance(dossier, "processing.recount", by, facts=facts, now=now, due_at=running.due.due_at)
    announce(dossier, entry)
