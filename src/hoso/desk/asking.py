"""Asking the owner once for everything: the same form at intake (Form 02, before acceptance) and in processing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from hoso.desk.doorway import officer, page
from hoso.desk.forms.base import VerbForm
from hoso.desk.forms.intake import AskForm
from hoso.desk.forms.supplement import SupplementForm
from hoso.desk.verbs import UNPROCESSABLE, VerbPage, answer, attempt, back_to, first, why_not
from hoso.desk.workspace import Workspace
from hoso.filing import actions as filing
from hoso.filing.actions.supplement import Addition
from hoso.filing.requests import Wanted
from hoso.intake import actions as intake
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.processing import actions as processing
from hoso.screens.language import spoken

COMPLETION = VerbPage(
    "intake.request_completion",
    Text("Yêu cầu hoàn thiện hồ sơ", "Ask to complete the dossier"),
    Text("Gửi yêu cầu", "Send the request"),
    Text("Đã gửi yêu cầu hoàn thiện cho người nộp.", "The request was sent to the applicant."),
)
SUPPLEMENT = VerbPage(
    "processing.request_supplement",
    Text("Yêu cầu bổ sung hồ sơ", "Ask for a supplement"),
    Text("Gửi yêu cầu", "Send the request"),
    Text("Đã gửi yêu cầu bổ sung; thời hạn tạm dừng.", "The request was sent; the clock stands still."),
)


@officer(Role.INTAKE_OFFICER)
def request_completion(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Before acceptance: everything that is missing, once."""
    return _ask(request, dossier_id, COMPLETION, intake.request_completion)


@officer(Role.CASE_OFFICER)
def request_supplement(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """While it is worked on: everything that is missing, once; the clock stands still."""
    return _ask(request, dossier_id, SUPPLEMENT, processing.request_supplement)


def _ask(request: HttpRequest, dossier_id: UUID, what: VerbPage, verb: Callable[..., None]) -> HttpResponse:
    space = Workspace.of(dossier_id, request)
    asked_before = bool(space.requests)
    sent = request.POST if request.method == "POST" else None
    form = AskForm(sent, lines=space.components, asked_before=asked_before, initial=first(space))
    context: dict[str, Any] = {"space": space, "what": what, "form": form, "refused": (), "letter": None}
    if sent is None:
        if what.verb not in space.verbs:
            raise why_not(space, what.verb)
        return page(request, "dossier/ask.html", context)
    if "send" not in request.POST:
        if form.is_valid():
            context["letter"] = {"items": _wanted(form), "reason": form.cleaned_data["reason"]}
        return page(request, "dossier/ask.html", context, status=200 if form.is_valid() else UNPROCESSABLE)
    refused = attempt(form, lambda filled: _send(filled, dossier_id, request, verb))
    if refused is None:
        messages.success(request, spoken(what.done))
        return back_to(dossier_id)
    return page(request, "dossier/ask.html", {**context, "refused": refused}, status=UNPROCESSABLE)


def _send(form: VerbForm, dossier_id: UUID, request: HttpRequest, verb: Callable[..., None]) -> None:
    said = form.cleaned_data
    verb(
        dossier_id,
        _wanted(form),
        said["reason"],
        by=request.actor,
        second_ground=said.get("second_ground", ""),
        expect_seq=said["seq"],
    )


def _wanted(form: Any) -> list[Wanted]:
    said = form.cleaned_data
    return [
        Wanted(
            line.key,
            line.name.vi,
            said[f"what-{line.key}"] or "Nộp bổ sung giấy tờ này",
            said.get(f"override-{line.key}", ""),
            said.get(f"basis-{line.key}", ""),
        )
        for line in form.lines
        if said[f"tick-{line.key}"]
    ]


BRING = VerbPage(
    "filing.supplement",
    Text("Nhận bổ sung tại quầy", "Take a supplement at the counter"),
    Text("Ghi nhận bổ sung", "Take the supplement"),
    Text("Đã ghi nhận phần bổ sung.", "The supplement was taken."),
    upload=True,
)


@officer(Role.INTAKE_OFFICER)
def supplement(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The owner answers the request at the counter: his papers in the place of those they correct."""

    def act(form: Any) -> None:
        additions = [
            Addition(key, upload.name, upload) for key, uploads in form.papers().items() for upload in uploads
        ]
        filing.supplement(
            dossier_id,
            additions,
            by=request.actor,
            words=form.cleaned_data["words"],
            expect_seq=form.cleaned_data["seq"],
        )

    return answer(
        request,
        dossier_id,
        BRING,
        lambda space, data, files: SupplementForm(
            data, files, items=_open_items(space), initial=first(space)
        ),
        act,
    )


def _open_items(space: Workspace) -> list[dict[str, str]]:
    waiting = next((one for one in reversed(space.requests) if one.answered_at is None), None)
    return list(waiting.items) if waiting else []
