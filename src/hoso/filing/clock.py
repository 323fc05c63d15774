"""The clock of one dossier: its limit, its pauses, and the due date that follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoso.base.refusing import refusals
from hoso.catalogue import queries as catalogue
from hoso.catalogue.records import LimitRecord
from hoso.dossiers.models import Dossier
from hoso.filing.models import SupplementRequest
from hoso.law import deadline
from hoso.law.calendar import national_calendar
from hoso.law.deadline import DueDate, Pause
from hoso.law.rulesets import rules_at
from hoso.law.text import Text


@dataclass(frozen=True, slots=True)
class Clock:
    """The limit with its source, and the due date with its calculation."""

    limit: LimitRecord
    due: DueDate


def clock_of(dossier: Dossier, *, paused_at: datetime | None = None) -> Clock | None:
    """The clock of a dossier as its journal stands; None when its procedure publishes no limit.

    It runs from the e-receipt (Directive, section 2b); every open or answered supplement request is a pause.
    ``paused_at``: as if a request were made at that instant. Raises ``Invalid`` when the calendar of the
    years it needs has not been announced.
    """
    version = catalogue.version(dossier.version_id)
    channel = version.channels.get(dossier.channel)
    if channel is None or channel.limit is None:
        return None
    limit = channel.limit
    pauses = pauses_of(dossier.id)
    if paused_at:
        pauses = (*pauses, Pause(paused_at, None, _GROUND, ""))
    with refusals():
        due = deadline.due(
            dossier.submitted_at,
            limit.term,
            national_calendar(),
            pauses=pauses,
            rules=rules_at(dossier.accepted_at or dossier.submitted_at),
            cutoff=limit.cutoff,
        )
    return Clock(limit, due)


_GROUND = Text("chờ người nộp bổ sung hồ sơ", "waiting for the applicant to supplement")


def pauses_of(dossier_id: UUID) -> tuple[Pause, ...]:
    """The pauses of a dossier, oldest first."""
    rows = (
        SupplementRequest.objects.filter(dossier_id=dossier_id).select_related("asked_by").order_by("number")
    )
    return tuple(Pause(row.asked_at, row.answered_at, _GROUND, row.asked_by.display_name) for row in rows)


def explanation(due: DueDate) -> list[dict[str, str]]:
    """The calculation as plain JSON, for the journal."""
    return [{"vi": line.vi, "en": line.en} for line in due.explanation]
