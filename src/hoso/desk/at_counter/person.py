"""The counter: who stands there, and what he came for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from hoso.base.errors import Conflict, Invalid, NotFound
from hoso.catalogue import queries as catalogue
from hoso.desk.doorway import officer, page
from hoso.desk.forms.counter import PersonForm
from hoso.dossiers.queries import Channel
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.papers.records import Owner
from hoso.papers.workers import pool
from hoso.parties import actions as parties_actions
from hoso.parties import queries as parties
from hoso.scan.citizen_card import CitizenCard, parse_citizen_card
from hoso.scan.codes import read_codes
from hoso.scan.sandbox import WorkerStopped

NO_CARD = Text(
    "Không đọc được mã QR của thẻ căn cước. Hãy quét lại, hoặc nhập thông tin bằng tay ở dưới.",
    "The card's QR code could not be read. Scan it again, or type the data below.",
)
MOST_PROCEDURES = 12
MOST_CARD_BYTES = 15 * 1024 * 1024
_SEX = {"nam": "male", "nữ": "female"}


@officer(Role.INTAKE_OFFICER)
def counter(request: HttpRequest) -> HttpResponse:
    """Find the person, by card, number or name; register him when he is new."""
    if request.method == "POST":
        return _read_card(request) if request.POST.get("do") == "card" else _register(request)
    return _show(request, PersonForm())


def _show(request: HttpRequest, form: PersonForm, *, status: int = 200, **more: Any) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    organisation = parties.organisation_by_tax_code(words) if words[:1].isdigit() else None
    context = {
        "q": words,
        "persons": parties.search_persons(words) if words else (),
        "organisation": organisation,
        "form": form,
        "drafts": filed.drafts_of(request.actor),
    }
    return page(request, "counter/person.html", {**context, **more}, status=status)


def _read_card(request: HttpRequest) -> HttpResponse:
    card = card_of(request)
    if card is None:
        return _show(request, PersonForm(), status=422, card_problem=NO_CARD)
    known = parties.person_by_personal_id(card.number)
    if known:
        return _to_procedures(person=known.id)
    form = PersonForm(
        initial={
            "full_name": card.full_name,
            "personal_id": card.number,
            "born_on": card.born_on,
            "sex": _SEX.get(card.sex.lower(), ""),
            "address": card.address,
        }
    )
    return _show(request, form, card=card)


def card_of(request: HttpRequest) -> CitizenCard | None:
    """The card whose QR text or picture was sent; None when it cannot be read."""
    texts = [request.POST.get("qr", "")]
    picture = request.FILES.get("picture")
    if picture is not None and picture.size <= MOST_CARD_BYTES:
        try:
            texts += [code.text for code in read_codes(picture.read(), pool=pool())]
        except WorkerStopped:
            return None
    return next((card for text in texts if (card := parse_citizen_card(text))), None)


def _register(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    said = {name: value for name, value in form.cleaned_data.items() if name != "seq"}
    try:
        made = parties_actions.register_person(by=request.actor, **said)
    except Invalid as refusal:
        form.show(refusal)
        return _show(request, form, status=422)
    except Conflict as known:
        form.add_error("personal_id", known.text.vi)
        there = parties.person_by_personal_id(said["personal_id"])
        return _show(request, form, status=409, known=there)
    return _to_procedures(person=made.id)


def _to_procedures(**owner: UUID) -> HttpResponseRedirect:
    name, value = next(iter(owner.items()))
    return HttpResponseRedirect(f"{reverse('desk:counter_procedure')}?{name}={value}")


@officer(Role.INTAKE_OFFICER)
def procedure(request: HttpRequest) -> HttpResponse:
    """What he came for: a published procedure; choosing one opens the draft."""
    given = request.POST if request.method == "POST" else request.GET
    owner, name = owner_of(given)
    problem, status = None, 200
    if request.method == "POST":
        try:
            draft = filing.open_draft(
                request.POST.get("code", ""),
                str(request.actor.agency_id),
                by=request.actor,
                channel=Channel.DIRECT,
                for_owner=owner,
            )
            return HttpResponseRedirect(reverse("desk:counter_draft", args=[draft]))
        except Invalid as refusal:
            problem, status = refusal.text, 422
    words = given.get("q", "").strip()[:200]
    found = catalogue.published(words, limit=MOST_PROCEDURES)
    context = {
        "owner": owner,
        "owner_name": name,
        "q": words,
        "rows": found.items,
        "problem": problem,
    }
    return page(request, "counter/procedure.html", context, status=status)


def owner_of(given: Any) -> tuple[Owner, str]:
    """The person or organisation that was chosen, with the name. Raises ``NotFound``."""
    try:
        if given.get("organisation"):
            found = parties.organisation(UUID(given["organisation"]))
            return Owner(None, found.id), found.name
        person = parties.person(UUID(given.get("person", "")))
        return Owner(person.id, None), person.full_name
    except ValueError as unknown:
        raise NotFound(Text("Hãy chọn người nộp trước.", "Choose the applicant first.")) from unknown
