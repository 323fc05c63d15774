"""The public list of results that were taken back (Circular 01/2020/TT-BTP, Article 7)."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoso.followup import queries as followup

SIZE = 50


@require_safe
def revoked(request: HttpRequest) -> HttpResponse:
    """What, by whose decision, why; nothing about whose paper it was."""
    rows = followup.revocations(before=_instant(request.GET.get("truoc", "")), size=SIZE)
    older = rows[-1].revoked_at.isoformat() if len(rows) == SIZE else None
    return render(request, "portal/revoked.html", {"rows": rows, "older": older})


def _instant(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo else None
