"""Free signatures at the counter: what waits, the card, and ending one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from hoso.base.errors import Conflict, HosoError, Invalid
from hoso.desk.at_counter.person import NO_CARD, card_of, owner_of
from hoso.desk.doorway import officer, page
from hoso.desk.forms.base import VerbForm
from hoso.desk.forms.signatures import CardForm, RefuseForm, RevokeForm
from hoso.grants import actions
from hoso.grants import queries as grants
from hoso.law.grants import GrantState
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.screens.language import spoken

CONFIRMED = Text(
    "Đã xác nhận danh tính. Người yêu cầu đặt mã PIN trong tài khoản của mình, mục “Chữ ký số”.",
    "The identity is confirmed. The person chooses a PIN in the own account, under “Signature”.",
)
REFUSED = Text("Đã từ chối; người yêu cầu đọc được lý do.", "Refused; the person can read why.")
REVOKED = Text("Đã thu hồi chữ ký số.", "The signature was revoked.")


@officer(Role.INTAKE_OFFICER)
def signatures(request: HttpRequest) -> HttpResponse:
    """What waits for the desk's eyes, or what was searched for; a request for the person present."""
    problem, status = None, 200
    if request.method == "POST":
        owner, _ = owner_of(request.POST)
        try:
            made = actions.request("", by=request.actor, owner=owner)
            return HttpResponseRedirect(reverse("desk:signature", args=[made]))
        except (Invalid, Conflict) as refusal:
            problem, status = refusal.text, refusal.status
    words = request.GET.get("q", "").strip()[:200]
    context = {"rows": grants.at_desk(request.actor, words), "q": words, "problem": problem}
    return page(request, "counter/signatures.html", context, status=status)


@officer(Role.INTAKE_OFFICER)
def signature(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """One request with the card beside it, or one certificate that may be ended."""
    record = grants.grant(grant_id, by=request.actor)
    if request.method == "POST":
        return _do(request, record)
    return _show(request, record)


def _show(
    request: HttpRequest, record: grants.GrantRecord, *, status: int = 200, **more: Any
) -> HttpResponse:
    context: dict[str, Any] = {"one": record, "card": CardForm(), "refusing": RefuseForm()}
    context |= {"revoking": RevokeForm(), "State": GrantState}
    return page(request, "counter/signature.html", {**context, **more}, status=status)


def _do(request: HttpRequest, record: grants.GrantRecord) -> HttpResponse:
    doing, by = request.POST.get("do"), request.actor
    if doing == "card":
        return _read(request, record)
    if doing == "refuse":
        form: VerbForm = RefuseForm(request.POST)
        return _attempt(
            request, record, "refusing", form, REFUSED,
            lambda said: actions.refuse(record.id, said["ground"], by=by),
        )  # fmt: skip
    if doing == "revoke":
        form = RevokeForm(request.POST)
        return _attempt(
            request, record, "revoking", form, REVOKED,
            lambda said: actions.revoke(record.id, said["reason"], said["ground"], by=by),
        )  # fmt: skip
    form = CardForm(request.POST)
    return _attempt(
        request, record, "card", form, CONFIRMED,
        lambda said: actions.confirm(
            record.id, said["number"], said["full_name"], by=by, born_on=said["born_on"],
            read="qr" if said["read"] == "qr" else "typed",
        ),
    )  # fmt: skip


def _read(request: HttpRequest, record: grants.GrantRecord) -> HttpResponse:
    card = card_of(request)
    if card is None:
        return _show(request, record, status=422, card_problem=NO_CARD)
    said = {"number": card.number, "full_name": card.full_name, "born_on": card.born_on, "read": "qr"}
    return _show(request, record, card=CardForm(initial=said), doubts=card.doubts)


def _attempt(
    request: HttpRequest,
    record: grants.GrantRecord,
    name: str,
    form: VerbForm,
    done: Text,
    act: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Conflict:
            raise
        except HosoError as refusal:
            form.show(refusal)
            return _show(request, record, status=refusal.status, form=form, **{name: form})
        messages.success(request, spoken(done))
        return HttpResponseRedirect(reverse("desk:signatures"))
    return _show(request, record, status=422, form=form, **{name: form})
