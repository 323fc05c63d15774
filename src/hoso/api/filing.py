"""Drafts: open, save, lay papers in, check, submit."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Header, Router
from ninja.files import UploadedFile
from ninja.responses import Status

from hoso.api.calling import actor, several, stream, told
from hoso.api.entrance.doorkeeper import BOTH
from hoso.api.shapes.dossiers import DossierOut
from hoso.api.shapes.filing import (
    AnswersIn,
    CompletenessOut,
    DraftIn,
    DraftOut,
    HeldIn,
    NotDigitisableIn,
    OwnerIn,
    SavedOut,
    SubmitIn,
)
from hoso.api.shapes.papers import PaperOut
from hoso.api.shapes.plain import Paged
from hoso.base import clock
from hoso.base.errors import Invalid
from hoso.catalogue import queries as catalogue
from hoso.dossiers import queries as dossiers
from hoso.dossiers.queries import Channel  # type: ignore[attr-defined]  # doors read, they know no models
from hoso.filing import actions, queries
from hoso.filing.completeness import Completeness
from hoso.filing.completeness import check as what_is_missing
from hoso.filing.parties import Owner
from hoso.intake import actions as intake
from hoso.law.digitisation import Exemption
from hoso.law.text import Text
from hoso.papers.records import PaperRecord
from hoso.parties import queries as parties

router = Router(tags=["filing"], auth=BOTH)
UNKNOWN_OWNER = Text(
    "Chưa có người hoặc tổ chức với số này. Hãy đăng ký người nộp trước.",
    "Nobody with this number is registered. Register the applicant first.",
)


@router.post("/drafts", response={201: DraftOut})
def open_draft(request: HttpRequest, payload: DraftIn, response: HttpResponse) -> Status[Any]:
    """Open a draft on the version in force today; data that are known already are filled in."""
    by = actor(request)
    draft_id = actions.open_draft(
        payload.procedure,
        payload.receiver,
        by=by,
        channel=Channel(payload.channel),
        for_owner=_owner(payload.owner) if payload.owner else None,
    )
    response.headers["Location"] = f"/api/v1/drafts/{draft_id}"
    return Status(201, queries.draft(draft_id, by=by))


def _owner(given: OwnerIn) -> Owner:
    if given.tax_code:
        firm = parties.organisation_by_tax_code(given.tax_code)
        if firm:
            return Owner(None, firm.id)
    elif given.personal_id:
        person = parties.person_by_personal_id(given.personal_id)
        if person:
            return Owner(person.id, None)
    raise Invalid(UNKNOWN_OWNER, {"owner": UNKNOWN_OWNER})


@router.get("/drafts", response=Paged[DraftOut])
def list_drafts(request: HttpRequest) -> dict[str, Any]:
    """The caller's open drafts, the latest saved first (at most 20), without their papers."""
    return {"items": queries.drafts_of(actor(request)), "next": None}


@router.get("/drafts/{uuid:draft_id}", response=DraftOut)
def read_draft(request: HttpRequest, draft_id: UUID) -> queries.DraftRecord:
    """One open draft with its papers. A filed one answers 409."""
    return queries.draft(draft_id, by=actor(request))


@router.put("/drafts/{uuid:draft_id}/answers", response=SavedOut)
def save_answers(request: HttpRequest, draft_id: UUID, payload: AnswersIn) -> dict[str, Any]:
    """Save the answers as they are; what is wrong with them so far comes back. Saved is not yet filed."""
    saved_at, fields = actions.save_draft(
        draft_id, payload.answers, by=actor(request), expect_revision=payload.expect_revision
    )
    return {"saved_at": saved_at, "fields": fields}


@router.get("/drafts/{uuid:draft_id}/completeness", response=CompletenessOut)
def check_completeness(request: HttpRequest, draft_id: UUID) -> Completeness:
    """Everything that still stands in the way of submitting, at once."""
    draft = queries.draft(draft_id, by=actor(request))
    filled = {one.component for one in draft.papers} | set(draft.not_digitisable)
    version = catalogue.version(draft.version_id)
    today = clock.civil_day(clock.now())
    return what_is_missing(version, draft.answers, draft.channel, filled, on=today)


@router.post("/drafts/{uuid:draft_id}/components/{component}/papers", response={201: PaperOut})
def attach_paper(
    request: HttpRequest, draft_id: UUID, component: str, file: File[UploadedFile]
) -> Status[PaperRecord]:
    """Lay a file into a slot (multipart). It is kept byte for byte; its signatures are read and judged."""
    name = file.name or "file"
    return Status(201, actions.attach(draft_id, component, stream(file), name, by=actor(request)))


@router.post("/drafts/{uuid:draft_id}/components/{component}/scans", response={201: PaperOut})
def digitise_at_counter(
    request: HttpRequest, draft_id: UUID, component: str, files: File[list[UploadedFile]]
) -> Status[PaperRecord]:
    """At the counter: scans or photos of one paper become one archival PDF, signed by the officer."""
    pages = several(files)
    return Status(201, intake.digitise_into_draft(draft_id, component, pages, by=actor(request)))


@router.post("/drafts/{uuid:draft_id}/held", response=DraftOut)
def attach_held(request: HttpRequest, draft_id: UUID, payload: HeldIn) -> queries.DraftRecord:
    """Lay a paper of the owner's holdings into a slot, instead of asking for it again."""
    by = actor(request)
    actions.attach_held(draft_id, payload.component, payload.holding_id, by=by)
    return queries.draft(draft_id, by=by)


@router.post("/drafts/{uuid:draft_id}/not-digitisable", response=DraftOut)
def mark_not_digitisable(
    request: HttpRequest, draft_id: UUID, payload: NotDigitisableIn
) -> queries.DraftRecord:
    """At the counter: a paper that cannot be digitised, with a ground of the closed list."""
    by = actor(request)
    intake.mark_not_digitisable(draft_id, payload.component, Exemption(payload.reason), by=by)
    return queries.draft(draft_id, by=by)


@router.delete("/drafts/{uuid:draft_id}/papers/{uuid:paper_id}", response={204: None})
def detach_paper(request: HttpRequest, draft_id: UUID, paper_id: UUID) -> Status[None]:
    """Take a paper out of the draft."""
    actions.detach(draft_id, paper_id, by=actor(request))
    return Status(204, None)


@router.delete("/drafts/{uuid:draft_id}", response={204: None})
def discard_draft(request: HttpRequest, draft_id: UUID) -> Status[None]:
    """Put the draft away; it was never filed."""
    actions.discard_draft(draft_id, by=actor(request))
    return Status(204, None)


@router.post("/drafts/{uuid:draft_id}/submit", response=DossierOut)
def submit_draft(
    request: HttpRequest,
    draft_id: UUID,
    payload: SubmitIn,
    response: HttpResponse,
    idempotency_key: Annotated[str | None, Header(alias="Idempotency-Key")] = None,
) -> dossiers.DossierRecord:
    """File the draft: this instant is the e-receipt.

    A draft is filed once: sending this again, with or without an `Idempotency-Key`, answers with the same
    dossier. 422 lists everything that is missing.
    """
    by = actor(request)
    dossier_id = actions.submit(draft_id, by=by, expect_revision=payload.expect_revision)
    return told(dossier_id, by, response)
