"""Reads of filing: drafts, what was filed, what is asked, the owner's notices."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hoso.base import clock
from hoso.base.errors import Invalid
from hoso.base.identifiers import fold
from hoso.catalogue import queries as catalogue
from hoso.catalogue.records import VersionRecord
from hoso.dossiers.models import Dossier
from hoso.filing import routing
from hoso.filing.access import open_draft_of
from hoso.filing.clock import Clock, clock_of
from hoso.filing.models import Component, Draft, DraftPaper, Notice, Submission, SupplementRequest
from hoso.filing.parties import owner_of
from hoso.filing.prefill import profile_of
from hoso.filing.requests import held_papers
from hoso.law.reuse import HeldPaper
from hoso.law.text import Text
from hoso.papers.records import Owner, PaperRecord, record_of
from hoso.parties.actors import Actor
from hoso.parties.queries import AgencyRecord


@dataclass(frozen=True, slots=True)
class DraftPaperRecord:
    """A paper in a slot of a draft."""

    component: str
    paper: PaperRecord
    from_holdings: bool
    signed_form: bool


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A draft as its editor sees it."""

    id: UUID
    version_id: UUID
    procedure_code: str
    procedure_name: str
    channel: str
    receiver_id: str
    receiver_name: str
    agency_name: str
    owner: Owner
    answers: dict[str, Any]
    not_digitisable: dict[str, str]
    revision: int
    saved_at: datetime
    papers: tuple[DraftPaperRecord, ...] = ()


def draft(draft_id: UUID, *, by: Actor) -> DraftRecord:
    """One open draft of this actor, with its papers. Raises ``NotFound``, ``Conflict``."""
    row = open_draft_of(draft_id, by)
    papers = DraftPaper.objects.filter(draft=row).select_related("paper").order_by("id")
    laid_in = tuple(
        DraftPaperRecord(
            one.component, record_of(one.paper), one.from_holdings, one.form_revision == row.revision
        )
        for one in papers
    )
    return _record(row, laid_in)


def drafts_of(by: Actor, *, most: int = 20) -> tuple[DraftRecord, ...]:
    """The open drafts of an account, the latest saved first, without their papers."""
    rows = Draft.objects.filter(
        opened_by_id=by.account_id, submitted__isnull=True, discarded_at__isnull=True
    ).select_related("receiver", "agency", "version__procedure")
    return tuple(_record(row, ()) for row in rows.order_by("-saved_at")[:most])


def _record(row: Draft, papers: tuple[DraftPaperRecord, ...]) -> DraftRecord:
    return DraftRecord(
        id=row.id,
        version_id=row.version_id,
        procedure_code=row.version.procedure_id,
        procedure_name=row.version.procedure.name,
        channel=row.channel,
        receiver_id=row.receiver_id,
        receiver_name=row.receiver.name,
        agency_name=row.agency.name,
        owner=Owner(row.owner_person_id, row.owner_organisation_id),
        answers=row.answers,
        not_digitisable=row.not_digitisable,
        revision=row.revision,
        saved_at=row.saved_at,
        papers=papers,
    )


@dataclass(frozen=True, slots=True)
class ComponentFiled:
    """A component of a filed dossier, with its verdict once judged."""

    id: UUID
    key: str
    paper: PaperRecord | None
    from_holdings: bool
    brought_on_paper: bool
    not_digitisable: str
    condition: str
    validity: str
    evidence: tuple[dict[str, str], ...]
    judged_at: datetime | None


def components_of(dossier_id: UUID) -> tuple[ComponentFiled, ...]:
    """The current components of a dossier in the order they came."""
    rows = Component.objects.filter(dossier_id=dossier_id, current=True).select_related("paper")
    return tuple(
        ComponentFiled(
            row.id,
            row.key,
            record_of(row.paper) if row.paper else None,
            row.from_holdings,
            row.brought_on_paper,
            row.not_digitisable,
            row.condition,
            row.validity,
            tuple(row.evidence),
            row.judged_at,
        )
        for row in rows.order_by("added_at", "id")
    )


@dataclass(frozen=True, slots=True)
class SignatureMarks:
    """How the current components of a dossier stand: all, signed and sound, signed and broken."""

    all: int = 0
    sound: int = 0
    broken: int = 0


def signature_marks(dossier_ids: Collection[UUID]) -> dict[UUID, SignatureMarks]:
    """The marks of several dossiers in one query, for a list."""
    rows = Component.objects.filter(dossier_id__in=list(dossier_ids), current=True).values_list(
        "dossier_id", "paper__signature_report__verdict"
    )
    found: dict[UUID, list[str]] = {}
    for dossier_id, verdict in rows:
        found.setdefault(dossier_id, []).append(verdict or "")
    return {
        dossier_id: SignatureMarks(len(said), said.count("TOTAL_PASSED"), said.count("TOTAL_FAILED"))
        for dossier_id, said in found.items()
    }


def answers_of(dossier_id: UUID) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """(answers by field, sections with each answer beside its label as it was asked)."""
    row = Submission.objects.filter(dossier_id=dossier_id).first()
    return (row.answers, row.asked) if row else ({}, [])


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """A request to supplement, and when it was answered."""

    number: int
    items: tuple[dict[str, str], ...]
    reason: str
    asked_at: datetime
    asked_by: str
    answer_by: date | None
    answered_at: datetime | None


def requests_of(dossier_id: UUID) -> tuple[RequestRecord, ...]:
    """The supplement requests of a dossier, oldest first."""
    rows = (
        SupplementRequest.objects.filter(dossier_id=dossier_id).select_related("asked_by").order_by("number")
    )
    return tuple(
        RequestRecord(
            row.number,
            tuple(row.items),
            row.reason,
            row.asked_at,
            row.asked_by.display_name,
            row.answer_by,
            row.answered_at,
        )
        for row in rows
    )


def held_papers_of(dossier_id: UUID) -> dict[str, tuple[HeldPaper, ...]]:
    """What need not be asked of the owner again today, by component. For the officers of the dossier."""
    return held_papers(Dossier.objects.get(id=dossier_id), clock.civil_day(clock.now()))


def clock_for(dossier_id: UUID) -> Clock | None:
    """The clock of a dossier with its calculation. The caller has checked that the reader may see it.

    None also while the calendar of a year that it needs has not been announced: a page can still be read.
    """
    try:
        return clock_of(Dossier.objects.get(id=dossier_id))
    except Invalid:
        return None


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """A message to the owner."""

    text: Text
    at: datetime
    dossier_id: UUID


def notices_of(by: Actor, *, most: int = 10) -> tuple[NoticeRecord, ...]:
    """The latest messages about the dossiers of a citizen or organisation."""
    own = (
        {"dossier__owner_organisation_id": by.organisation_id}
        if by.organisation_id
        else {"dossier__owner_person_id": by.person_id, "dossier__owner_organisation__isnull": True}
    )
    rows = Notice.objects.filter(**own).order_by("-at")[:most]
    return tuple(NoticeRecord(Text(row.vi, row.en), row.at, row.dossier_id) for row in rows)


@dataclass(frozen=True, slots=True)
class DeskChoice:
    """The desks where a procedure may be filed today; ``nearest`` is the one the person's address names."""

    version: VersionRecord
    desks: tuple[AgencyRecord, ...]
    nearest: AgencyRecord | None


def desk_choice(procedure_code: str, *, by: Actor) -> DeskChoice:
    """Where ``by`` may file a procedure. Raises ``NotFound`` when no version is in force, ``NotAllowed``."""
    today = clock.civil_day(clock.now())
    version = catalogue.in_force(procedure_code, today)
    desks = routing.desks(version, today)
    address = fold(str(profile_of(owner_of(by)).get("person.address", "")))
    named = [desk for desk in desks if desk.folded_name.removeprefix("uy ban nhan dan ") in address]
    return DeskChoice(version, desks, named[0] if len(named) == 1 else None)
