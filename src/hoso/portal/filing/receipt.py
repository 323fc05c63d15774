"""Step 4: the receipt. Its instant is where the time limit begins, and its owner can prove it without us."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from hoso.catalogue import queries as catalogue
from hoso.dossiers import queries as dossiers
from hoso.dossiers.proof import receipt_file
from hoso.filing import queries as filing
from hoso.ledger.receipt import MEDIA_TYPE
from hoso.portal.doorway import signed_in
from hoso.portal.filing.steps import step_bar
from hoso.slips.making import ensure


@require_safe
@signed_in
def page(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Number, instant, what was received, how to prove it."""
    dossier = dossiers.dossier(dossier_id, by=request.actor)
    version = catalogue.version(dossier.version_id)
    names = {one.key: one.name for one in version.components}
    context = {
        "dossier": dossier,
        "components": [{"name": names.get(one.key), "one": one} for one in filing.components_of(dossier_id)],
        "entry": dossiers.timeline(dossier_id)[0],
        "steps": step_bar("receipt", None),
    }
    return render(request, "portal/filing/receipt.html", context)


@require_safe
@signed_in
def file(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The receipt as a file that anyone can check offline."""
    dossier = dossiers.dossier(dossier_id, by=request.actor)
    response = HttpResponse(receipt_file(dossier_id), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="bien-nhan-{dossier.receipt_number}.json"'
    return response


@require_safe
@signed_in
def slip(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The receipt on paper, signed by the agency; made now if the worker has not made it yet."""
    dossiers.dossier(dossier_id, by=request.actor)
    made = ensure(dossier_id, "e_receipt", 1)
    return redirect("portal:paper", paper_id=made.paper_id)
