"""Anyone may follow a dossier by its code: state, due date, agency, procedure; nothing about a person."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from hoso.base import clock
from hoso.dossiers import queries as dossiers


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The box; with ``?ma=`` it leads to the dossier's page."""
    code = " ".join(request.GET.get("ma", "").split())[:60]
    if code:
        return redirect(f"/tra-cuu/{quote(code, safe='')}")
    return render(request, "portal/track.html", {"code": ""})


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Where the dossier stands; an unknown code gets advice (404)."""
    found = dossiers.tracked(code)
    late = bool(found and found.due_at and not found.ended_at and found.due_at < clock.now())
    context = {"code": code[:60], "found": found, "late": late}
    return render(request, "portal/track.html", context, status=200 if found else 404)
