"""One screen at the counter: the form, a scan of each paper, and filing with acceptance in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from hoso.base import clock
from hoso.base.errors import Conflict, HosoError, Invalid, NotFound, Refused, Unavailable
from hoso.catalogue import queries as catalogue
from hoso.catalogue.form_records import CHANNEL
from hoso.catalogue.records import ComponentRecord, VersionRecord
from hoso.desk.doorway import officer, page
from hoso.desk.forms.base import contents_of
from hoso.desk.forms.counter import ExemptForm, SlotForm
from hoso.desk.seen import legibility_warnings, look_at, paper_among, signature_sentence
from hoso.desk.words import exemption_words, slip_words
from hoso.dossiers import queries as dossiers
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.filing.queries import DraftRecord
from hoso.holdings import queries as holdings
from hoso.holdings.records import HoldingRecord
from hoso.intake import actions as intake
from hoso.law.digitisation import Exemption
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.papers.records import PaperRecord
from hoso.screens.eform import answers_in, eform, with_rows, without_blanks
from hoso.screens.language import spoken
from hoso.slips.making import ensure

MOST_DIGITS = 9
SAVED = Text("Đã lưu lúc {at}, chưa nộp", "Saved at {at}, not yet filed")


@dataclass(frozen=True, slots=True)
class LaidIn:
    """A paper in a slot, with what a person may not be able to read."""

    paper: PaperRecord
    from_holdings: bool
    sentence: Text
    tone: str
    warnings: list[Text]


@dataclass(frozen=True, slots=True)
class Slot:
    """A component at the counter."""

    record: ComponentRecord
    papers: list[LaidIn]
    held: tuple[HoldingRecord, ...]
    exempt: Text | None
    upload: SlotForm
    exemption: ExemptForm
    missing: bool
    maybe: bool

    @property
    def folded(self) -> bool:
        """Whether its fields wait behind a line: nobody has to fill it as things stand."""
        return not self.missing and (self.maybe or not self.record.required)

    @property
    def filled(self) -> bool:
        """Whether there is a paper or a reason why there is none."""
        return bool(self.papers) or self.exempt is not None


@officer(Role.INTAKE_OFFICER)
def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The e-form and the papers of one person at the counter."""
    record = filed.draft(draft_id, by=request.actor)
    if request.method != "POST":
        return _show(request, record, record.answers)
    answers, wrong = _save(request, record)
    record = filed.draft(draft_id, by=request.actor)
    if request.POST.get("do") != "file":
        return _show(request, record, answers, wrong=wrong, saved=True)
    return _file(request, record)


def _save(request: HttpRequest, record: DraftRecord) -> tuple[dict[str, object], dict[str, Text]]:
    form = catalogue.version(record.version_id).form
    answers = with_rows(answers_in(form, request.POST), request.POST.get("act", "")) if form else {}
    seen = request.POST.get("version", "")
    revision = int(seen) if seen.isdecimal() and len(seen) < MOST_DIGITS else None
    _, wrong = filing.save_draft(
        record.id, without_blanks(answers), by=request.actor, expect_revision=revision
    )
    return answers, wrong


@officer(Role.INTAKE_OFFICER)
def autosave(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Keep what is typed so far, so that scanning a paper loses nothing. Answers JSON."""
    if request.method != "POST":
        return HttpResponseRedirect(_address(draft_id))
    try:
        _save(request, filed.draft(draft_id, by=request.actor))
        record = filed.draft(draft_id, by=request.actor)
    except HosoError as refusal:
        return JsonResponse({"text": spoken(refusal.text)}, status=refusal.status)
    text = SAVED.format(at=f"{record.saved_at.astimezone(clock.VIETNAM):%H:%M}")
    said = {"saved_at": record.saved_at.isoformat(), "text": spoken(text), "version": record.revision}
    return JsonResponse(said)


def _file(request: HttpRequest, record: DraftRecord) -> HttpResponse:
    """Submit, judge, accept, one after another: what stops on the way is said, and nothing is lost."""
    try:
        dossier_id = filing.submit(record.id, by=request.actor, expect_revision=record.revision)
    except Invalid as refusal:
        return _show(request, record, record.answers, wrong=refusal.fields, problem=refusal.text, status=422)
    try:
        intake.judge(dossier_id, by=request.actor)
        intake.accept(dossier_id, by=request.actor)
    except (Invalid, Refused, Conflict) as stop:
        _tell(request, stop)
        return HttpResponseRedirect(reverse("desk:dossier", args=[dossier_id]))
    return HttpResponseRedirect(reverse("desk:counter_done", args=[dossier_id]))


def _tell(request: HttpRequest, stop: HosoError) -> None:
    lead = Text("Hồ sơ đã được nộp nhưng chưa tiếp nhận được. ", "Filed, but not accepted yet. ")
    texts = [reason.text for reason in stop.verdict.reasons] if isinstance(stop, Refused) else [stop.text]
    whole = Text(lead.vi + " ".join(one.vi for one in texts), lead.en + " ".join(one.en for one in texts))
    messages.warning(request, spoken(whole))


def _show(
    request: HttpRequest,
    record: DraftRecord,
    answers: Mapping[str, object],
    *,
    wrong: Mapping[str, Text] | None = None,
    status: int = 200,
    **said: Any,
) -> HttpResponse:
    version = catalogue.version(record.version_id)
    missing = {name.removeprefix("component-") for name in (wrong or {}) if name.startswith("component-")}
    papers = [one.paper for one in record.papers]
    chosen = request.GET.get("giay", "")
    at = request.GET.get("trang", "1")
    last = papers[-1] if papers else None
    look = look_at(paper_among(papers, chosen) if chosen else last, int(at) if at.isdigit() else 1)
    context = {
        "draft": record,
        "form": eform(version.form, answers, errors=wrong) if version.form else None,
        "slots": _slots(record, version, answers, missing),
        "missing": [version.component(key).name for key in sorted(missing)],
        "look": look,
        "form_errors": [
            text for name, text in (wrong or {}).items() if name.removeprefix("component-") == name
        ],
    }
    return page(request, "counter/draft.html", {**context, **said}, status=status)


def _slots(
    record: DraftRecord, version: VersionRecord, answers: Mapping[str, object], missing: set[str]
) -> list[Slot]:
    asked = [
        one
        for one in version.components
        if one.entry == "paper"
        and not (one.from_form and version.form)
        and (one.applies(answers, record.channel) or _undecided(one, answers))
    ]
    kinds = {kind for one in asked for kind in one.fitting_kinds}
    held = holdings.usable_by_kind(record.owner, kinds, on=clock.civil_day(clock.now()))
    return [_slot(one, record, held, missing, maybe=_undecided(one, answers)) for one in asked]


def _undecided(one: ComponentRecord, answers: Mapping[str, object]) -> bool:
    """Whether the answer that decides about this paper has not been given yet: it may be scanned already."""
    condition = one.condition
    return condition is not None and condition.field != CHANNEL and not answers.get(condition.field)


def _slot(
    one: ComponentRecord,
    record: DraftRecord,
    held: dict[str, tuple[HoldingRecord, ...]],
    missing: set[str],
    *,
    maybe: bool,
) -> Slot:
    laid = [_laid_in(row.paper, row.from_holdings) for row in record.papers if row.component == one.key]
    there = {row.paper.id for row in laid}
    reason = record.not_digitisable.get(one.key)
    return Slot(
        record=one,
        papers=laid,
        held=tuple(
            paper for kind in one.fitting_kinds for paper in held.get(kind, ()) if paper.paper_id not in there
        ),
        exempt=exemption_words(reason) if reason else None,
        upload=SlotForm(auto_id=f"id_{one.key}_%s"),
        exemption=ExemptForm(auto_id=f"id_{one.key}_%s"),
        missing=one.key in missing,
        maybe=maybe,
    )


def _laid_in(paper: PaperRecord, from_holdings: bool) -> LaidIn:  # noqa: FBT001 - a fact of the paper
    sentence, tone = signature_sentence(paper)
    return LaidIn(paper, from_holdings, sentence, tone, legibility_warnings(paper))


@officer(Role.INTAKE_OFFICER)
def slot(request: HttpRequest, draft_id: UUID, component: str) -> HttpResponse:
    """A scan laid in, a held paper used, a paper taken out, or a reason why there is none."""
    if request.method != "POST":
        return HttpResponseRedirect(_address(draft_id))
    try:
        _do(request, draft_id, component)
    except Invalid as refusal:
        record = filed.draft(draft_id, by=request.actor)
        context = {"problem": refusal.text, "problem_at": component}
        return _show(request, record, record.answers, status=422, **context)
    return HttpResponseRedirect(f"{_address(draft_id)}#slot-{component}")


def _do(request: HttpRequest, draft_id: UUID, component: str) -> None:
    sent, by = request.POST, request.actor
    try:
        if sent.get("do") == "held":
            filing.attach_held(draft_id, component, UUID(sent.get("holding", "")), by=by)
        elif sent.get("do") == "detach":
            filing.detach(draft_id, UUID(sent.get("paper", "")), by=by)
        elif sent.get("do") == "exempt":
            intake.mark_not_digitisable(draft_id, component, Exemption(sent.get("reason", "")), by=by)
        else:
            form = SlotForm(request.POST, request.FILES)
            if not form.is_valid():
                raise Invalid(Text(*[next(iter(form.errors.values()))[0]] * 2))
            intake.digitise_into_draft(draft_id, component, contents_of(form.uploads()), by=by)
    except ValueError as unknown:
        raise Invalid(Text("Lựa chọn không đúng. Hãy tải lại trang.", "Reload the page.")) from unknown


def _address(draft_id: UUID) -> str:
    return reverse("desk:counter_draft", args=[draft_id])


@officer(Role.INTAKE_OFFICER)
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Put the draft away: it was never filed."""
    if request.method == "POST":
        filing.discard_draft(draft_id, by=request.actor)
    return HttpResponseRedirect(reverse("desk:counter"))


@officer(Role.INTAKE_OFFICER)
def done(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The code, the due date, and the slips to print while the person is still there."""
    record = dossiers.dossier(dossier_id, by=request.actor)
    accepted = next((one.seq for one in dossiers.timeline(dossier_id) if one.verb == "intake.accept"), None)
    if accepted is None:
        raise NotFound(Text("Hồ sơ này chưa được tiếp nhận.", "This dossier has not been accepted."))
    slips, waiting = [], False
    for form, seq in (("receipt", accepted), ("e_receipt", 1)):
        try:
            slips.append((slip_words(form), ensure(dossier_id, form, seq).paper_id))
        except Unavailable:
            waiting = True
    context = {"record": record, "slips": slips, "waiting": waiting, "clock": filed.clock_for(dossier_id)}
    return page(request, "counter/done.html", context)
