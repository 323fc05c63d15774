"""Beginning a dossier: where to file it; and putting a draft away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hoso.base.errors import Invalid, NotFound
from hoso.filing import actions
from hoso.filing import queries as filing
from hoso.filing.actions.drafts import NOT_IN_FORCE
from hoso.law.text import Text
from hoso.portal.doorway import for_owners
from hoso.screens.language import spoken


@require_http_methods(["GET", "POST"])
@for_owners
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the receiving desk; a single one needs no choice. Opens the draft on POST."""
    try:
        choice = filing.desk_choice(code[:40], by=request.actor)
    except NotFound as absent:
        raise Invalid(NOT_IN_FORCE) from absent
    wrong: Text | None = None
    if request.method == "POST":
        try:
            draft = actions.open_draft(code[:40], request.POST.get("receiver", ""), by=request.actor)
        except Invalid as refusal:
            wrong = refusal.text
        else:
            return redirect("portal:form", draft_id=draft)
    context = {
        "choice": choice,
        "single": choice.desks[0] if len(choice.desks) == 1 else None,
        "wrong": wrong,
        "crumbs": [
            {"label": choice.version.name, "url": f"/thu-tuc/{choice.version.code}"},
            {"label": Text("Nộp hồ sơ", "File")},
        ],
    }
    return render(request, "portal/filing/start.html", context, status=422 if wrong else 200)


@require_POST
@for_owners
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Put the draft away; it was never filed."""
    actions.discard_draft(draft_id, by=request.actor)
    messages.success(request, spoken(Text("Đã bỏ hồ sơ nháp.", "The draft was put away.")))
    return redirect("portal:dossiers")
