"""What the owner says: that paper was asked for again, and how it went."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from hoso.api.calling import actor, seen, told
from hoso.api.entrance.doorkeeper import BOTH
from hoso.api.shapes.dossiers import DossierOut
from hoso.api.shapes.work import FeedbackIn, ReportIn, RevokeIn
from hoso.dossiers.queries import DossierRecord
from hoso.followup import actions

router = Router(tags=["followup"], auth=BOTH)


@router.post("/dossiers/{uuid:dossier_id}/paper-requests", response=DossierOut)
def report_paper_request(
    request: HttpRequest, dossier_id: UUID, payload: ReportIn, response: HttpResponse
) -> DossierRecord:
    """The owner was asked for paper again; counted, and seen by those who supervise."""
    by = actor(request)
    actions.report_paper_request(dossier_id, payload.what, by=by, expect_seq=seen(request, payload))
    return told(dossier_id, by, response)


@router.post("/dossiers/{uuid:dossier_id}/feedback", response=DossierOut)
def feedback(
    request: HttpRequest, dossier_id: UUID, payload: FeedbackIn, response: HttpResponse
) -> DossierRecord:
    """How it went, told once by the owner when the result is issued or the dossier has ended."""
    by = actor(request)
    actions.feedback(dossier_id, payload.stars, payload.words, by=by, expect_seq=seen(request, payload))
    return told(dossier_id, by, response)


@router.post("/dossiers/{uuid:dossier_id}/revoke", response=DossierOut)
def revoke(
    request: HttpRequest, dossier_id: UUID, payload: RevokeIn, response: HttpResponse
) -> DossierRecord:
    """Take back the issued result by a decision; it goes on the public list. Cannot be undone."""
    by = actor(request)
    actions.revoke(
        dossier_id,
        payload.decision_number,
        payload.decided_on,
        payload.reason,
        by=by,
        expect_seq=seen(request, payload),
    )
    return told(dossier_id, by, response)
