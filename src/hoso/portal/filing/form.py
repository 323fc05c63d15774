"""Step 1: the electronic form. Kept while one types; not filed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hoso.base import clock
from hoso.base.errors import HosoError
from hoso.catalogue import queries as catalogue
from hoso.catalogue.form_records import FormRecord
from hoso.catalogue.forms import validate_answers
from hoso.filing import actions
from hoso.filing import queries as filing
from hoso.filing.prefill import first_answers
from hoso.filing.queries import DraftRecord
from hoso.law.text import Text
from hoso.portal.doorway import for_owners
from hoso.portal.filing.steps import step_bar
from hoso.screens.eform import answers_in, eform, with_rows, without_blanks
from hoso.screens.language import spoken

SAVED = Text("Đã lưu lúc {at}, chưa nộp", "Saved at {at}, not yet filed")


@require_http_methods(["GET", "POST"])
@for_owners
def form(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Fill in; add or take away a row; go on when everything typed can be used."""
    draft = filing.draft(draft_id, by=request.actor)
    record = catalogue.version(draft.version_id).form
    if record is None:
        return redirect("portal:slots", draft_id=draft_id)
    if request.method == "GET":
        shown = _errors(record, draft.answers, complete=True) if "sua" in request.GET else {}
        return _page(request, draft, record, draft.answers, shown)
    act = request.POST.get("act", "next")
    answers = with_rows(answers_in(record, request.POST), act)
    kept = without_blanks(answers)
    actions.save_draft(draft_id, kept, by=request.actor, expect_revision=_seen(request))
    if act == "later":
        return redirect("portal:dossiers")
    draft = filing.draft(draft_id, by=request.actor)
    if act != "next":
        return _page(request, draft, record, answers, _errors(record, kept, complete=False))
    errors = _errors(record, kept, complete=True)
    if not errors:
        return redirect("portal:slots", draft_id=draft_id)
    return _page(request, draft, record, kept, errors, status=422)


@require_POST
@for_owners
def autosave(request: HttpRequest, draft_id: UUID) -> JsonResponse:
    """Keep what is typed so far; answers JSON with the instant and the new revision."""
    try:
        draft = filing.draft(draft_id, by=request.actor)
        record = catalogue.version(draft.version_id).form
        answers = without_blanks(answers_in(record, request.POST)) if record else {}
        saved_at, _ = actions.save_draft(draft_id, answers, by=request.actor, expect_revision=_seen(request))
        revision = filing.draft(draft_id, by=request.actor).revision
    except HosoError as refusal:
        return JsonResponse({"text": spoken(refusal.text)}, status=refusal.status)
    return JsonResponse(
        {"saved_at": saved_at.isoformat(), "text": saved_words(saved_at), "version": revision}
    )


def saved_words(saved_at: Any) -> str:
    """Đã lưu lúc 14:32, chưa nộp."""
    return spoken(SAVED.format(at=saved_at.astimezone(clock.VIETNAM).strftime("%H:%M")))


def _seen(request: HttpRequest) -> int | None:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else None


def _errors(record: FormRecord, answers: dict[str, Any], *, complete: bool) -> dict[str, Text]:
    today = clock.civil_day(clock.now())
    return validate_answers(record, answers, on=today, complete=complete)


def _page(
    request: HttpRequest,
    draft: DraftRecord,
    record: FormRecord,
    answers: dict[str, Any],
    errors: dict[str, Text],
    *,
    status: int = 200,
) -> HttpResponse:
    version = catalogue.version(draft.version_id)
    profile = first_answers(version, draft.owner)
    known = frozenset(name for name, value in profile.items() if answers.get(name) == value)
    drawn = eform(record, answers, errors=errors, known=known)
    context = {
        "draft": draft,
        "version": version,
        "record": record,
        "form": drawn,
        "problems": drawn.problems,
        "saved": saved_words(draft.saved_at),
        "steps": step_bar("form", draft.id),
    }
    return render(request, "portal/filing/form.html", context, status=status)
