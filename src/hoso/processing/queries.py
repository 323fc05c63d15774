"""Reads of processing: worklists, steps, opinions, proposals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from hoso.base import clock
from hoso.base.errors import Invalid
from hoso.catalogue import queries as catalogue
from hoso.catalogue.records import StepRecord
from hoso.certification.queries import comparison_of
from hoso.certification.records import ComparisonRecord
from hoso.dossiers import queries as dossiers
from hoso.dossiers.models import Dossier
from hoso.law.roles import Relation
from hoso.law.states import State
from hoso.papers.records import PaperRecord, record_of
from hoso.parties.actors import Actor, require
from hoso.processing.certified import is_certified_copy, originals_of
from hoso.processing.models import OpinionRequest, Proposal, StepDone

WORKLISTS = ("mine", "unit", "unassigned", "today", "overdue", "proposed", "decided")


def worklist(by: Actor, kind: str, *, after: str | None = None, size: int = 50) -> dossiers.Page:
    """A worklist of the actor's agency, the earliest due date first; keyset pages, no counting.

    ``mine``, ``unit`` (all open), ``unassigned``, ``today`` (due today), ``overdue``, ``proposed`` (to be
    decided), ``decided`` (to be sealed and issued).
    """
    require(by, "dossiers.list", {Relation.AGENCY})
    rows = Dossier.objects.filter(ended_at__isnull=True, due_at__isnull=False)
    rows = rows.filter(assignee_id=by.account_id) if kind == "mine" else rows.filter(agency_id=by.agency_id)
    now = clock.now()
    start = datetime.combine(clock.civil_day(now), datetime.min.time(), tzinfo=clock.VIETNAM)
    if kind == "unassigned":
        rows = rows.filter(assignee__isnull=True)
    elif kind == "today":
        rows = rows.filter(due_at__gte=start, due_at__lt=start + timedelta(days=1))
    elif kind == "overdue":
        rows = rows.filter(due_at__lt=now)
    elif kind in {"proposed", "decided"}:
        rows = rows.filter(state=State(kind).value)
    return dossiers.page_of(rows, "due_at", after, size)


@dataclass(frozen=True, slots=True)
class StepState:
    """A step of the process and whether it is done."""

    step: StepRecord
    done_at: datetime | None
    done_by: str
    note: str


@dataclass(frozen=True, slots=True)
class OriginalSeen:
    """An original that is to be certified, and what its certifier found when he compared it."""

    paper: PaperRecord
    comparison: ComparisonRecord | None

    @property
    def pages(self) -> range:
        """Its pages, from 1."""
        return range(1, (self.paper.pages or 1) + 1)

    @property
    def ready(self) -> bool:
        """Whether every page was compared and nothing stands against it."""
        found = self.comparison
        return found is not None and not found.grounds and found.compared >= set(self.pages)


def originals(dossier_id: UUID) -> tuple[OriginalSeen, ...]:
    """The originals of a request for certified copies; none for any other dossier, or before they are digitised."""
    dossier = Dossier.objects.get(id=dossier_id)
    if not is_certified_copy(dossier):
        return ()
    try:
        found = originals_of(dossier)
    except Invalid:
        return ()
    return tuple(OriginalSeen(one, comparison_of(one.id)) for one in found)


def steps_of(dossier_id: UUID) -> tuple[StepState, ...]:
    """The steps of the pinned process in order, with what is done."""
    dossier = Dossier.objects.get(id=dossier_id)
    done = {row.step: row for row in StepDone.objects.filter(dossier_id=dossier_id)}
    return tuple(
        StepState(
            step,
            done[step.key].done_at if step.key in done else None,
            done[step.key].done_by_name if step.key in done else "",
            done[step.key].note if step.key in done else "",
        )
        for step in catalogue.version(dossier.version_id).steps
    )


@dataclass(frozen=True, slots=True)
class OpinionRecord:
    """A question to another unit, and its answer."""

    id: UUID
    dossier_id: UUID
    reference: str
    agency_name: str
    question: str
    asked_at: datetime
    answer_by: date
    answer: str
    answered_at: datetime | None


def opinions_of(dossier_id: UUID) -> tuple[OpinionRecord, ...]:
    """The opinions asked for a dossier, oldest first."""
    return _opinions(dossier_id=dossier_id)


def opinions_waiting(by: Actor) -> tuple[OpinionRecord, ...]:
    """The questions that the actor's agency has not answered, the earliest due first."""
    return _opinions(asked_agency_id=by.agency_id, answered_at__isnull=True)


def opinions_asked(dossier_id: UUID, by: Actor) -> tuple[OpinionRecord, ...]:
    """The questions about a dossier that were put to the actor's agency: what lets it read the dossier."""
    return _opinions(dossier_id=dossier_id, asked_agency_id=by.agency_id) if by.agency_id else ()


def _opinions(**where: object) -> tuple[OpinionRecord, ...]:
    rows = (
        OpinionRequest.objects.filter(**where).select_related("asked_agency", "dossier").order_by("answer_by")
    )
    return tuple(
        OpinionRecord(
            row.id,
            row.dossier_id,
            str(row.dossier),
            row.asked_agency.name,
            row.question,
            row.asked_at,
            row.answer_by,
            row.answer,
            row.answered_at,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class ProposalRecord:
    """The result proposed, with its document."""

    id: UUID
    outcome: str
    reason: str
    document: PaperRecord
    proposed_by: str
    proposed_at: datetime
    sent_back_at: datetime | None
    sent_back_reason: str


def proposals_of(dossier_id: UUID) -> tuple[ProposalRecord, ...]:
    """The proposals made for a dossier, the latest first."""
    rows = Proposal.objects.filter(dossier_id=dossier_id).select_related("document").order_by("-proposed_at")
    return tuple(
        ProposalRecord(
            row.id,
            row.outcome,
            row.reason,
            record_of(row.document),
            row.proposed_by_name,
            row.proposed_at,
            row.sent_back_at,
            row.sent_back_reason,
        )
        for row in rows
    )
