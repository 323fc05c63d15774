"""Whom this installation believes: versions, proposals, and the second person's decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoso.base.errors import Conflict, Invalid, NotFound
from hoso.board.doorway import for_roles
from hoso.board.forms import AnchorForm, GroundForm, RefusalForm, show_errors
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.papers import actions
from hoso.papers.trust import store
from hoso.screens.language import spoken

SCOPES = {
    "public": Text("Chữ ký số công cộng (gốc quốc gia)", "Public signatures (the national root)"),
    "official": Text(
        "Chữ ký số chuyên dùng công vụ (Ban Cơ yếu Chính phủ)",
        "Official-duty signatures (Government Cipher Committee)",
    ),
    "demonstration": Text("Trình diễn", "Demonstration"),
}
ACTIONS = {"add": Text("Thêm gốc", "Add a root"), "remove": Text("Bỏ gốc", "Remove a root")}
OUTCOMES = {
    "": Text("Chờ người thứ hai", "Waits for a second person"),
    "confirmed": Text("Đã xác nhận", "Confirmed"),
    "refused": Text("Đã bác", "Refused"),
}
_ADMIN = for_roles(Role.SYSTEM_ADMIN)
_SENT = Text(
    "Đã ghi đề nghị. Một quản trị viên khác phải xác nhận.",
    "The proposal is noted. Another administrator must confirm it.",
)


@require_GET
@for_roles(Role.SYSTEM_ADMIN, Role.SUPERVISOR)
def trust(request: HttpRequest) -> HttpResponse:
    """What is believed now, what waits, and every version there was."""
    context = {
        "members": store.members_in_force(),
        "version": store.version_name(),
        "versions": store.versions(),
        "proposals": [(one, ACTIONS[one.action], OUTCOMES[one.outcome]) for one in store.proposals()],
        "scopes": SCOPES,
        "answers": store.answers_on_record(),
        "may_change": request.actor.has(Role.SYSTEM_ADMIN),
    }
    return render(request, "board/trust.html", context)


@require_http_methods(["GET", "POST"])
@_ADMIN
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a root: its certificate, what it is for, why, by which document."""
    posted = request.method == "POST"
    form = AnchorForm(request.POST, request.FILES) if posted else AnchorForm()
    if posted and form.is_valid():
        facts = form.cleaned_data | {"certificate": form.cleaned_data["certificate"].read()}
        if _done(form, lambda: actions.propose_anchor(by=request.actor, **facts)):
            messages.success(request, spoken(_SENT))
            return redirect("board:trust")
    return render(request, "board/trust_propose.html", {"form": form}, status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
@_ADMIN
def remove(request: HttpRequest, scope: str, sha256: str) -> HttpResponse:
    """Propose to believe a root no longer."""
    member = next(
        (one for one in store.members_in_force() if (one.scope, one.sha256) == (scope, sha256)), None
    )
    if member is None:
        raise NotFound(Text("Gốc này không có trong kho.", "This root is not in the store."))
    posted = request.method == "POST"
    form = GroundForm(request.POST if posted else None)
    if posted and form.is_valid():
        facts = form.cleaned_data | {"scope": scope}
        if _done(form, lambda: actions.propose_removal(sha256, by=request.actor, **facts)):
            messages.success(request, spoken(_SENT))
            return redirect("board:trust")
    context = {"form": form, "member": member, "scope": SCOPES[scope]}
    return render(request, "board/trust_propose.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
@_ADMIN
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal: what it would change; whoever did not propose it confirms or refuses."""
    found = next((one for one in store.proposals() if one.id == proposal_id), None)
    if found is None:
        raise NotFound(Text("Không có đề nghị này.", "There is no such proposal."))
    refusing = request.POST.get("do") == "refuse"
    form = RefusalForm(request.POST if refusing else None)
    if refusing and form.is_valid():
        reason = form.cleaned_data["reason"]
        if _done(form, lambda: actions.refuse(proposal_id, reason, by=request.actor)):
            messages.success(request, spoken(Text("Đã bác đề nghị.", "The proposal is refused.")))
            return redirect("board:trust")
    elif request.POST.get("do") == "confirm":
        number = actions.confirm(proposal_id, by=request.actor)
        said = Text(f"Phiên bản {number} của kho tin cậy đã có hiệu lực.", f"Version {number} is in force.")
        messages.success(request, spoken(said))
        return redirect("board:trust")
    context = {
        "one": found,
        "action": ACTIONS[found.action],
        "outcome": OUTCOMES[found.outcome],
        "scope": SCOPES[found.member.scope],
        "form": form,
        "own": found.proposed_by_id == request.actor.account_id,
    }
    return render(request, "board/trust_proposal.html", context, status=422 if refusing else 200)


def _done(form: forms.Form, verb: Any) -> bool:
    """Whether the verb went through; what it found wrong stands on the form otherwise."""
    try:
        verb()
    except Invalid as wrong:
        show_errors(form, wrong.fields, wrong.text)
    except Conflict as wrong:
        form.add_error(None, spoken(wrong.text))
    else:
        return True
    return False
