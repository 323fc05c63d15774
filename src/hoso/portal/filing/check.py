"""Step 3: everything that is missing at once, the answers as asked, the signature, and filing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, Refused
from hoso.catalogue import queries as catalogue
from hoso.catalogue.forms import answers_with_labels
from hoso.catalogue.records import VersionRecord
from hoso.filing import actions
from hoso.filing import queries as filing
from hoso.filing.completeness import Completeness
from hoso.filing.completeness import check as what_is_missing
from hoso.filing.queries import DraftRecord
from hoso.grants import queries as grants
from hoso.law.text import Text
from hoso.parties.actors import Actor
from hoso.portal.doorway import for_owners
from hoso.portal.filing.slots import signature_words
from hoso.portal.filing.steps import step_bar
from hoso.screens.eform import problems_of
from hoso.seal.demonstration.hierarchy import DEMONSTRATION_PASSPHRASE

CONSENT = Text(
    "Hãy đánh dấu cam kết trước khi nộp.",
    "Tick the declaration before you file.",
)


@require_safe
@for_owners
def check(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What will be filed, and what is still missing."""
    return check_page(request, filing.draft(draft_id, by=request.actor))


@require_POST
@for_owners
def submit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """File. A second click leads to the same receipt; a matter filed before, or a stale page, is told in place."""
    revision = request.POST.get("revision", "")
    seen = int(revision) if revision.isdecimal() and len(revision) < 10 else None
    if request.POST.get("consent") != "yes":
        return check_page(request, filing.draft(draft_id, by=request.actor), {"consent": CONSENT}, status=422)
    try:
        dossier_id = actions.submit(draft_id, by=request.actor, expect_revision=seen)
    except (Invalid, Refused, Conflict) as refusal:
        return check_page(
            request, filing.draft(draft_id, by=request.actor), {"submit": refusal.text}, status=refusal.status
        )
    return redirect("portal:receipt", dossier_id=dossier_id)


def check_page(
    request: HttpRequest, draft: DraftRecord, wrong: dict[str, Text] | None = None, *, status: int = 200
) -> HttpResponse:
    """The page of step 3, with what went wrong."""
    version = catalogue.version(draft.version_id)
    filled = {one.component for one in draft.papers} | set(draft.not_digitisable)
    today = clock.civil_day(clock.now())
    state = what_is_missing(version, draft.answers, draft.channel, filled, on=today)
    signed = next((one for one in draft.papers if one.signed_form), None)
    context = {
        "draft": draft,
        "version": version,
        "complete": state.complete,
        "todo": _todo(draft, version, state),
        "sections": answers_with_labels(version.form, draft.answers) if version.form else [],
        "papers": _papers(draft, version),
        "signed": signed,
        "signed_words": signature_words(signed.paper) if signed else None,
        "stale_signature": not signed and _was_signed(draft, version),
        "signing_service": settings.HOSO_CITIZEN_SIGNING_URL,
        "token_agent": settings.HOSO_TOKEN_AGENT_URL,
        **_signing_key(request.actor),
        "wrong": wrong or {},
        "problems": [(f"{key}-place", None, text) for key, text in (wrong or {}).items()],
        "steps": step_bar("check", draft.id),
    }
    return render(request, "portal/filing/check.html", context, status=status)


def _signing_key(by: Actor) -> dict[str, str]:
    """The key that the page offers: the granted one; in a demonstration, until there is one, the shipped key."""
    granted = grants.signing_reference(by)
    if granted or not settings.HOSO_DEMONSTRATION or grants.has_had(by):
        return {"signing_user": granted, "pin": ""}
    return {"signing_user": f"citizen-{by.username}", "pin": DEMONSTRATION_PASSPHRASE}


def _todo(draft: DraftRecord, version: VersionRecord, state: Completeness) -> list[dict[str, Any]]:
    """Everything that is missing, each with a link to the place where it is mended."""
    form_url = reverse("portal:form", args=[draft.id]) + "?sua=1"
    slots_url = reverse("portal:slots", args=[draft.id])
    todo = []
    if version.form:
        for anchor, label, text in problems_of(version.form, state.fields):
            todo.append({"label": label, "text": text, "url": f"{form_url}#{anchor}"})
    for one in state.missing:
        text = Text("Chưa có giấy tờ này.", "This paper is missing.")
        todo.append({"label": one.name, "text": text, "url": f"{slots_url}#component-{one.key}"})
    return todo


def _papers(draft: DraftRecord, version: VersionRecord) -> list[dict[str, Any]]:
    names = {one.key: one.name for one in version.components}
    form_keys = {one.key for one in version.components if one.from_form and version.form}
    return [
        {"name": names.get(row.component), "row": row}
        for row in draft.papers
        if row.component not in form_keys or row.signed_form
    ]


def _was_signed(draft: DraftRecord, version: VersionRecord) -> bool:
    """Whether a signed form lies in the draft that was made from earlier answers."""
    keys = {one.key for one in version.components if one.from_form and version.form}
    return any(row.component in keys for row in draft.papers)
