"""The decision, its signatures, the issue and the return."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile
from ninja.responses import Status

from hoso.api.calling import actor, seen, several, told, visible
from hoso.api.entrance.doorkeeper import BOTH
from hoso.api.shapes.dossiers import DossierOut
from hoso.api.shapes.papers import PaperOut, ResultOut
from hoso.api.shapes.plain import Paged, Reasoned, Seen
from hoso.api.shapes.work import DecideIn, ReturnIn
from hoso.dossiers.queries import DossierRecord
from hoso.papers.records import PaperRecord
from hoso.results import actions, queries

router = Router(tags=["results"], auth=BOTH)


@router.get("/dossiers/{uuid:dossier_id}/results", response=Paged[ResultOut])
def list_results(request: HttpRequest, dossier_id: UUID) -> dict[str, Any]:
    """The results of a dossier; its owner sees those that are issued."""
    by = actor(request)
    visible(dossier_id, by)
    return {"items": queries.results_of(dossier_id, issued_only=not by.is_officer), "next": None}


@router.post("/dossiers/{uuid:dossier_id}/decide", response=DossierOut)
def decide(
    request: HttpRequest, dossier_id: UUID, payload: DecideIn, response: HttpResponse
) -> DossierRecord:
    """Decide as proposed: number and signature of the competent officer, or 503 and nothing happened."""
    by = actor(request)
    actions.decide(dossier_id, by=by, proposal_id=payload.proposal_id, expect_seq=seen(request, payload))
    return told(dossier_id, by, response)


@router.post("/dossiers/{uuid:dossier_id}/rework", response=DossierOut)
def rework(
    request: HttpRequest, dossier_id: UUID, payload: Reasoned, response: HttpResponse
) -> DossierRecord:
    """Send the proposal back with what is to change."""
    by = actor(request)
    actions.rework(dossier_id, payload.reason, by=by, expect_seq=seen(request, payload))
    return told(dossier_id, by, response)


@router.post("/dossiers/{uuid:dossier_id}/digitise-paper", response={201: PaperOut})
def digitise_paper(
    request: HttpRequest, dossier_id: UUID, files: File[list[UploadedFile]]
) -> Status[PaperRecord]:
    """Digitise and seal the paper result that the law demands (multipart `files`)."""
    paper = actions.digitise_paper(dossier_id, several(files), by=actor(request), expect_seq=seen(request))
    return Status(201, paper)


@router.post("/dossiers/{uuid:dossier_id}/issue", response=DossierOut)
def issue(request: HttpRequest, dossier_id: UUID, payload: Seen, response: HttpResponse) -> DossierRecord:
    """Seal and issue the result; here the clock stops."""
    by = actor(request)
    actions.issue(dossier_id, by=by, expect_seq=seen(request, payload))
    return told(dossier_id, by, response)


@router.post("/dossiers/{uuid:dossier_id}/return", response=DossierOut)
def return_result(
    request: HttpRequest, dossier_id: UUID, payload: ReturnIn, response: HttpResponse
) -> DossierRecord:
    """Note that the owner has his result, and how he got it."""
    by = actor(request)
    actions.return_result(dossier_id, payload.how, by=by, expect_seq=seen(request, payload))
    return told(dossier_id, by, response)
