"""Signing the form: download and upload, or in the browser in two phases."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoso.base.errors import HosoError, Invalid, TooLarge
from hoso.catalogue import queries as catalogue
from hoso.filing import actions
from hoso.filing import queries as filing
from hoso.law.text import Text
from hoso.papers.signing_sessions import UNREADABLE
from hoso.papers.titles import file_name_for
from hoso.portal.doorway import for_owners
from hoso.portal.filing.check import check_page
from hoso.portal.filing.slots import sent_file
from hoso.screens.language import spoken

SIGNED = Text("Tờ khai đã có chữ ký số của bạn.", "The form carries your digital signature.")


@require_safe
@for_owners
def unsigned(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The form as a PDF, to read, or to sign with one's own software."""
    try:
        composed = actions.unsigned_form(draft_id, by=request.actor)
    except Invalid as refusal:
        return check_page(
            request, filing.draft(draft_id, by=request.actor), {"sign": refusal.text}, status=refusal.status
        )
    title = catalogue.version(filing.draft(draft_id, by=request.actor).version_id).name.vi
    response = HttpResponse(composed.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{file_name_for(title)}"'
    return response


@require_http_methods(["GET", "POST"])
@for_owners
def upload(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Take the signed file back."""
    if request.method == "GET":
        return redirect("portal:check", draft_id=draft_id)
    try:
        sent = sent_file(request)
        actions.attach_signed_form(draft_id, sent, sent.name or "", by=request.actor)
    except (Invalid, TooLarge) as refusal:
        return check_page(
            request, filing.draft(draft_id, by=request.actor), {"sign": refusal.text}, status=refusal.status
        )
    messages.success(request, spoken(SIGNED))
    return redirect(reverse("portal:check", args=[draft_id]) + "#sign-place")


@require_POST
@for_owners
def prepare(request: HttpRequest, draft_id: UUID) -> JsonResponse:
    """Certificate in, signed attributes out: what the person's device is to sign."""
    try:
        asked = _json(request)
        chain = asked.get("chain", [])
        if not isinstance(chain, list):
            raise Invalid(UNREADABLE)
        ready = actions.sign_form_prepare(
            draft_id, str(asked.get("certificate", "")), [str(one) for one in chain], by=request.actor
        )
    except HosoError as refusal:
        return _refusal(refusal)
    return JsonResponse(
        {
            "session": str(ready.session_id),
            "attributes": ready.attributes,
            "digest_algorithm": ready.digest_algorithm,
            "document_sha256": ready.document_sha256,
        }
    )


@require_POST
@for_owners
def complete(request: HttpRequest, draft_id: UUID) -> JsonResponse:
    """The signature comes back; the signed form is laid into the draft."""
    try:
        asked = _json(request)
        try:
            session = UUID(str(asked.get("session", "")))
        except ValueError as unknown:
            raise Invalid(UNREADABLE) from unknown
        paper = actions.sign_form_complete(
            draft_id, session, str(asked.get("signature", "")), by=request.actor
        )
    except HosoError as refusal:
        return _refusal(refusal)
    messages.success(request, spoken(SIGNED))
    for note in paper.notes:
        messages.info(request, spoken(Text(note["vi"], note["en"])))
    return JsonResponse({"next": reverse("portal:check", args=[draft_id])})


def _json(request: HttpRequest) -> dict[str, Any]:
    try:
        asked = json.loads(request.body)
    except (ValueError, RecursionError) as fault:
        raise Invalid(UNREADABLE) from fault
    if not isinstance(asked, dict):
        raise Invalid(UNREADABLE)
    return asked


def _refusal(refusal: HosoError) -> JsonResponse:
    return JsonResponse({"text": spoken(refusal.text)}, status=refusal.status)
