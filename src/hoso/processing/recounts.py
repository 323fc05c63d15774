"""The open dossiers whose date a calendar published since would move. Reading changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hoso.base.errors import HosoError
from hoso.calendars.queries import calendar_for, decision_of
from hoso.dossiers.models import Dossier, Entry
from hoso.filing.clock import Clock, clock_of, counted_with
from hoso.law.lifecycle import transition
from hoso.law.states import State
from hoso.law.text import Text

PAGE = 500
BY_HEAD = Text("Thủ trưởng đã hẹn lại; ngày đó được giữ.", "The head gave a new date; that one is kept.")


@dataclass(frozen=True, slots=True)
class Recount:
    """An open dossier and the date it would get. ``kept``: why its date stays for all that."""

    dossier_id: UUID
    reference: str
    agency_id: str
    due_before: datetime
    due_after: datetime | None
    calendar_before: str | None
    calendar_after: str
    decision: str
    kept: Text | None = None


def pending() -> Iterator[Recount]:
    """Every open dossier that the calendar now counting would move, the earliest date first, page by page."""
    after: Dossier | None = None
    rows = Dossier.objects.filter(ended_at__isnull=True, due_at__isnull=False).order_by("due_at", "id")
    while True:
        here = rows
        if after is not None:
            here = rows.filter(due_at__gte=after.due_at).filter(
                Q(due_at__gt=after.due_at) | Q(id__gt=after.id)
            )
        page = list(here[:PAGE])
        for dossier in page:
            if found := recount_of(dossier):
                yield found
        if len(page) < PAGE:
            return
        after = page[-1]


def recount_of(dossier: Dossier) -> Recount | None:
    """What the calendar now counting does to one dossier; None when it was counted with it, or stays."""
    before = counted_with(dossier.id)
    calendar = calendar_for(dossier.agency_id)
    if dossier.due_at is None or calendar.version == before:
        return None
    if transition("processing.recount", State(dossier.state)) is None:
        return None
    kept: Text | None = None
    running: Clock | None = None
    try:
        running = clock_of(dossier, afresh=True)
    except HosoError as refusal:
        kept = refusal.text
    if Entry.objects.filter(dossier=dossier, verb="processing.apologise").exists():
        kept = BY_HEAD
    due_after = running.due.due_at if running else None
    if due_after == dossier.due_at:
        return None
    return Recount(
        dossier.id, dossier.code or dossier.receipt_number, dossier.agency_id, dossier.due_at, due_after,
        before, calendar.version, decision_of(calendar.version), kept,
    )  # fmt: skip
