"""The one-stop desk: queue, digitise, judge, accept, ask once, refuse."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile
from ninja.responses import Status

from hoso.api.calling import actor, seen, several, told, visible
from hoso.api.entrance.doorkeeper import BOTH
from hoso.api.entrance.problems import citation_of
from hoso.api.shapes.dossiers import DossierOut
from hoso.api.shapes.papers import PaperOut
from hoso.api.shapes.plain import Cursor, Paged, Seen
from hoso.api.shapes.work import AcceptedOut, HeldForIn, JudgeIn, ObstaclesOut, RefuseIn, RequestIn
from hoso.catalogue import queries as catalogue
from hoso.dossiers import queries as dossiers
from hoso.filing.requests import Wanted
from hoso.intake import actions, queries
from hoso.papers.records import PaperRecord
from hoso.parties.actors import Actor

router = Router(tags=["intake"], auth=BOTH)


@router.get("/intake/queue", response=Paged[DossierOut])
def list_queue(
    request: HttpRequest, kind: Literal["new", "waiting", "ready"] = "new", after: Cursor = None
) -> dict[str, Any]:
    """What waits at the caller's desk: `new` arrivals, `waiting` for their owners, `ready` results."""
    page = queries.queue(actor(request), kind, after=after)
    return {"items": page.rows, "next": page.after}


@router.post("/dossiers/{uuid:dossier_id}/components/{uuid:component_id}/digitise", response={201: PaperOut})
def digitise_component(
    request: HttpRequest,
    dossier_id: UUID,
    component_id: UUID,
    files: File[list[UploadedFile]] = [],  # noqa: B006 - read, never changed
) -> Status[PaperRecord]:
    """Make the paper of a component archival and sign it; `files` (multipart) replace it by a new scan."""
    paper = actions.digitise(
        dossier_id, component_id, by=actor(request), files=several(files), expect_seq=seen(request)
    )
    return Status(201, paper)


@router.post("/dossiers/{uuid:dossier_id}/use-held", response=DossierOut)
def use_held(
    request: HttpRequest, dossier_id: UUID, payload: HeldForIn, response: HttpResponse
) -> dossiers.DossierRecord:
    """Take a paper from the owner's holdings into a slot: nothing held is asked again."""
    by = actor(request)
    actions.use_held(
        dossier_id, payload.component, payload.holding_id, by=by, expect_seq=seen(request, payload)
    )
    return told(dossier_id, by, response)


@router.post("/dossiers/{uuid:dossier_id}/judge", response=DossierOut)
def judge(
    request: HttpRequest, dossier_id: UUID, payload: JudgeIn, response: HttpResponse
) -> dossiers.DossierRecord:
    """Judge every component against the conditions of validity, with the evidence."""
    by = actor(request)
    settled = {one.component_id: (one.valid, one.ground) for one in payload.settlements}
    actions.judge(dossier_id, by=by, settlements=settled, expect_seq=seen(request, payload))
    return told(dossier_id, by, response)


@router.get("/dossiers/{uuid:dossier_id}/obstacles", response=ObstaclesOut)
def list_obstacles(request: HttpRequest, dossier_id: UUID) -> dict[str, Any]:
    """Everything that stands in the way of accepting the dossier."""
    verdict = queries.in_the_way(dossier_id, by=actor(request))
    language = request.language  # type: ignore[attr-defined]
    return {"ok": verdict.ok, "reasons": [citation_of(one, language) for one in verdict.reasons]}


@router.post("/dossiers/{uuid:dossier_id}/accept", response=AcceptedOut)
def accept(request: HttpRequest, dossier_id: UUID, payload: Seen, response: HttpResponse) -> dict[str, Any]:
    """Take the dossier in: code, due date from the e-receipt, Form 01. 422 with everything in the way."""
    by = actor(request)
    code = actions.accept(dossier_id, by=by, expect_seq=seen(request, payload))
    return {"code": code, "seq": told(dossier_id, by, response).seq}


@router.post("/dossiers/{uuid:dossier_id}/request-completion", response=DossierOut)
def request_completion(
    request: HttpRequest, dossier_id: UUID, payload: RequestIn, response: HttpResponse
) -> dossiers.DossierRecord:
    """Ask once for everything that is missing (Form 02); the clock stands still until the answer."""
    by = actor(request)
    actions.request_completion(
        dossier_id,
        wanted(dossier_id, payload, by),
        payload.reason,
        by=by,
        second_ground=payload.second_ground,
        expect_seq=seen(request, payload),
    )
    return told(dossier_id, by, response)


def wanted(dossier_id: UUID, payload: RequestIn, by: Actor) -> list[Wanted]:
    """The lines of a request, each with the name its component has in the pinned version."""
    version = catalogue.version(visible(dossier_id, by).version_id)
    names = {one.key: one.name.vi for one in version.components}
    return [
        Wanted(
            one.component, names.get(one.component, one.component), one.what, one.override, one.legal_basis
        )
        for one in payload.items
    ]


@router.post("/dossiers/{uuid:dossier_id}/refuse", response=DossierOut)
def refuse(
    request: HttpRequest, dossier_id: UUID, payload: RefuseIn, response: HttpResponse
) -> dossiers.DossierRecord:
    """Refuse with the article and what the owner can do instead (Form 03)."""
    by = actor(request)
    actions.refuse(
        dossier_id,
        payload.reason,
        payload.article,
        payload.what_to_do,
        by=by,
        expect_seq=seen(request, payload),
    )
    return told(dossier_id, by, response)
