"""What a citizen or a firm holds, and who has looked at it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoso.base import clock
from hoso.holdings import queries as holdings
from hoso.portal.doorway import for_owners


@require_safe
@for_owners
def own(request: HttpRequest) -> HttpResponse:
    """Every held paper, whether it can be used, and each reading of it."""
    held = holdings.own(request.actor, on=clock.civil_day(clock.now()))
    rows = [{"paper": one, "readings": holdings.readings(request.actor, one.id)} for one in held]
    return render(request, "portal/holdings.html", {"rows": rows})
