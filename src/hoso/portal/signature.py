"""My digital signature: what I have, asking for one, the PIN, renewing, revoking."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoso.base import clock
from hoso.base.errors import Conflict, HosoError, Invalid, Refused, Unavailable
from hoso.base.identifiers import fold
from hoso.grants import actions
from hoso.grants import queries as grants
from hoso.law.grants import HOLDERS_REASONS
from hoso.law.text import Text
from hoso.parties import queries as parties
from hoso.parties.actors import Actor
from hoso.portal.doorway import for_owners
from hoso.screens.language import spoken

ASKED = Text(
    "Đã gửi yêu cầu. Hãy mang thẻ căn cước đến bộ phận một cửa bạn đã chọn để xác nhận.",
    "Your request was sent. Take your citizen card to the one-stop desk you chose.",
)
WITHDRAWN = Text("Đã rút yêu cầu.", "The request was withdrawn.")
READY = Text("Chữ ký số của bạn dùng được ngay bây giờ.", "Your digital signature can be used now.")
REVOKED = Text(
    "Đã thu hồi chữ ký số. Từ giờ không ai ký được bằng chữ ký này; những gì bạn đã ký trước đó vẫn có giá trị.",
    "The signature was revoked. Nobody can sign with it from now on; what you signed before stays valid.",
)


@require_safe
@for_owners
def mine(request: HttpRequest) -> HttpResponse:
    """What the person or firm has, and what can be done now."""
    return _page(request)


def _page(request: HttpRequest, wrong: dict[str, Text] | None = None, *, status: int = 200) -> HttpResponse:
    own = grants.own(request.actor)
    desks = parties.one_stops(clock.civil_day(clock.now())) if not (own.live or own.waiting) else ()
    context = {
        "own": own,
        "desks": desks,
        "nearest": _nearest(request.actor, desks),
        "wrong": wrong or {},
        "problems": [(f"{key}-place", None, text) for key, text in (wrong or {}).items()],
        "demonstration": settings.HOSO_DEMONSTRATION,
    }
    return render(request, "portal/signature.html", context, status=status)


def _nearest(by: Actor, desks: tuple[parties.AgencyRecord, ...]) -> str:
    """The desk that the person's address names, if it names one."""
    address = fold(parties.person(by.person_id).address) if by.person_id and desks else ""
    named = [one.id for one in desks if one.folded_name.removeprefix("uy ban nhan dan ") in address]
    return named[0] if len(named) == 1 else ""


@require_POST
@for_owners
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a free signature."""
    try:
        actions.request(request.POST.get("desk", "")[:40], by=request.actor)
    except (Invalid, Conflict) as refusal:
        return _page(request, {"desk": refusal.text}, status=refusal.status)
    messages.success(request, spoken(ASKED))
    return redirect("portal:signature")


@require_POST
@for_owners
def withdraw(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Take the request back."""
    try:
        actions.withdraw(grant_id, by=request.actor)
    except (Conflict, Unavailable) as refusal:
        return _page(request, {"waiting": refusal.text}, status=refusal.status)
    messages.success(request, spoken(WITHDRAWN))
    return redirect("portal:signature")


@require_POST
@for_owners
def renew(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Begin a renewal; the page then asks for the PIN."""
    try:
        actions.renew(grant_id, by=request.actor)
    except (Conflict, Refused) as refusal:
        return _page(request, {"live": refusal.text}, status=refusal.status)
    return redirect(reverse("portal:signature") + "#waiting-place")


@require_POST
@for_owners
def invite(request: HttpRequest, grant_id: UUID) -> JsonResponse:
    """Where this browser sends the PIN: to the issuing authority, not here."""
    return _as_json(lambda: _invitation(grant_id, request.actor))


def _invitation(grant_id: UUID, by: Actor) -> dict[str, str]:
    made = actions.invite(grant_id, by=by)
    return {"address": made.address, "ticket": made.ticket}


@require_POST
@for_owners
def collect(request: HttpRequest, grant_id: UUID) -> JsonResponse:
    """The key is made: take the certificate."""

    def take() -> dict[str, str]:
        actions.collect(grant_id, by=request.actor)
        messages.success(request, spoken(READY))
        return {"next": reverse("portal:signature")}

    return _as_json(take)


def _as_json(act: Any) -> JsonResponse:
    try:
        return JsonResponse(act())
    except HosoError as refusal:
        return JsonResponse({"text": spoken(refusal.text)}, status=refusal.status)


@require_http_methods(["GET", "POST"])
@for_owners
def revoke(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Say why, and end the signature."""
    record = grants.grant(grant_id, by=request.actor)
    wrong: dict[str, Text] = {}
    status = 200
    if request.method == "POST":
        try:
            actions.revoke(grant_id, request.POST.get("reason", ""), by=request.actor)
        except (Invalid, Conflict, Unavailable) as refusal:
            wrong, status = {"reason": refusal.text}, refusal.status
        else:
            messages.success(request, spoken(REVOKED))
            return redirect("portal:signature")
    context = {
        "grant": record,
        "reasons": [(one.value, one.label) for one in HOLDERS_REASONS],
        "chosen": request.POST.get("reason", ""),
        "wrong": wrong,
        "problems": [("reason-place", None, text) for text in wrong.values()],
        "crumbs": [
            {"label": Text("Chữ ký số", "Signature"), "url": reverse("portal:signature")},
            {"label": Text("Thu hồi", "Revoke")},
        ],
    }
    return render(request, "portal/signature_revoke.html", context, status=status)
