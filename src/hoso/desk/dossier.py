"""The dossier's own page: the paper on the left, everything known about it on the right, what may be done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from hoso.desk.actions import buttons
from hoso.desk.doorway import officer, page
from hoso.desk.workspace import Workspace
from hoso.intake import queries as intake


@officer()
def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One dossier, for officers who may read it; anybody else finds nothing here."""
    return show(request, dossier_id)


def show(request: HttpRequest, dossier_id: UUID, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page, perhaps with a refusal above it."""
    space = Workspace.of(dossier_id, request)
    at_desk = "intake.accept" in space.verbs
    context = {
        "space": space,
        "buttons": buttons(space),
        "open_points": intake.in_the_way(dossier_id, by=request.actor) if at_desk and space.judged else None,
        "can_digitise": "intake.digitise" in space.verbs,
        "unsettled": [one for one in space.components if one.open],
        "can_step": "processing.complete_step" in space.verbs,
    }
    return page(request, "dossier/dossier.html", {**context, **more}, status=status)
