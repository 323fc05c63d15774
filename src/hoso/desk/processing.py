"""Work on a dossier: worklists, who works on it, steps, opinions, a new date, a stop."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from hoso.base import clock
from hoso.base.errors import NotFound
from hoso.desk.doorway import WORKERS, counts, officer, page
from hoso.desk.forms.processing import (
    AnswerForm,
    HandOverForm,
    NewDateForm,
    OfficerForm,
    OpinionForm,
    ReasonForm,
)
from hoso.desk.verbs import UNPROCESSABLE, VerbPage, answer, at_once, attempt, first, plain
from hoso.desk.workspace import Workspace
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.parties import queries as parties
from hoso.processing import actions
from hoso.processing import queries as processing
from hoso.screens.language import spoken

LISTS = (
    ("mine", Text("Của tôi", "Mine")),
    ("unit", Text("Của đơn vị", "My unit")),
    ("unassigned", Text("Chưa phân công", "Unassigned")),
    ("today", Text("Đến hạn hôm nay", "Due today")),
    ("overdue", Text("Quá hạn", "Overdue")),
    ("proposed", Text("Đã trình ký", "Proposed")),
    ("decided", Text("Đã ký, chờ phát hành", "Decided")),
)


@officer(*WORKERS, Role.COMPETENT_OFFICER, Role.RECORDS_OFFICER)
def work(request: HttpRequest) -> HttpResponse:
    """A worklist of the actor's agency, the earliest due date first."""
    usual = "mine" if request.actor.has(Role.CASE_OFFICER) else "unit"
    asked = request.GET.get("muc", usual)
    kind = asked if asked in dict(LISTS) else usual
    after = request.GET.get("sau")
    found = processing.worklist(request.actor, kind, after=after)
    waits = counts(request.actor)
    context = {
        "tabs": [(name, label, getattr(waits, name)) for name, label in LISTS],
        "kind": kind,
        "rows": found.rows,
        "next": found.after,
        "after": after,
        "now": clock.now(),
    }
    return page(request, "processing/work.html", context)


ASSIGN = VerbPage(
    "processing.assign",
    Text("Phân công xử lý", "Assign"),
    Text("Phân công", "Assign"),
    Text("Đã phân công hồ sơ.", "Assigned."),
)


@officer(*WORKERS)
def assign(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The head chooses a case officer; a case officer takes it himself."""

    def make(space: Workspace, data: Any, files: Any) -> OfficerForm:
        people = _officers(space)
        if not request.actor.has(Role.HEAD):
            people = [one for one in people if one[0] == str(request.actor.account_id)]
        return OfficerForm(data, officers=people, initial=first(space, officer=str(request.actor.account_id)))

    return answer(
        request,
        dossier_id,
        ASSIGN,
        make,
        lambda form: actions.assign(
            dossier_id,
            UUID(form.cleaned_data["officer"]),
            by=request.actor,
            expect_seq=form.cleaned_data["seq"],
        ),
    )


def _officers(space: Workspace) -> list[tuple[str, str]]:
    known = parties.officers(space.record.agency_id, Role.CASE_OFFICER)
    return [(str(one.account_id), f"{one.name} – {one.title}" if one.title else one.name) for one in known]


HAND_OVER = VerbPage(
    "processing.hand_over",
    Text("Chuyển người xử lý", "Hand over"),
    Text("Chuyển", "Hand over"),
    Text("Đã chuyển hồ sơ.", "Handed over."),
    Text("Thời hạn vẫn tiếp tục tính.", "The clock goes on."),
)


@officer(*WORKERS)
def hand_over(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """To a colleague, with the reason."""
    return answer(
        request,
        dossier_id,
        HAND_OVER,
        lambda space, data, files: HandOverForm(data, officers=_officers(space), initial=first(space)),
        lambda form: actions.hand_over(
            dossier_id,
            UUID(form.cleaned_data["officer"]),
            form.cleaned_data["reason"],
            by=request.actor,
            expect_seq=form.cleaned_data["seq"],
        ),
    )


@officer(Role.CASE_OFFICER)
def complete_step(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Tick a step of the process."""
    return at_once(
        request,
        dossier_id,
        lambda seq: actions.complete_step(
            dossier_id,
            request.POST.get("step", ""),
            request.POST.get("note", ""),
            by=request.actor,
            expect_seq=seq,
        ),
        Text("Đã ghi nhận bước xử lý.", "The step is done."),
    )


ASK_OPINION = VerbPage(
    "processing.ask_opinion",
    Text("Xin ý kiến cơ quan khác", "Ask an opinion"),
    Text("Gửi xin ý kiến", "Ask"),
    Text("Đã gửi xin ý kiến.", "The opinion was asked."),
    Text(
        "Thời hạn của hồ sơ vẫn tiếp tục; trả lời muộn được ghi lại.",
        "The dossier's clock goes on; a late answer stays visible.",
    ),
    template="processing/ask_opinion.html",
)
MOST_FOUND = 12
ANSWERED = Text("Đã gửi ý kiến.", "The opinion was sent.")


@officer(Role.CASE_OFFICER)
def ask_opinion(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Find the agency, put the question, name the day."""
    words = request.GET.get("q", "") or request.POST.get("q", "")
    today = clock.civil_day(clock.now())
    found = parties.search_agencies(words, on=today, most=MOST_FOUND) if words else ()
    chosen = [(one.id, one.name) for one in found]

    def make(space: Workspace, data: Any, files: Any) -> OpinionForm:
        return OpinionForm(data, agencies=chosen, initial=first(space))

    return answer(
        request,
        dossier_id,
        ASK_OPINION,
        make,
        lambda form: actions.ask_opinion(
            dossier_id,
            form.cleaned_data["agency"],
            form.cleaned_data["question"],
            form.cleaned_data["answer_by"],
            by=request.actor,
            expect_seq=form.cleaned_data["seq"],
        ),
        lambda space, form: {"q": words, "found": chosen},
    )


@officer(*WORKERS)
def opinions(request: HttpRequest) -> HttpResponse:
    """What other agencies ask of mine, the earliest due first."""
    rows = processing.opinions_waiting(request.actor)
    today = clock.civil_day(clock.now())
    return page(request, "processing/opinions.html", {"rows": rows, "today": today})


@officer(*WORKERS)
def give_opinion(request: HttpRequest, opinion_id: UUID) -> HttpResponse:
    """The question, the dossier beside it, and the answer."""
    asked = next((one for one in processing.opinions_waiting(request.actor) if one.id == opinion_id), None)
    if asked is None:
        raise NotFound(Text("Không có yêu cầu cho ý kiến này.", "There is no such request for an opinion."))
    form, status = AnswerForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        answered = attempt(
            form,
            lambda filled: actions.give_opinion(opinion_id, filled.cleaned_data["answer"], by=request.actor),
        )
        if answered is None:
            messages.success(request, spoken(ANSWERED))
            return HttpResponseRedirect(reverse("desk:opinions"))
        status = UNPROCESSABLE
    space = Workspace.of(asked.dossier_id, request)
    context = {"space": space, "asked": asked, "form": form}
    return page(request, "processing/give_opinion.html", context, status=status)


APOLOGISE = VerbPage(
    "processing.apologise",
    Text("Xin lỗi và hẹn lại ngày trả", "Apologise and give a new date"),
    Text("Gửi xin lỗi và hẹn lại", "Send"),
    Text("Đã xin lỗi và hẹn lại; phiếu (mẫu 04) đang được lập.", "Done; Form 04 is being made."),
    Text("Chỉ được hẹn lại tối đa một lần.", "A new date may be given at most once."),
)


apologise = officer(Role.HEAD)(plain(APOLOGISE, NewDateForm, actions.apologise, "new_due_on", "reason"))


STOP = VerbPage(
    "processing.stop",
    Text("Dừng xử lý hồ sơ", "Stop the dossier"),
    Text("Dừng xử lý", "Stop"),
    Text("Đã dừng xử lý; thông báo (mẫu 05) đang được lập.", "Stopped; Form 05 is being made."),
    Text("Hồ sơ sẽ kết thúc, không mở lại được.", "This ends the dossier; it cannot be reopened."),
    warning=True,
)


stop = officer(Role.HEAD)(plain(STOP, ReasonForm, actions.stop, "reason"))
