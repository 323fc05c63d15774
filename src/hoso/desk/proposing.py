"""Drafting the result: what the officer enters, the document as it will look, and only then the proposal."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from hoso.base.errors import Invalid
from hoso.catalogue.form_records import FormRecord
from hoso.desk.doorway import officer, page
from hoso.desk.forms.processing import DenyForm
from hoso.desk.verbs import UNPROCESSABLE, back_to, first, seq_of, why_not
from hoso.desk.workspace import Workspace
from hoso.law.citations import cite
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.papers.workers import pool
from hoso.press.compose import Composed
from hoso.processing import actions
from hoso.scan.preview import preview
from hoso.screens.eform import answers_in, eform, with_rows, without_blanks
from hoso.screens.language import spoken

VERB = "processing.propose"
FROM_ANSWER = "answer:"
SEE_FIRST = Text(
    "Nội dung đã thay đổi sau lần xem trước. Hãy xem lại văn bản bên dưới rồi trình.",
    "It changed since the preview. Look at the document below again, then propose.",
)
DONE = Text("Đã trình kết quả để ký.", "The result was proposed for signature.")


@officer(Role.CASE_OFFICER)
def propose(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Grant or deny: the officer's own facts, a look at the composed document, then the proposal."""
    space = Workspace.of(dossier_id, request)
    if request.method != "POST":
        if VERB not in space.verbs:
            raise why_not(space, VERB)
        return _page(request, space, "deny" if request.GET.get("kq") == "deny" else "grant", _known(space))
    outcome = "deny" if request.POST.get("outcome") == "deny" else "grant"
    given = _given(request, space, outcome)
    act = request.POST.get("act", "")
    if act:
        return _page(request, space, outcome, with_rows(given, act))
    given = without_blanks(given)
    try:
        return _look_or_propose(request, space, outcome, given)
    except Invalid as refusal:
        return _page(request, space, outcome, given, refusal=refusal, status=UNPROCESSABLE)


def _look_or_propose(
    request: HttpRequest, space: Workspace, outcome: str, given: Mapping[str, object]
) -> HttpResponse:
    mark = _mark(outcome, given)
    seen = request.POST.get("seen", "") == mark
    if request.POST.get("step") == "propose" and seen:
        actions.propose(
            space.record.id,
            outcome,
            by=request.actor,
            expect_seq=seq_of(request),
            **_arguments(outcome, given),
        )
        messages.success(request, spoken(DONE))
        return back_to(space.record.id)
    made = actions.preview_of(space.record.id, outcome, by=request.actor, **_arguments(outcome, given))
    changed = request.POST.get("step") == "propose"
    return _page(request, space, outcome, given, made=made, mark=mark, notice=SEE_FIRST if changed else None)


def _arguments(outcome: str, given: Mapping[str, object]) -> dict[str, Any]:
    return {"entries": given} if outcome == "grant" else {name: str(given.get(name, "")) for name in _DENIAL}


_DENIAL = ("reason", "articles")


def _given(request: HttpRequest, space: Workspace, outcome: str) -> dict[str, object]:
    if outcome == "deny":
        return {name: request.POST.get(name, "") for name in _DENIAL}
    record = _entry_form(space)
    return answers_in(record, request.POST) if record else {}


def _entry_form(space: Workspace) -> FormRecord | None:
    return space.version.result.entry_form if space.version.result else None


def _known(space: Workspace) -> dict[str, object]:
    """What the applicant has answered already need not be typed again."""
    record, answers = _entry_form(space), space.answers[0]
    if record is None:
        return {}
    found = {
        field.name: answers.get(field.prefill.removeprefix(FROM_ANSWER))
        for field in record.fields()
        if field.prefill and field.prefill.startswith(FROM_ANSWER)
    }
    return {name: value for name, value in found.items() if value not in (None, "")}


def _against(space: Workspace) -> dict[str, str]:
    """What the certifier found against an original, with the articles: the words of a refusal."""
    against = [ground for one in space.originals if one.comparison for ground in one.comparison.grounds]
    grounds = dict.fromkeys(against)
    if not grounds:
        return {}
    return {
        "reason": "\n".join(ground.label.vi for ground in grounds),
        "articles": "\n".join(cite(ground.source) for ground in grounds),
    }


def _mark(outcome: str, given: Mapping[str, object]) -> str:
    """Equal for equal content: what is proposed is what was looked at."""
    return hashlib.sha256(json.dumps([outcome, given], sort_keys=True, default=str).encode()).hexdigest()


def _page(
    request: HttpRequest,
    space: Workspace,
    outcome: str,
    given: Mapping[str, object],
    *,
    made: Composed | None = None,
    mark: str = "",
    notice: Text | None = None,
    refusal: Invalid | None = None,
    status: int = 200,
) -> HttpResponse:
    record, wrong = _entry_form(space), refusal.fields if refusal else {}
    found = {**first(space), **_against(space)}
    deny = DenyForm(given if given and outcome == "deny" else None, initial=found)
    if refusal and outcome == "deny" and deny.is_valid():
        deny.show(refusal)
    context = {
        "space": space,
        "outcome": outcome,
        "entry": eform(record, given, errors=wrong) if record and outcome == "grant" else None,
        "deny": deny if outcome == "deny" else None,
        "pictures": _pictures(made) if made else [],
        "made": made,
        "mark": mark,
        "notice": notice,
        "refusal": refusal,
        "seq": seq_of(request) if request.method == "POST" else space.record.seq,
    }
    return page(request, "processing/propose.html", context, status=status)


def _pictures(made: Composed) -> list[str]:
    """The pages of the draft as pictures inside the page: nothing is kept before it is proposed."""
    pages = [preview(made.pdf, n, pool=pool()) for n in range(made.pages)]
    return [f"data:image/webp;base64,{base64.b64encode(picture).decode()}" for picture in pages]
