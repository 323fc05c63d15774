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
from hoso.portal.filing.fields import parts_of, problems, typed
from hoso.portal.filing.steps import step_bar
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
    answers = typed(record, request.POST)
    act, _, target = request.POST.get("act", "next").partition(":")
    if act in {"add", "remove"}:
        answers = _with_rows(answers, act, target)
    actions.save_draft(
        draft_id, _without_empty_rows(answers), by=request.actor, expect_revision=_seen(request)
    )
    if act == "later":
        return redirect("portal:dossiers")
    errors = _errors(record, answers, complete=act == "next")
    if act == "next" and not errors:
        return redirect("portal:slots", draft_id=draft_id)
    draft = filing.draft(draft_id, by=request.actor)
    return _page(request, draft, record, answers, errors, status=422 if act == "next" else 200)


@require_POST
@for_owners
def autosave(request: HttpRequest, draft_id: UUID) -> JsonResponse:
    """Keep what is typed so far; answers JSON with the instant and the new revision."""
    try:
        draft = filing.draft(draft_id, by=request.actor)
        record = catalogue.version(draft.version_id).form
        answers = typed(record, request.POST) if record else {}
        saved_at, _ = actions.save_draft(
            draft_id, _without_empty_rows(answers), by=request.actor, expect_revision=_seen(request)
        )
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
    return validate_answers(record, _without_empty_rows(answers), on=today, complete=complete)


def _with_rows(answers: dict[str, Any], act: str, target: str) -> dict[str, Any]:
    """One more empty row, or one less, in a repeated section."""
    name, _, place = target.partition(":")
    rows = answers.get(name)
    if not isinstance(rows, list):
        return answers
    if act == "add":
        return answers | {name: [*rows, {}]}
    gone = int(place) if place.isdecimal() else -1
    return answers | {name: [row for number, row in enumerate(rows) if number != gone]}


def _without_empty_rows(answers: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [row for row in value if row] if isinstance(value, list) else value
        for name, value in answers.items()
    }


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
    context = {
        "draft": draft,
        "version": version,
        "record": record,
        "parts": parts_of(record, answers, errors, known=known),
        "problems": list(problems(record, errors)),
        "saved": saved_words(draft.saved_at),
        "steps": step_bar("form", draft.id),
    }
    return render(request, "portal/filing/form.html", context, status=status)
