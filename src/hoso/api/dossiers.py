"""A filed dossier: read, supplement, withdraw; its journal and its receipt."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile
from pydantic import Field

from hoso.api.calling import actor, seen, stream, told, visible
from hoso.api.entrance.doorkeeper import BOTH
from hoso.api.entrance.reading import storable
from hoso.api.shapes.dossiers import DossierDetail, DossierOut, JournalLineOut, NoticeOut
from hoso.api.shapes.plain import Cursor, Paged, Reasoned
from hoso.base.errors import Invalid
from hoso.dossiers import queries
from hoso.dossiers.proof import receipt_file
from hoso.filing import actions
from hoso.filing import queries as filed
from hoso.filing.actions.supplement import Addition
from hoso.law.lifecycle import TRANSITIONS
from hoso.law.roles import Relation
from hoso.law.text import Text
from hoso.ledger.receipt import MEDIA_TYPE as RECEIPT
from hoso.parties.actors import Actor, require
from hoso.processing import queries as worked
from hoso.results import queries as issued
from hoso.slips import queries as slips

router = Router(tags=["dossiers"], auth=BOTH)
LABELS = {row.verb: row.label for row in TRANSITIONS}
NOT_PAIRED = Text(
    "Mỗi tệp cần một mục `components` cùng thứ tự.",
    "Each file needs one `components` entry in the same order.",
)
NOT_TEXT = Text("Có ký tự không lưu được.", "It holds characters that cannot be kept.")


@router.get("/dossiers", response=Paged[DossierOut])
def list_own_dossiers(request: HttpRequest, after: Cursor = None) -> dict[str, Any]:
    """The dossiers of a citizen or organisation, the newest first."""
    by = actor(request)
    require(by, "dossiers.list", {Relation.OWNER})
    page = queries.of_owner(by, after=after)
    return {"items": page.rows, "next": page.after}


@router.get("/dossiers/search", response=Paged[DossierOut])
def search_dossiers(request: HttpRequest, words: Annotated[str, Field(max_length=200)]) -> dict[str, Any]:
    """For officers: dossiers of their agency by code, receipt number or the owner's name."""
    by = actor(request)
    require(by, "dossiers.list", {Relation.RECEIVER, Relation.AGENCY} if by.is_officer else ())
    return {"items": queries.search(by.agency_path, words) if by.agency_path else (), "next": None}


@router.get("/dossiers/{uuid:dossier_id}", response=DossierDetail)
def read_dossier(request: HttpRequest, dossier_id: UUID, response: HttpResponse) -> SimpleNamespace:
    """One dossier: state, clock with its calculation, papers, requests, results, and what the caller may do.

    The `ETag` is the length of its journal; send it back as `If-Match`, or as `expect_seq` in the body.
    """
    by = actor(request)
    record = told(dossier_id, by, response)
    summary = {name: getattr(record, name) for name in type(record).__dataclass_fields__}
    return SimpleNamespace(
        **summary,
        reference=record.reference,
        clock=_clock(dossier_id),
        verbs=[{"verb": verb, "label": LABELS[verb]} for verb in queries.open_verbs(dossier_id, by=by)],
        asked=filed.answers_of(dossier_id)[1],
        components=filed.components_of(dossier_id),
        requests=filed.requests_of(dossier_id),
        slips=slips.slips_of(dossier_id),
        results=issued.results_of(dossier_id, issued_only=not by.is_officer),
        work=_work(dossier_id, by),
    )


def _clock(dossier_id: UUID) -> dict[str, Any] | None:
    running = filed.clock_for(dossier_id)
    if running is None:
        return None
    due = running.due
    return {"limit": running.limit} | {name: getattr(due, name) for name in type(due).__dataclass_fields__}


def _work(dossier_id: UUID, by: Actor) -> dict[str, Any] | None:
    if not by.is_officer:
        return None
    return {
        "steps": worked.steps_of(dossier_id),
        "opinions": worked.opinions_of(dossier_id),
        "proposals": worked.proposals_of(dossier_id),
    }


@router.get("/dossiers/{uuid:dossier_id}/timeline", response=Paged[JournalLineOut])
def read_timeline(request: HttpRequest, dossier_id: UUID) -> dict[str, Any]:
    """The journal, oldest line first, each line with its hash."""
    by = actor(request)
    visible(dossier_id, by)
    lines = [
        {name: getattr(line, name) for name in ("seq", "at", "verb", "actor_name", "actor_agency_id", "hash")}
        | {
            "label": LABELS[line.verb],
            "state": line.state_to,
            "state_label": line.state_to.label,
            "facts": line.facts if by.is_officer else None,
        }
        for line in queries.timeline(dossier_id)
    ]
    return {"items": lines, "next": None}


@router.get("/dossiers/{uuid:dossier_id}/receipt", response=dict[str, Any])
def read_receipt(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The e-receipt as a file that anyone can check without us (`hoso verify-receipt`)."""
    record = visible(dossier_id, actor(request))
    response = HttpResponse(receipt_file(dossier_id), content_type=RECEIPT)
    name = f"{record.receipt_number}.bien-nhan.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@router.post("/dossiers/{uuid:dossier_id}/supplement", response=DossierOut)
def supplement(
    request: HttpRequest,
    dossier_id: UUID,
    response: HttpResponse,
    words: Annotated[str, Form(max_length=5000)] = "",
    components: Annotated[list[str], Form(max_length=20)] = [],  # noqa: B006 - read, never changed
    expect_seq: Annotated[int | None, Form(ge=0, le=2**31 - 1)] = None,
    files: File[list[UploadedFile]] = [],  # noqa: B006
) -> queries.DossierRecord:
    """Answer the open request (multipart): `files`, each with its component in `components`, and `words`."""
    if len(files) != len(components):
        raise Invalid(NOT_PAIRED, {"components": NOT_PAIRED})
    by = actor(request)
    additions = [
        Addition(component, file.name or "file", stream(file))
        for component, file in zip(components, files, strict=True)
    ]
    expected = seen(request, seq=expect_seq)
    actions.supplement(dossier_id, additions, by=by, words=_kept(words), expect_seq=expected)
    return told(dossier_id, by, response)


def _kept(words: str) -> str:
    try:
        return storable(words)
    except ValueError as fault:
        raise Invalid(NOT_TEXT, {"words": NOT_TEXT}) from fault


@router.post("/dossiers/{uuid:dossier_id}/withdraw", response=DossierOut)
def withdraw(
    request: HttpRequest, dossier_id: UUID, payload: Reasoned, response: HttpResponse
) -> queries.DossierRecord:
    """The owner takes his dossier back before it is decided. Cannot be undone."""
    by = actor(request)
    actions.withdraw(dossier_id, payload.reason, by=by, expect_seq=seen(request, payload))
    return told(dossier_id, by, response)


@router.get("/notices", response=Paged[NoticeOut])
def list_notices(request: HttpRequest) -> dict[str, Any]:
    """The latest messages to a citizen or organisation about their dossiers."""
    by = actor(request)
    require(by, "dossiers.list", {Relation.OWNER})
    return {"items": filed.notices_of(by), "next": None}
