"""States × verbs → state, who may, and why not. One table that a jurist can read (TRANSITIONS).

Several rows of one verb from one state are alternatives: they differ in who, never in where it leads.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hoso.law.permits import Permit, not_permitted
from hoso.law.roles import Relation, Role
from hoso.law.states import END_STATES, LIVE_STATES, OPEN_STATES, PAUSED_STATES, State
from hoso.law.text import Text
from hoso.law.verdict import Reason, Verdict

__all__ = [
    "END_STATES", "LIVE_STATES", "OPEN_STATES", "PAUSED_STATES", "TRANSITIONS", "State", "Transition",
    "may", "transition", "verbs_for",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition(Permit):
    """A permit that moves a dossier, possible from ``sources``.

    ``None`` among the sources means that the dossier does not exist yet; ``target`` None leaves the state.
    """

    sources: frozenset[State | None]
    target: State | None


_LABELS = {
    "filing.submit": Text("nộp hồ sơ", "file the dossier"),
    "filing.supplement": Text("bổ sung hồ sơ", "supplement the dossier"),
    "filing.withdraw": Text("rút hồ sơ", "withdraw the dossier"),
    "intake.digitise": Text("số hóa, ký số giấy tờ", "digitise and sign papers"),
    "intake.judge": Text("kết luận thành phần hồ sơ hợp lệ", "judge the components"),
    "intake.accept": Text("tiếp nhận hồ sơ", "accept the dossier"),
    "intake.request_completion": Text("yêu cầu hoàn thiện hồ sơ", "ask for completion"),
    "intake.refuse": Text("từ chối tiếp nhận", "refuse the dossier"),
    "processing.assign": Text("phân công xử lý", "assign the case"),
    "processing.hand_over": Text("chuyển người xử lý", "hand the case over"),
    "processing.complete_step": Text("hoàn thành bước xử lý", "complete a step"),
    "processing.compare": Text("đối chiếu bản chính", "compare the original"),
    "processing.ask_opinion": Text("lấy ý kiến cơ quan khác", "ask for an opinion"),
    "processing.give_opinion": Text("cho ý kiến", "give an opinion"),
    "processing.request_supplement": Text("yêu cầu bổ sung hồ sơ", "ask for a supplement"),
    "processing.propose": Text("trình kết quả", "propose the result"),
    "processing.apologise": Text("xin lỗi và hẹn lại ngày trả", "apologise and give a new date"),
    "processing.recount": Text("tính lại ngày hẹn theo lịch mới", "count the due date again"),
    "processing.stop": Text("dừng xử lý hồ sơ", "stop the dossier"),
    "results.rework": Text("trả lại để xử lý tiếp", "send the proposal back"),
    "results.decide": Text("quyết định giải quyết", "decide"),
    "results.digitise_paper": Text("số hóa, ký số kết quả giấy", "digitise and sign the paper result"),
    "results.issue": Text("phát hành kết quả", "issue the result"),
    "results.return_result": Text("trả kết quả", "return the result"),
    "followup.revoke": Text("thu hồi, hủy bỏ kết quả", "revoke the result"),
    "followup.feedback": Text("đánh giá, phản ánh", "give feedback"),
    "followup.report_paper_request": Text("báo bị yêu cầu nộp lại bản giấy", "report a request for paper"),
}


_Who = tuple[tuple[Role, ...], Relation]


def _row(
    verb: str, sources: State | Collection[State] | None, target: State | None, who: _Who, source: str
) -> Transition:
    several = (sources,) if sources is None or isinstance(sources, State) else tuple(sources)
    roles, relation = who
    return Transition(
        verb=verb,
        sources=frozenset(several),
        target=target,
        roles=frozenset(roles),
        relation=relation,
        label=_LABELS[verb],
        source=source,
    )


_R = Relation
_OWNER: _Who = ((Role.CITIZEN, Role.ORGANISATION), _R.OWNER)
_DESK: _Who = ((Role.INTAKE_OFFICER,), _R.RECEIVER)
_MINE: _Who = ((Role.CASE_OFFICER,), _R.ASSIGNEE)
_TAKER: _Who = ((Role.CASE_OFFICER,), _R.AGENCY)
_ASKED: _Who = ((Role.CASE_OFFICER, Role.HEAD), _R.ANYONE)  # the verb itself checks which agency was asked
_HEAD: _Who = ((Role.HEAD,), _R.AGENCY)
_SIGNER: _Who = ((Role.COMPETENT_OFFICER,), _R.AGENCY)
_RECORDS: _Who = ((Role.RECORDS_OFFICER,), _R.AGENCY)
_CLOCK: _Who = ((Role.SYSTEM,), _R.ANYONE)
_ADMIN: _Who = ((Role.SYSTEM_ADMIN,), _R.ANYONE)
_S = State
_AT_WORK = (_S.ACCEPTED, _S.IN_PROCESS, _S.PROPOSED)
_BEFORE_DECISION = (_S.SUBMITTED, _S.AWAITING_COMPLETION, _S.AWAITING_SUPPLEMENT, *_AT_WORK)
_RATEABLE = (*END_STATES, _S.ISSUED)

# fmt: off
TRANSITIONS: tuple[Transition, ...] = (
    # Room 1: filing
    _row("filing.submit", None, _S.SUBMITTED, _OWNER, "nd61-2018:16"),
    _row("filing.submit", None, _S.SUBMITTED, _DESK, "nd61-2018:16"),
    _row("filing.supplement", _S.AWAITING_COMPLETION, _S.SUBMITTED, _OWNER, "nd61-2018:17"),
    _row("filing.supplement", _S.AWAITING_COMPLETION, _S.SUBMITTED, _DESK, "nd61-2018:17"),
    _row("filing.supplement", _S.AWAITING_SUPPLEMENT, _S.IN_PROCESS, _OWNER, "nd61-2018:19"),
    _row("filing.supplement", _S.AWAITING_SUPPLEMENT, _S.IN_PROCESS, _DESK, "nd61-2018:19"),
    _row("filing.withdraw", _BEFORE_DECISION, _S.WITHDRAWN, _OWNER, "tt03-2025:form-05"),
    # Room 2: intake
    # What comes in with a supplement is digitised and judged like the first filing, also by who works on it.
    _row("intake.digitise", (_S.SUBMITTED, _S.IN_PROCESS), None, _DESK, "hn-directive:2a"),
    _row("intake.digitise", _S.IN_PROCESS, None, _MINE, "hn-directive:2a"),
    _row("intake.judge", (_S.SUBMITTED, _S.IN_PROCESS), None, _DESK, "hn-directive:2a-valid"),
    _row("intake.judge", _S.IN_PROCESS, None, _MINE, "hn-directive:2a-valid"),
    _row("intake.accept", _S.SUBMITTED, _S.ACCEPTED, _DESK, "nd61-2018:17"),
    _row("intake.request_completion", _S.SUBMITTED, _S.AWAITING_COMPLETION, _DESK, "nd61-2018:17"),
    _row("intake.refuse", _S.SUBMITTED, _S.REFUSED, _DESK, "nd61-2018:17"),
    # Room 3: processing
    _row("processing.assign", (_S.ACCEPTED, _S.IN_PROCESS), _S.IN_PROCESS, _HEAD, "nd61-2018:19"),
    _row("processing.assign", (_S.ACCEPTED, _S.IN_PROCESS), _S.IN_PROCESS, _TAKER, "nd61-2018:19"),
    _row("processing.hand_over", _S.IN_PROCESS, None, _MINE, "nd61-2018:18"),
    _row("processing.hand_over", _S.IN_PROCESS, None, _HEAD, "nd61-2018:18"),
    _row("processing.complete_step", _S.IN_PROCESS, None, _MINE, "nd61-2018:19"),
    # Whoever certifies compares the original himself, while the case is worked on or waits for his signature.
    _row("processing.compare", (_S.IN_PROCESS, _S.PROPOSED), None, _SIGNER, "nd23-2015:20"),
    _row("processing.ask_opinion", _S.IN_PROCESS, None, _MINE, "nd61-2018:19"),
    _row("processing.give_opinion", _S.IN_PROCESS, None, _ASKED, "nd61-2018:19"),
    _row("processing.request_supplement", _S.IN_PROCESS, _S.AWAITING_SUPPLEMENT, _MINE, "nd61-2018:19"),
    _row("processing.propose", _S.IN_PROCESS, _S.PROPOSED, _MINE, "nd61-2018:19"),
    _row("processing.apologise", _AT_WORK, None, _HEAD, "nd61-2018:19"),
    _row("processing.stop", (_S.IN_PROCESS, _S.AWAITING_SUPPLEMENT), _S.STOPPED, _HEAD, "tt03-2025:form-05"),
    _row("processing.stop", PAUSED_STATES, _S.STOPPED, _CLOCK, "tt03-2025:form-05"),
    _row("processing.recount", (*_AT_WORK, _S.AWAITING_SUPPLEMENT, _S.DECIDED), None, _ADMIN, "convention:calendar"),
    # Room 4: results
    _row("results.rework", _S.PROPOSED, _S.IN_PROCESS, _SIGNER, "nd61-2018:19"),
    _row("results.decide", _S.PROPOSED, _S.DECIDED, _SIGNER, "nd45-2020:14"),
    _row("results.digitise_paper", _S.DECIDED, None, _RECORDS, "hn-directive:2c-paper"),
    _row("results.issue", _S.DECIDED, _S.ISSUED, _RECORDS, "hn-directive:2c"),
    _row("results.return_result", _S.ISSUED, _S.RETURNED, _DESK, "nd61-2018:20"),
    _row("results.return_result", _S.ISSUED, _S.RETURNED, _CLOCK, "hn-directive:2c"),
    _row("results.return_result", _S.ISSUED, _S.RETURNED, _OWNER, "nd61-2018:20"),
    # Room 5: afterwards
    _row("followup.feedback", _RATEABLE, None, _OWNER, "hn-directive:4b"),
    _row("followup.revoke", (_S.ISSUED, _S.RETURNED), None, _SIGNER, "tt01-2020-btp:7"),
    # He need not wait for the end to say that he was asked for paper: it is dealt with while it can be mended.
    _row("followup.report_paper_request", tuple(_S), None, _OWNER, "hn-directive:3c"),
)
# fmt: on


def transition(verb: str, state: State | None) -> Transition | None:
    """The row for this verb from this state (of alternatives the first; all lead to the same state).

    ``state`` None asks about a dossier that does not exist yet. Source: nd61-2018:17, nd61-2018:19.
    """
    return next((row for row in TRANSITIONS if row.verb == verb and state in row.sources), None)


def verbs_for(
    state: State | None, roles: Collection[Role], relations: Collection[Relation]
) -> tuple[str, ...]:
    """The verbs open to such an actor on a dossier in this state, in the order of the table.

    Source: convention:deny.
    """
    rows = (row.verb for row in TRANSITIONS if state in row.sources and row.open_to(roles, relations))
    return tuple(dict.fromkeys(rows))


def may(verb: str, state: State | None, roles: Collection[Role], relations: Collection[Relation]) -> Verdict:
    """Whether this actor may do this now; if not, one sentence why, and what he could do instead.

    A verb that no row allows is refused. Source: convention:deny, portal-states:codes.
    """
    rows = [row for row in TRANSITIONS if row.verb == verb]
    if not rows:
        text = Text("Hệ thống không có thao tác “{verb}”.", "There is no action “{verb}”.")
        return Verdict.no(Reason("unknown-verb", text.format(verb=verb), "convention:deny"))
    here = [row for row in rows if state in row.sources]
    allowed = next((row for row in here if row.open_to(roles, relations)), None)
    if allowed:
        return Verdict.yes(Reason("allowed", allowed.label, allowed.source))
    instead = _instead(state, roles, relations)
    if not here:
        return Verdict.no(Reason("wrong-state", _wrong_state(rows[0], state, instead), rows[0].source))
    return Verdict.no(Reason("not-permitted", not_permitted(here, instead), here[0].source))


def _wrong_state(row: Transition, state: State | None, instead: Text) -> Text:
    if state is None:
        return Text(
            f"Hồ sơ chưa được nộp nên chưa thể {row.label.vi}. {instead.vi}",
            f"The dossier has not been filed, so nobody can {row.label.en} yet. {instead.en}",
        )
    return Text(
        f"Hồ sơ đang ở trạng thái “{state.label.vi}” nên không thể {row.label.vi}. {instead.vi}",
        f"The dossier is “{state.label.en}”, so nobody can {row.label.en} now. {instead.en}",
    )


def _instead(state: State | None, roles: Collection[Role], relations: Collection[Relation]) -> Text:
    verbs = verbs_for(state, roles, relations)
    if not verbs:
        return Text("Lúc này bạn không cần làm gì với hồ sơ.", "There is nothing for you to do on it now.")
    return Text(
        "Việc bạn có thể làm lúc này: " + "; ".join(_LABELS[verb].vi for verb in verbs) + ".",
        "What you can do now: " + "; ".join(_LABELS[verb].en for verb in verbs) + ".",
    )
