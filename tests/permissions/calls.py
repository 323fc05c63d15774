"""How each verb on a dossier is called, on what, and by whom it is meant to be called."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests import stage

from hoso.base import clock
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.filing.actions.supplement import Addition
from hoso.followup import actions as followup
from hoso.intake import actions as intake
from hoso.law.roles import Relation
from hoso.law.states import State
from hoso.parties.actors import Actor
from hoso.processing import actions as processing
from hoso.processing.models import OpinionRequest
from hoso.results import actions as results

_R = Relation
COMMUNE = frozenset({_R.RECEIVER, _R.AGENCY})
RELATIONS: dict[str, frozenset[Relation]] = {
    "nguoidan": frozenset({_R.OWNER}),
    "nongdan": frozenset(),
    "hokinhdoanh": frozenset(),
    "motcua": COMMUNE,
    "thuly": COMMUNE | {_R.ASSIGNEE},
    "lanhdao": COMMUNE,
    "vanthu": COMMUNE,
    "thutruong": COMMUNE,
    "motcua.tinh": frozenset(),
    "thuly.ca": frozenset(),
    "lanhdao.ca": frozenset(),
    "vanthu.ca": frozenset(),
    "thutruong.ca": frozenset(),
    "giamsat": frozenset({_R.SUPERVISED}),
    "danhmuc": frozenset(),
    "quantri": frozenset(),
}
"""How every demonstration account stands to a dossier of ``nguoidan`` at the commune, worked on by ``thuly``."""


@dataclass(frozen=True, slots=True)
class Call:
    """A verb: the law's name for it, the state it is possible in, whose it is, and a call that would succeed."""

    verb: str
    state: State
    username: str
    do: Callable[[UUID, Actor, int | None], Any]


def _component(dossier: UUID) -> UUID:
    return filed.components_of(dossier)[0].id


def _case_officer() -> UUID:
    return stage.who("thuly").account_id


def opinion_of(dossier: UUID) -> UUID:
    """A question about the dossier, put to the provincial police."""
    asked = OpinionRequest.objects.filter(dossier_id=dossier).first()
    return (
        asked
        or OpinionRequest.objects.create(
            dossier_id=dossier,
            asked_agency_id="tq-police",
            question="Đúng không?",
            asked_by_id=_case_officer(),
            asked_at=clock.now(),
            answer_by=clock.civil_day(clock.now()),
        )
    ).id


def _digitise(dossier: UUID, by: Actor, seq: int | None) -> None:
    scan = [("quet.jpg", stage.small_scan())]
    intake.digitise(dossier, _component(dossier), by=by, files=scan, expect_seq=seq)


def _ask_opinion(dossier: UUID, by: Actor, seq: int | None) -> None:
    today = clock.civil_day(clock.now())
    processing.ask_opinion(dossier, "tq-police", "Đúng không?", today, by=by, expect_seq=seq)


def _compare(dossier: UUID, by: Actor, seq: int | None) -> None:
    """A dossier of copies from a register has no original to compare: past the permission it is ``Invalid``."""
    processing.compare(dossier, dossier, name="Bằng", pages={1}, by=by, expect_seq=seq)


def _apologise(dossier: UUID, by: Actor, seq: int | None) -> None:
    from hoso.dossiers.models import Dossier

    Dossier.objects.filter(id=dossier).update(due_at=clock.now() + timedelta(days=30))
    day = clock.civil_day(clock.now() + timedelta(days=45))
    processing.apologise(dossier, _working(day), "Chậm", by=by, expect_seq=seq)


def _today() -> date:
    return clock.civil_day(clock.now())


def _recount(dossier: UUID, by: Actor, seq: int | None) -> None:
    from hoso.calendars.actions import publish
    from hoso.calendars.models import PublishedCalendar
    from hoso.calendars.queries import Purpose, spec_for

    if not PublishedCalendar.objects.exists():  # every day off until spring: each date moves
        off = {"first": "2026-11-28", "last": "2027-04-30", "name": "Nghỉ"}
        spec = {**spec_for(None, Purpose.PROCESSING), "version": "THỬ/1", "holidays": [off]}
        publish(spec, by=stage.who("quantri"))
    processing.recount(dossier, by=by, expect_seq=seq)


def _working(day: Any) -> Any:
    from hoso.law.calendar import national_calendar

    return national_calendar().next_working_day(day)


def _supplement(dossier: UUID, by: Actor, seq: int | None) -> None:
    addition = Addition("giay-to-tuy-than", "a.pdf", io.BytesIO(stage.small_pdf()))
    filing.supplement(dossier, [addition], by=by, expect_seq=seq)


S = State
# fmt: off
CALLS: tuple[Call, ...] = (
    Call("filing.supplement", S.AWAITING_SUPPLEMENT, "nguoidan", _supplement),
    Call("filing.withdraw", S.SUBMITTED, "nguoidan",
         lambda d, by, seq: filing.withdraw(d, "Đổi ý", by=by, expect_seq=seq)),
    Call("intake.digitise", S.SUBMITTED, "motcua", _digitise),
    Call("intake.judge", S.SUBMITTED, "motcua",
         lambda d, by, seq: intake.judge(d, by=by, expect_seq=seq)),
    Call("intake.accept", S.SUBMITTED, "motcua",
         lambda d, by, seq: intake.accept(d, by=by, expect_seq=seq)),
    Call("intake.request_completion", S.SUBMITTED, "motcua",
         lambda d, by, seq: intake.request_completion(d, stage.wanted(), "Thiếu", by=by, expect_seq=seq)),
    Call("intake.refuse", S.SUBMITTED, "motcua",
         lambda d, by, seq: intake.refuse(d, "Sai", "Điều 5", "Nộp nơi khác", by=by, expect_seq=seq)),
    Call("processing.assign", S.ACCEPTED, "thutruong",
         lambda d, by, seq: processing.assign(d, _case_officer(), by=by, expect_seq=seq)),
    Call("processing.hand_over", S.IN_PROCESS, "thuly",
         lambda d, by, seq: processing.hand_over(d, _case_officer(), "Nghỉ", by=by, expect_seq=seq)),
    Call("processing.complete_step", S.IN_PROCESS, "thuly",
         lambda d, by, seq: processing.complete_step(d, "examine", by=by, expect_seq=seq)),
    Call("processing.compare", S.PROPOSED, "lanhdao", _compare),
    Call("processing.ask_opinion", S.IN_PROCESS, "thuly", _ask_opinion),
    Call("processing.request_supplement", S.IN_PROCESS, "thuly",
         lambda d, by, seq: processing.request_supplement(d, stage.wanted(), "Mờ", by=by, expect_seq=seq)),
    Call("processing.propose", S.IN_PROCESS, "thuly",
         lambda d, by, seq: processing.propose(d, "grant", by=by, entries=stage.COPY.entries, expect_seq=seq)),
    Call("processing.apologise", S.IN_PROCESS, "thutruong", _apologise),
    Call("processing.stop", S.IN_PROCESS, "thutruong",
         lambda d, by, seq: processing.stop(d, "Đã mất", by=by, expect_seq=seq)),
    Call("processing.recount", S.IN_PROCESS, "quantri", _recount),
    Call("results.rework", S.PROPOSED, "lanhdao",
         lambda d, by, seq: results.rework(d, "Sửa", by=by, expect_seq=seq)),
    Call("results.decide", S.PROPOSED, "lanhdao",
         lambda d, by, seq: results.decide(d, by=by, expect_seq=seq)),
    Call("results.digitise_paper", S.DECIDED, "vanthu",
         lambda d, by, seq: results.digitise_paper(
             d, [("quet.jpg", stage.small_scan())], by=by, expect_seq=seq)),
    Call("results.issue", S.DECIDED, "vanthu",
         lambda d, by, seq: results.issue(d, by=by, expect_seq=seq)),
    Call("results.return_result", S.ISSUED, "motcua",
         lambda d, by, seq: results.return_result(d, "desk", by=by, expect_seq=seq)),
    Call("followup.feedback", S.ISSUED, "nguoidan",
         lambda d, by, seq: followup.feedback(d, 5, "Tốt", by=by, expect_seq=seq)),
    Call("followup.revoke", S.ISSUED, "lanhdao",
         lambda d, by, seq: followup.revoke(d, "12/QĐ", _today(), "Sai thẩm quyền", by=by, expect_seq=seq)),
    Call("followup.report_paper_request", S.SUBMITTED, "nguoidan",
         lambda d, by, seq: followup.report_paper_request(d, "Đòi bản giấy", by=by, expect_seq=seq)),
)
# fmt: on
