"""What the owner has to say about his dossier: that paper was asked for again, and how it went."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from hoso.base.errors import Invalid
from hoso.dossiers import queries as dossiers
from hoso.followup import actions
from hoso.law.text import Text
from hoso.portal.doorway import for_owners
from hoso.portal.dossiers import dossier_page, seen, told

THANKS = Text("Cảm ơn bạn đã đánh giá.", "Thank you for your feedback.")
NOTED = Text(
    "Đã ghi nhận. Bạn không phải nộp lại giấy đã có bản điện tử hợp lệ; người giám sát thấy báo cáo này ngay.",
    "Noted. You need not hand in what is held electronically; those who supervise see your report at once.",
)


@require_http_methods(["GET", "POST"])
@for_owners
def feedback(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """How it went, told once."""
    if request.method == "GET":
        return redirect("portal:dossier", dossier_id=dossier_id)
    record = dossiers.dossier(dossier_id, by=request.actor)
    given = request.POST.get("stars", "")
    words = request.POST.get("words", "")
    stars = int(given) if given in {"1", "2", "3", "4", "5"} else 0
    try:
        actions.feedback(dossier_id, stars, words, by=request.actor, expect_seq=seen(request))
    except Invalid as refusal:
        return dossier_page(
            request, record, feedback=refusal, typed={"feedback_words": words, "stars": given}
        )
    return told(request, dossier_id, THANKS)


@require_http_methods(["GET", "POST"])
@for_owners
def report_paper_request(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """“I was asked for paper again”, at any time."""
    if request.method == "GET":
        return redirect("portal:dossier", dossier_id=dossier_id)
    record = dossiers.dossier(dossier_id, by=request.actor)
    what = request.POST.get("what", "")
    try:
        actions.report_paper_request(dossier_id, what, by=request.actor, expect_seq=seen(request))
    except Invalid as refusal:
        return dossier_page(request, record, asked_for_paper=refusal, typed={"what": what})
    return told(request, dossier_id, NOTED)
