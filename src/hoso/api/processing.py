"""The work on a dossier: lists, assignment, steps, opinions, the clock, the proposal."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.responses import Status

from hoso.api.calling import actor, seen, told
from hoso.api.entrance.doorkeeper import BOTH
from hoso.api.intake import wanted
from hoso.api.shapes.dossiers import DossierOut, OpinionOut
from hoso.api.shapes.plain import Cursor, Limit, Paged, Reasoned
from hoso.api.shapes.work import (
    AnswerIn,
    ApologyIn,
    AssignIn,
    ComparisonIn,
    CreatedOut,
    HandOverIn,
    OfficerOut,
    OpinionIn,
    ProposeIn,
    RequestIn,
    StepIn,
)
from hoso.base.errors import NotAllowed
from hoso.dossiers.queries import DossierRecord
from hoso.law.roles import Relation, Role
from hoso.law.text import Text
from hoso.parties import queries as parties
from hoso.parties.actors import require
from hoso.processing import actions, queries

router = Router(tags=["processing"], auth=BOTH)
NO_ACCOUNT = Text("Việc này cần tài khoản của cán bộ.", "This needs an officer's account.")


@router.get("/worklists/{kind}", response=Paged[DossierOut])
def read_worklist(
    request: HttpRequest,
    kind: Literal["mine", "unit", "unassigned", "today", "overdue", "proposed", "decided"],
    after: Cursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """A worklist of the caller's agency, the earliest due date first."""
    page = queries.worklist(actor(request), kind, after=after, size=limit)
    return {"items": page.rows, "next": page.after}


@router.get("/officers", response=Paged[OfficerOut])
def list_officers(request: HttpRequest, role: Role | None = None) -> dict[str, Any]:
    """Who holds a role at the caller's own agency: whom to assign to."""
    by = actor(request)
    require(by, "dossiers.list", {Relation.AGENCY, Relation.RECEIVER} if by.is_officer else ())
    return {"items": parties.officers(by.agency_id or "", role), "next": None}


@router.post("/dossiers/{uuid:dossier_id}/assign", response=DossierOut)
def assign(
    request: HttpRequest, dossier_id: UUID, payload: AssignIn, response: HttpResponse
) -> DossierRecord:
    """Give the dossier to a case officer; without `officer_id` the caller takes it."""
    by = actor(request)
    officer = payload.officer_id or by.account_id
    if officer is None:
        raise NotAllowed(NO_ACCOUNT)
    actions.assign(dossier_id, officer, by=by, expect_seq=seen(request, payload))
    return told(dossier_id, by, response)


@router.post("/dossiers/{uuid:dossier_id}/hand-over", response=DossierOut)
def hand_over(
    request: HttpRequest, dossier_id: UUID, payload: HandOverIn, response: HttpResponse
) -> DossierRecord:
    """Pass the dossier to a colleague, with the reason. The clock goes on."""
    by = actor(request)
    actions.hand_over(
        dossier_id, payload.officer_id, payload.reason, by=by, expect_seq=seen(request, payload)
    )
    return told(dossier_id, by, response)


@router.post("/dossiers/{uuid:dossier_id}/steps/{step}/complete", response=DossierOut)
def complete_step(
    request: HttpRequest, dossier_id: UUID, step: str, payload: StepIn, response: HttpResponse
) -> DossierRecord:
    """Mark a step of the pinned process as done."""
    by = actor(request)
    actions.complete_step(dossier_id, step, payload.note, by=by, expect_seq=seen(request, payload))
    return told(dossier_id, by, response)


@router.post("/dossiers/{uuid:dossier_id}/originals/{uuid:paper_id}/compare", response=DossierOut)
def compare(
    request: HttpRequest, dossier_id: UUID, paper_id: UUID, payload: ComparisonIn, response: HttpResponse
) -> DossierRecord:
    """Confirm, page by page, that the image of an original agrees with the original; or say why it cannot serve."""
    by = actor(request)
    actions.compare(
        dossier_id,
        paper_id,
        name=payload.name,
        number=payload.number,
        issuer=payload.issuer,
        kind=payload.kind,
        pages=set(payload.pages),
        grounds=set(payload.grounds),
        note=payload.note,
        by=by,
        expect_seq=seen(request, payload),
    )
    return told(dossier_id, by, response)


@router.post("/dossiers/{uuid:dossier_id}/opinions", response={201: CreatedOut})
def ask_opinion(request: HttpRequest, dossier_id: UUID, payload: OpinionIn) -> Status[dict[str, UUID]]:
    """Ask another agency for its opinion; the clock of the dossier goes on."""
    opinion_id = actions.ask_opinion(
        dossier_id,
        payload.agency_id,
        payload.question,
        payload.answer_by,
        by=actor(request),
        expect_seq=seen(request, payload),
    )
    return Status(201, {"id": opinion_id})


@router.get("/opinions", response=Paged[OpinionOut])
def list_opinions(request: HttpRequest) -> dict[str, Any]:
    """The questions that the caller's agency has not answered yet, the earliest due first."""
    by = actor(request)
    require(
        by, "dossiers.list", {Relation.ASKED, Relation.AGENCY, Relation.RECEIVER} if by.is_officer else ()
    )
    return {"items": queries.opinions_waiting(by), "next": None}


@router.post("/opinions/{uuid:opinion_id}/answer", response={204: None})
def give_opinion(request: HttpRequest, opinion_id: UUID, payload: AnswerIn) -> Status[None]:
    """Answer a question put to the caller's agency."""
    actions.give_opinion(opinion_id, payload.answer, by=actor(request))
    return Status(204, None)


@router.post("/dossiers/{uuid:dossier_id}/request-supplement", response=DossierOut)
def request_supplement(
    request: HttpRequest, dossier_id: UUID, payload: RequestIn, response: HttpResponse
) -> DossierRecord:
    """One complete request to the owner (Form 02); the clock stands still until he answers."""
    by = actor(request)
    actions.request_supplement(
        dossier_id,
        wanted(dossier_id, payload, by),
        payload.reason,
        by=by,
        second_ground=payload.second_ground,
        expect_seq=seen(request, payload),
    )
    return told(dossier_id, by, response)


@router.post("/dossiers/{uuid:dossier_id}/propose", response={201: CreatedOut})
def propose(request: HttpRequest, dossier_id: UUID, payload: ProposeIn) -> Status[dict[str, UUID]]:
    """Propose the result with its document as it will be signed."""
    proposal_id = actions.propose(
        dossier_id,
        payload.outcome,
        by=actor(request),
        entries=payload.entries,
        reason=payload.reason,
        articles=payload.articles,
        expect_seq=seen(request, payload),
    )
    return Status(201, {"id": proposal_id})


@router.post("/dossiers/{uuid:dossier_id}/apologise", response=DossierOut)
def apologise(
    request: HttpRequest, dossier_id: UUID, payload: ApologyIn, response: HttpResponse
) -> DossierRecord:
    """Apologise and give a new date (Form 04), at most once."""
    by = actor(request)
    actions.apologise(
        dossier_id, payload.new_due_on, payload.reason, by=by, expect_seq=seen(request, payload)
    )
    return told(dossier_id, by, response)


@router.post("/dossiers/{uuid:dossier_id}/stop", response=DossierOut)
def stop(request: HttpRequest, dossier_id: UUID, payload: Reasoned, response: HttpResponse) -> DossierRecord:
    """Stop the processing with the reason (Form 05)."""
    by = actor(request)
    actions.stop(dossier_id, payload.reason, by=by, expect_seq=seen(request, payload))
    return told(dossier_id, by, response)
