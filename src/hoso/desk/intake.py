"""The one-stop desk: its queue, and the verbs by which a dossier is taken in, sent back or refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from hoso.base import clock
from hoso.base.errors import Invalid
from hoso.desk.doorway import counts, officer, page
from hoso.desk.forms.base import contents_of
from hoso.desk.forms.intake import DigitiseForm, RefuseForm
from hoso.desk.verbs import VerbPage, answer, at_once, first
from hoso.desk.words import channel_words
from hoso.dossiers.queries import DossierRecord
from hoso.filing import queries as filed
from hoso.intake import actions
from hoso.intake import queries as intake
from hoso.law.calendar import in_vietnam, national_calendar
from hoso.law.clock.hours import add_working_time, working_time
from hoso.law.errors import LawError
from hoso.law.roles import Role
from hoso.law.rulesets import rules_at
from hoso.law.text import Text

TABS = (
    ("new", Text("Mới nộp", "New")),
    ("waiting", Text("Chờ người nộp", "Waiting for the owner")),
    ("ready", Text("Kết quả chờ trả", "Results to hand out")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the queue with its answer window."""

    record: DossierRecord
    channel: Text
    marks: filed.SignatureMarks
    waited: Text | None
    answer_by: datetime | None
    late: bool


@officer(Role.INTAKE_OFFICER)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits at this desk, the oldest e-receipt first."""
    chosen = request.GET.get("muc", "new")
    kind = chosen if chosen in dict(TABS) else "new"
    after = request.GET.get("sau")
    found = intake.queue(request.actor, kind, after=after)
    marks = filed.signature_marks([record.id for record in found.rows])
    now = clock.now()
    rows = [_row(record, marks.get(record.id, filed.SignatureMarks()), now, kind) for record in found.rows]
    waits = counts(request.actor)
    tabs = [(name, label, getattr(waits, name)) for name, label in TABS]
    context = {"tabs": tabs, "kind": kind, "rows": rows, "next": found.after, "after": after}
    return page(request, "intake/queue.html", context)


def _row(record: DossierRecord, marks: filed.SignatureMarks, now: datetime, kind: str) -> Row:
    if kind != "new":
        return Row(record, channel_words(record.channel), marks, None, None, late=False)
    calendar = national_calendar()
    begun = in_vietnam(record.submitted_at)
    hours = rules_at(record.submitted_at).answer_hours.value
    try:
        answer_by = add_working_time(calendar, begun, timedelta(hours=hours))
        minutes = int(working_time(calendar, begun, in_vietnam(now)).total_seconds() // 60)
    except LawError:  # a year whose calendar has not been announced
        return Row(record, channel_words(record.channel), marks, None, None, late=False)
    waited = Text(f"{minutes // 60} giờ {minutes % 60:02d} phút", f"{minutes // 60} h {minutes % 60:02d} min")
    return Row(record, channel_words(record.channel), marks, waited, answer_by, late=now > answer_by)


@officer(Role.INTAKE_OFFICER)
def judge(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Judge everything that can be judged without an officer's own ground."""
    return at_once(
        request,
        dossier_id,
        lambda seq: actions.judge(
            dossier_id, by=request.actor, settlements=_settlements(request), expect_seq=seq
        ),
        Text("Đã kết luận các thành phần hồ sơ.", "The components have been judged."),
    )


def _settlements(request: HttpRequest) -> dict[UUID, tuple[bool, str]]:
    found: dict[UUID, tuple[bool, str]] = {}
    for name, said in request.POST.items():
        if not name.startswith("settle-") or said not in {"valid", "invalid"}:
            continue
        try:
            component = UUID(name.removeprefix("settle-"))
        except ValueError as unknown:
            raise Invalid(Text("Thành phần hồ sơ không đúng.", "There is no such component.")) from unknown
        found[component] = (said == "valid", request.POST.get(f"ground-{component}", ""))
    return found


@officer(Role.INTAKE_OFFICER)
def accept(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Take it in, or show everything that stands in the way."""
    return at_once(
        request,
        dossier_id,
        lambda seq: actions.accept(dossier_id, by=request.actor, expect_seq=seq),
        Text(
            "Đã tiếp nhận hồ sơ. Giấy tiếp nhận và hẹn trả (mẫu 01) đang được lập và ký.",
            "Accepted. The receipt (Form 01) is being made and signed.",
        ),
    )


REFUSE = VerbPage(
    "intake.refuse",
    Text("Từ chối tiếp nhận", "Refuse the dossier"),
    Text("Từ chối tiếp nhận", "Refuse"),
    Text("Đã từ chối; phiếu từ chối (mẫu 03) đang được lập.", "Refused; Form 03 is being made."),
    Text(
        "Hồ sơ sẽ kết thúc. Nếu chỉ thiếu giấy tờ, hãy dùng “Yêu cầu hoàn thiện”.",
        "This ends the dossier. If papers are missing, use “Ask to complete”.",
    ),
    warning=True,
)


@officer(Role.INTAKE_OFFICER)
def refuse(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Refuse with the article and what the owner can do instead."""

    def act(form: Any) -> None:
        said = form.cleaned_data
        try:
            actions.refuse(
                dossier_id,
                said["reason"],
                form.article_words,
                said["what_to_do"],
                by=request.actor,
                expect_seq=said["seq"],
            )
        except Invalid as refusal:
            moved = {
                "other_article" if name == "article" else name: text for name, text in refusal.fields.items()
            }
            raise Invalid(refusal.text, moved) from refusal

    return answer(
        request,
        dossier_id,
        REFUSE,
        lambda space, data, files: RefuseForm(data, files, initial=first(space)),
        act,
    )


DIGITISE = VerbPage(
    "intake.digitise",
    Text("Số hóa và ký", "Digitise and sign"),
    Text("Số hóa và ký", "Digitise and sign"),
    Text("Đã số hóa và ký số giấy tờ.", "The paper was digitised and signed."),
    Text(
        "Bản quét mới thay cho tệp đã nộp. Hệ thống làm phẳng, nhận dạng chữ, lập PDF/A và ký bằng chữ ký của bạn.",
        "The new scan takes the place of the file. It is straightened, read, made into PDF/A and signed by you.",
    ),
    upload=True,
)


@officer(Role.INTAKE_OFFICER)
def digitise(request: HttpRequest, dossier_id: UUID, component_id: UUID) -> HttpResponse:
    """The filed picture made archival and signed, or a new scan in its place."""
    if request.method == "POST" and request.POST.get("own"):
        return at_once(
            request,
            dossier_id,
            lambda seq: actions.digitise(dossier_id, component_id, by=request.actor, expect_seq=seq),
            DIGITISE.done,
        )
    return answer(
        request,
        dossier_id,
        DIGITISE,
        lambda space, data, files: DigitiseForm(data, files, initial=first(space)),
        lambda form: actions.digitise(
            dossier_id,
            component_id,
            by=request.actor,
            files=contents_of(form.cleaned_data["files"]),
            expect_seq=form.cleaned_data["seq"],
        ),
    )


@officer(Role.INTAKE_OFFICER)
def use_held(request: HttpRequest, dossier_id: UUID, component: str, holding_id: UUID) -> HttpResponse:
    """Lay the paper that the owner holds into the slot: one click, nothing asked."""
    return at_once(
        request,
        dossier_id,
        lambda seq: actions.use_held(dossier_id, component, holding_id, by=request.actor, expect_seq=seq),
        Text(
            "Đã dùng bản có sẵn trong kho của người nộp.", "The paper from the applicant's holdings is used."
        ),
    )
