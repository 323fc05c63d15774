"""My dossiers: how each stands, what is asked of me, and what I can do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from hoso.base.errors import HosoError, Invalid, Refused, TooLarge
from hoso.catalogue import queries as catalogue
from hoso.dossiers import queries as dossiers
from hoso.dossiers.queries import DossierRecord
from hoso.filing import actions as filing_actions
from hoso.filing import queries as filing
from hoso.filing.actions.supplement import Addition
from hoso.filing.queries import RequestRecord
from hoso.followup import queries as followup
from hoso.law.states import State
from hoso.law.text import Text
from hoso.portal.doorway import for_owners, is_owner, signed_in
from hoso.portal.filing.slots import limits_of, signature_words
from hoso.portal.story import story_of
from hoso.portal.verify import verdict_of
from hoso.press.shapes import template_named
from hoso.results import queries as results
from hoso.screens.language import spoken
from hoso.slips import queries as slips

MORE = (
    Text("Đã nộp", "Filed"),
    Text("Tiếp nhận", "Accepted"),
    Text("Giải quyết", "In process"),
    Text("Có kết quả", "Result"),
)
PLACE = {
    State.SUBMITTED: 0,
    State.AWAITING_COMPLETION: 0,
    State.REFUSED: 0,
    State.ACCEPTED: 1,
    State.ISSUED: 3,
    State.RETURNED: 3,
}


@require_safe
@for_owners
def mine(request: HttpRequest) -> HttpResponse:
    """Drafts, messages and dossiers, the newest first."""
    page = dossiers.of_owner(request.actor, after=request.GET.get("sau"), size=20)
    context = {
        "page": page,
        "first_page": "sau" not in request.GET,
        "live": [one for one in page.rows if not one.state.is_end],
        "ended": [one for one in page.rows if one.state.is_end],
        "drafts": filing.drafts_of(request.actor),
        "notices": filing.notices_of(request.actor),
    }
    return render(request, "portal/dossiers.html", context)


@require_safe
@signed_in
def detail(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One dossier of one's own."""
    return dossier_page(request, dossiers.dossier(dossier_id, by=request.actor))


@require_http_methods(["GET", "POST"])
@for_owners
def supplement(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Answer what is asked: a file for each item, and words."""
    if request.method == "GET":
        return redirect("portal:dossier", dossier_id=dossier_id)
    record = dossiers.dossier(dossier_id, by=request.actor)
    asked = _open_request(dossier_id)
    additions = [
        Addition(item["component"], upload.name or "", upload)
        for number, item in enumerate(asked.items if asked else ())
        for upload in request.FILES.getlist(f"file-{number}")
    ]
    words = request.POST.get("words", "")[:4000]
    try:
        filing_actions.supplement(
            dossier_id, additions, by=request.actor, words=words, expect_seq=seen(request)
        )
    except (Invalid, TooLarge, Refused) as refusal:
        return dossier_page(request, record, supplement=refusal, typed={"words": words})
    done = Text("Đã nhận phần bổ sung của bạn.", "Your supplement was received.")
    return told(request, dossier_id, done)


@require_http_methods(["GET", "POST"])
@for_owners
def withdraw(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Take the dossier back, with a reason."""
    if request.method == "GET":
        return redirect("portal:dossier", dossier_id=dossier_id)
    record = dossiers.dossier(dossier_id, by=request.actor)
    reason = request.POST.get("reason", "")[:2000]
    try:
        filing_actions.withdraw(dossier_id, reason, by=request.actor, expect_seq=seen(request))
    except Invalid as refusal:
        return dossier_page(request, record, withdraw=refusal, typed={"reason": reason})
    return told(request, dossier_id, Text("Bạn đã rút hồ sơ.", "You withdrew the dossier."))


def seen(request: HttpRequest) -> int:
    """The journal line the page had seen; a page without it counts as stale."""
    given = request.POST.get("seq", "")
    return int(given) if given.isdecimal() and len(given) < 10 else -1


def told(request: HttpRequest, dossier_id: UUID, text: Text) -> HttpResponse:
    """Back to the dossier, with what was done."""
    messages.success(request, spoken(text))
    return redirect("portal:dossier", dossier_id=dossier_id)


def _open_request(dossier_id: UUID) -> RequestRecord | None:
    return next((one for one in filing.requests_of(dossier_id) if one.answered_at is None), None)


def dossier_page(
    request: HttpRequest, record: DossierRecord, *, typed: dict[str, str] | None = None, **refusals: HosoError
) -> HttpResponse:
    """The dossier; ``refusals`` by the place on the page where they belong, ``typed`` what must not be lost."""
    version = catalogue.version(record.version_id)
    names = {one.key: one.name for one in version.components}
    verbs = dossiers.open_verbs(record.id, by=request.actor)
    clock = filing.clock_for(record.id)
    fields = {name: text for one in refusals.values() for name, text in getattr(one, "fields", {}).items()}
    context: dict[str, Any] = {
        "dossier": record,
        "version": version,
        "verbs": verbs if is_owner(request.actor) else (),
        "clock": clock,
        "steps": _bar(record.state),
        "events": story_of(dossiers.timeline(record.id)),
        "asked": _asked(record, version),
        "components": [
            {
                "name": names.get(one.key, Text(one.key, one.key)),
                "one": one,
                "signatures": signature_words(one.paper) if one.paper else None,
            }
            for one in filing.components_of(record.id)
        ],
        "sections": filing.answers_of(record.id)[1],
        "slips": [
            {"title": template_named(one.form).title, "slip": one} for one in slips.slips_of(record.id)
        ],
        "results": [
            {"one": one, "verdict": verdict_of(one.paper.report), "revoked": followup.revocation_of(one.id)}
            for one in results.results_of(record.id, issued_only=True)
        ],
        "feedback": followup.feedback_of(record.id),
        "wrong": {name: one.text for name, one in refusals.items()},
        "fields": fields,
        "typed": typed or {},
        "problems": [(f"{name}-place", None, one.text) for name, one in refusals.items()],
        "crumbs": [
            {"label": Text("Hồ sơ của tôi", "My dossiers"), "url": "/ho-so/"},
            {"label": record.reference},
        ],
    }
    status = next((one.status for one in refusals.values()), 200)
    return render(request, "portal/dossier.html", context, status=status)


def _asked(record: DossierRecord, version: Any) -> dict[str, Any] | None:
    """The open request with the limits of each item's files."""
    found = _open_request(record.id)
    if found is None:
        return None
    slots = {one.key: one for one in version.components}
    items = [
        {**item, **(limits_of(slots[item["component"]]) if item["component"] in slots else {})}
        for item in found.items
    ]
    return {"request": found, "items": items}


def _bar(state: State) -> list[dict[str, Any]]:
    """The four stages everybody understands; a dossier that ended early stops where it was."""
    place = PLACE.get(state, 2)
    ended_well = state is State.RETURNED
    return [
        {
            "label": label,
            "state": "done" if number < place or ended_well else "now" if number == place else "next",
        }
        for number, label in enumerate(MORE)
    ]
