"""The clock of one dossier: its limit, its pauses, and the due date that follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoso.base.refusing import refusals
from hoso.calendars.queries import calendar_for, named
from hoso.catalogue import queries as catalogue
from hoso.catalogue.records import LimitRecord
from hoso.dossiers.models import Dossier, Entry
from hoso.filing.models import SupplementRequest
from hoso.law import deadline
from hoso.law.deadline import DueDate, Pause
from hoso.law.rulesets import rules_at
from hoso.law.text import Text


@dataclass(frozen=True, slots=True)
class Clock:
    """The limit with its source, and the due date with its calculation."""

    limit: LimitRecord
    due: DueDate


def clock_of(dossier: Dossier, *, paused_at: datetime | None = None, afresh: bool = False) -> Clock | None:
    """The clock of a dossier as its journal stands; None when its procedure publishes no limit.

    It runs from the e-receipt (Directive, section 2b); every open or answered supplement request is a pause.
    It is counted in the calendar of the last count (see ``counted_with``), so a calendar published since changes
    nothing by itself; ``afresh``: in the calendar that counts for the agency now.
    ``paused_at``: as if a request were made at that instant. Raises ``Invalid`` when the calendar of the
    years it needs has not been announced.
    """
    version = catalogue.version(dossier.version_id)
    channel = version.channels.get(dossier.channel)
    if channel is None or channel.limit is None:
        return None
    limit = channel.limit
    pauses = pauses_of(dossier.id)
    version_of_calendar = None if afresh else counted_with(dossier.id)
    calendar = named(version_of_calendar) if version_of_calendar else calendar_for(dossier.agency_id)
    if paused_at:
        pauses = (*pauses, Pause(paused_at, None, _GROUND, ""))
    with refusals():
        due = deadline.due(
            dossier.submitted_at,
            limit.term,
            calendar,
            pauses=pauses,
            rules=rules_at(dossier.accepted_at or dossier.submitted_at),
            cutoff=limit.cutoff,
        )
    return Clock(limit, due)


COUNTS = ("intake.accept", "filing.supplement", "processing.recount")
"""The verbs that count a due date; their journal lines name the calendar."""


def counted_with(dossier_id: UUID) -> str | None:
    """The version of the calendar with which the date was last counted; None before acceptance."""
    lines = Entry.objects.filter(dossier_id=dossier_id, verb__in=COUNTS).order_by("-seq")
    found = (facts.get("calendar") for facts in lines.values_list("facts", flat=True))
    return next((version for version in found if version), None)


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
