"""The operating state, for the system administrator and the supervisor."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hoso.archive.queries import status
from hoso.board.doorway import for_roles
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.oversight.operations import operations, retry, vault_summary
from hoso.screens.language import spoken


@require_GET
@for_roles(Role.SYSTEM_ADMIN, Role.SUPERVISOR)
def operating(request: HttpRequest) -> HttpResponse:
    """Work that waits, the ledger, the guards, the archive; on demand the vault compared with the records."""
    state = operations(by=request.actor)
    summary = vault_summary(by=request.actor) if request.GET.get("kho") else None
    context = {
        "state": state,
        "vault": summary,
        "archive": status(),
        "may_retry": request.actor.has(Role.SYSTEM_ADMIN),
    }
    return render(request, "board/operating.html", context)


@require_POST
@for_roles(Role.SYSTEM_ADMIN)
def run_again(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Let a failed message run again now."""
    retry(message_id, by=request.actor)
    messages.success(request, spoken(Text("Đã xếp chạy lại.", "It will run again now.")))
    return redirect("board:operating")
