"""Finding a dossier by its code, its receipt number or its owner's name without accents."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from hoso.desk.doorway import DESK_ROLES, officer, page
from hoso.dossiers import queries as dossiers


@officer(*sorted(DESK_ROLES))
def search(request: HttpRequest) -> HttpResponse:
    """Dossiers of the actor's agency and the units under it. An exact code opens the dossier at once."""
    words = request.GET.get("q", "").strip()[:200]
    rows = dossiers.search(request.actor.agency_path, words) if words else ()
    if len(rows) == 1 and words.upper() in {rows[0].code, rows[0].receipt_number}:
        return HttpResponseRedirect(reverse("desk:dossier", args=[rows[0].id]))
    return page(request, "search.html", {"q": words, "rows": rows})
