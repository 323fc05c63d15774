"""Decisions and their issue: signing, sending back, sealing, returning; several at a time where that is usual."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse

from hoso.base.errors import HosoError
from hoso.desk.doorway import officer, page
from hoso.desk.forms.base import ManyUploads, VerbForm, contents_of
from hoso.desk.forms.processing import ReasonForm
from hoso.desk.verbs import VerbPage, answer, at_once, first
from hoso.dossiers import queries as dossiers
from hoso.dossiers.queries import DossierRecord
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.processing import queries as processing
from hoso.results import actions
from hoso.results.actions.returning import HOW

DECIDE = VerbPage(
    "results.decide",
    Text("Ký quyết định", "Sign the decision"),
    Text("Ký số", "Sign"),
    Text("Đã ký. Hồ sơ chuyển văn thư đóng dấu, phát hành.", "Signed. It goes to the records officer."),
    Text(
        "Hãy đọc dự thảo ở bên. Khi ký, văn bản được lấy số và mang chữ ký số của bạn.",
        "Read the draft beside this. Signing numbers the document and puts your signature on it.",
    ),
    template="results/decide.html",
)


class DecideForm(VerbForm):
    """Which draft the officer saw."""

    proposal = forms.UUIDField(widget=forms.HiddenInput)


class ReturnForm(VerbForm):
    """How the result reached its owner."""

    how = forms.ChoiceField(
        label=Text("Trả kết quả bằng cách nào", "How it is returned"),
        choices=[(name, HOW[name]) for name in ("desk", "post", "account")],
        widget=forms.RadioSelect,
    )


class PaperForm(VerbForm):
    """The scan of the paper result."""

    files = ManyUploads()


@officer(Role.COMPETENT_OFFICER)
def decide(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Sign what was proposed, having seen it."""
    return answer(
        request,
        dossier_id,
        DECIDE,
        lambda space, data, files: DecideForm(
            data, initial=first(space, proposal=space.proposal.id if space.proposal else None)
        ),
        lambda form: actions.decide(
            dossier_id,
            by=request.actor,
            proposal_id=form.cleaned_data["proposal"],
            expect_seq=form.cleaned_data["seq"],
        ),
    )


REWORK = VerbPage(
    "results.rework",
    Text("Trả lại để sửa dự thảo", "Send the draft back"),
    Text("Trả lại", "Send back"),
    Text("Đã trả lại cho công chức thụ lý.", "Sent back to the case officer."),
)


@officer(Role.COMPETENT_OFFICER)
def rework(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Send it back, saying what is to change."""
    return answer(
        request,
        dossier_id,
        REWORK,
        lambda space, data, files: ReasonForm(data, initial=first(space)),
        lambda form: actions.rework(
            dossier_id, form.cleaned_data["reason"], by=request.actor, expect_seq=form.cleaned_data["seq"]
        ),
    )


@officer(Role.RECORDS_OFFICER)
def issue(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Seal it and issue it."""
    return at_once(
        request,
        dossier_id,
        lambda seq: actions.issue(dossier_id, by=request.actor, expect_seq=seq),
        Text("Đã đóng dấu và phát hành kết quả.", "Sealed and issued."),
    )


DIGITISE = VerbPage(
    "results.digitise_paper",
    Text("Số hóa kết quả giấy", "Digitise the paper result"),
    Text("Số hóa và đóng dấu", "Digitise and seal"),
    Text("Đã số hóa và đóng dấu bản điện tử của kết quả giấy.", "The paper result is digitised and sealed."),
    upload=True,
)


@officer(Role.RECORDS_OFFICER)
def digitise_result(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The electronic copy of a result that the law demands on paper."""
    return answer(
        request,
        dossier_id,
        DIGITISE,
        lambda space, data, files: PaperForm(data, files, initial=first(space)),
        lambda form: actions.digitise_paper(
            dossier_id,
            contents_of(form.cleaned_data["files"]),
            by=request.actor,
            expect_seq=form.cleaned_data["seq"],
        ),
    )


RETURN = VerbPage(
    "results.return_result",
    Text("Trả kết quả", "Return the result"),
    Text("Ghi nhận đã trả", "Note the return"),
    Text("Đã trả kết quả.", "The result was returned."),
)


@officer(Role.INTAKE_OFFICER)
def return_result(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Note that its owner has it, and how."""
    return answer(
        request,
        dossier_id,
        RETURN,
        lambda space, data, files: ReturnForm(data, initial=first(space, how="desk")),
        lambda form: actions.return_result(
            dossier_id, form.cleaned_data["how"], by=request.actor, expect_seq=form.cleaned_data["seq"]
        ),
    )


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one of several."""

    record: DossierRecord
    ok: bool
    text: Text


@dataclass(frozen=True, slots=True)
class Batch:
    """A list from which several are done with one confirmation."""

    kind: str
    title: Text
    button: Text
    question: Text
    done: Text
    empty: Text


SIGN = Batch(
    "proposed",
    Text("Hồ sơ chờ ký", "To sign"),
    Text("Ký các hồ sơ đã chọn", "Sign the chosen"),
    Text("Ký số {n} quyết định dưới đây?", "Sign these {n} decisions?"),
    Text("Đã ký", "Signed"),
    Text("Không có hồ sơ nào chờ ký", "Nothing waits for signature"),
)
SEAL = Batch(
    "decided",
    Text("Hồ sơ chờ đóng dấu, phát hành", "To seal and issue"),
    Text("Đóng dấu và phát hành các hồ sơ đã chọn", "Seal and issue the chosen"),
    Text("Đóng dấu và phát hành {n} kết quả dưới đây?", "Seal and issue these {n} results?"),
    Text("Đã phát hành", "Issued"),
    Text("Không có hồ sơ nào chờ đóng dấu", "Nothing waits for the seal"),
)


@officer(Role.COMPETENT_OFFICER)
def to_sign(request: HttpRequest) -> HttpResponse:
    """What waits for the signature; several may be signed with one confirmation."""

    def sign(picked: UUID, seq: int) -> None:
        actions.decide(picked, by=request.actor, expect_seq=seq)

    return _batch(request, SIGN, sign)


@officer(Role.RECORDS_OFFICER)
def to_seal(request: HttpRequest) -> HttpResponse:
    """What waits for the seal; several may be issued with one confirmation."""

    def seal(picked: UUID, seq: int) -> None:
        actions.issue(picked, by=request.actor, expect_seq=seq)

    return _batch(request, SEAL, seal)


def _batch(request: HttpRequest, batch: Batch, act: Callable[[UUID, int], Any]) -> HttpResponse:
    if request.method == "POST":
        picked = _picked(request)
        if picked and request.POST.get("sure"):
            done = [_one(request, record, seq, act, batch.done) for record, seq in picked]
            return page(request, "results/batch_done.html", {"batch": batch, "done": done})
        if picked:
            question = batch.question.format(n=len(picked))
            context = {"batch": batch, "picked": picked, "question": question}
            return page(request, "results/batch_sure.html", context)
    after = request.GET.get("sau")
    found = processing.worklist(request.actor, batch.kind, after=after)
    none = request.method == "POST"
    context = {"batch": batch, "rows": found.rows, "next": found.after, "after": after, "none_picked": none}
    return page(request, "results/batch.html", context, status=422 if none else 200)


def _picked(request: HttpRequest) -> list[tuple[DossierRecord, int]]:
    found = []
    for said in request.POST.getlist("pick"):
        name, _, seq = said.partition(":")
        try:
            found.append((dossiers.dossier(UUID(name), by=request.actor), int(seq)))
        except ValueError:
            continue
    return found


def _one(
    request: HttpRequest, record: DossierRecord, seq: int, act: Callable[[UUID, int], Any], words: Text
) -> Done:
    try:
        act(record.id, seq)
    except HosoError as refusal:
        return Done(record, ok=False, text=refusal.text)
    return Done(dossiers.dossier(record.id, by=request.actor), ok=True, text=words)
