"""The journal in plain words: one sentence a line, its note, and what happened to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hoso.base import clock
from hoso.dossiers.queries import EntryRecord
from hoso.law.digitisation import Exemption
from hoso.law.text import Text

VERBS: dict[str, Text] = {
    "filing.submit": Text("Nộp hồ sơ; thời hạn tính từ thời điểm này", "Filed; the clock runs from here"),
    "filing.supplement": Text("Người nộp đã bổ sung", "The applicant supplemented"),
    "filing.withdraw": Text("Người nộp rút hồ sơ", "Withdrawn by the applicant"),
    "intake.digitise": Text("Số hóa và ký số giấy tờ", "Paper digitised and signed"),
    "intake.judge": Text("Kết luận các thành phần hồ sơ", "Components judged"),
    "intake.accept": Text("Tiếp nhận hồ sơ", "Accepted"),
    "intake.request_completion": Text("Yêu cầu hoàn thiện hồ sơ", "Asked to complete"),
    "intake.refuse": Text("Từ chối tiếp nhận", "Refused"),
    "processing.assign": Text("Phân công xử lý", "Assigned"),
    "processing.hand_over": Text("Chuyển người xử lý", "Handed over"),
    "processing.complete_step": Text("Hoàn thành bước xử lý", "Step done"),
    "processing.compare": Text("Đối chiếu bản chính", "Original compared"),
    "processing.ask_opinion": Text("Xin ý kiến cơ quan khác", "Opinion asked"),
    "processing.give_opinion": Text("Đã có ý kiến trả lời", "Opinion given"),
    "processing.request_supplement": Text(
        "Yêu cầu bổ sung; thời hạn tạm dừng", "Supplement asked; the clock stands still"
    ),
    "processing.propose": Text("Trình kết quả", "Result proposed"),
    "processing.apologise": Text("Xin lỗi và hẹn lại ngày trả", "Apology and a new date"),
    "processing.recount": Text("Tính lại ngày hẹn trả theo lịch mới", "Due date counted again"),
    "processing.stop": Text("Dừng xử lý", "Stopped"),
    "results.rework": Text("Trả lại để sửa dự thảo", "Draft sent back"),
    "results.decide": Text("Ký quyết định", "Decision signed"),
    "results.digitise_paper": Text("Số hóa kết quả giấy", "Paper result digitised"),
    "results.issue": Text("Đóng dấu và phát hành kết quả", "Sealed and issued"),
    "results.return_result": Text("Trả kết quả", "Result returned"),
    "followup.revoke": Text("Thu hồi, hủy bỏ kết quả", "Result revoked"),
    "followup.feedback": Text("Người nộp đánh giá", "Feedback"),
    "followup.report_paper_request": Text(
        "Người nộp báo bị yêu cầu bản giấy", "Paper asked for again, says the owner"
    ),
}
SLIPS: dict[str, Text] = {
    "e_receipt": Text("Xác nhận nộp hồ sơ điện tử", "Confirmation of the electronic receipt"),
    "receipt": Text("Giấy tiếp nhận hồ sơ và hẹn trả kết quả (mẫu 01)", "Receipt and appointment (Form 01)"),
    "supplement_request": Text("Phiếu yêu cầu bổ sung hồ sơ (mẫu 02)", "Request to supplement (Form 02)"),
    "refusal": Text("Phiếu từ chối tiếp nhận (mẫu 03)", "Refusal (Form 03)"),
    "apology": Text("Phiếu xin lỗi và hẹn lại (mẫu 04)", "Apology and new date (Form 04)"),
    "stop_notice": Text("Thông báo dừng giải quyết (mẫu 05)", "Notice of stopping (Form 05)"),
}
_CHANNELS = {
    "direct": Text("Trực tiếp", "At the counter"),
    "online": Text("Trực tuyến", "Online"),
    "postal": Text("Bưu chính", "By post"),
}
_OUTCOMES = {"grant": Text("Đồng ý", "Granted"), "deny": Text("Từ chối", "Denied")}
_VALIDITY = {
    "valid": Text("Hợp lệ", "Valid"),
    "invalid": Text("Không hợp lệ", "Not valid"),
    "for_a_person": Text("Cần công chức kết luận", "For an officer to settle"),
    "": Text("Chưa kết luận", "Not judged"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the timeline, as ``screens/timeline.html`` shows it."""

    what: Text
    at: datetime
    who: str
    note: Text | None
    now: bool


def events_of(entries: tuple[EntryRecord, ...], names: Mapping[str, Text]) -> list[Event]:
    """The journal, newest first. ``names`` are the components and steps of the procedure by key."""
    last = len(entries) - 1
    found = [
        Event(verb_words(entry.verb), entry.at, entry.actor_name, _note(entry, names), n == last)
        for n, entry in enumerate(entries)
    ]
    return found[::-1]


def verb_words(verb: str) -> Text:
    """What happened; the verb itself when this door has no words for it."""
    return VERBS.get(verb, Text(verb, verb))


def slip_words(form: str) -> Text:
    """The name of a slip."""
    return SLIPS.get(form, Text(form, form))


def channel_words(channel: str) -> Text:
    """How it was filed."""
    return _CHANNELS.get(channel, Text(channel, channel))


def outcome_words(outcome: str) -> Text:
    """Granted or denied."""
    return _OUTCOMES.get(outcome, Text(outcome, outcome))


def validity_words(validity: str) -> Text:
    """What was concluded about a component."""
    return _VALIDITY.get(validity, Text(validity, validity))


def exemption_words(reason: str) -> Text:
    """Why a paper was not digitised."""
    return Exemption(reason).label if reason in set(Exemption) else Text(reason, reason)


def written(day: date | datetime) -> str:
    """A civil day as people write it."""
    on = clock.civil_day(day) if isinstance(day, datetime) else day
    return f"{on:%d/%m/%Y}"


def _note(entry: EntryRecord, names: Mapping[str, Text]) -> Text | None:
    facts: Mapping[str, Any] = entry.facts
    parts = [*_told(facts, names), *_asked(facts)]
    if not parts:
        return None
    return Text(" · ".join(part.vi for part in parts), " · ".join(part.en for part in parts))


def _told(facts: Mapping[str, Any], names: Mapping[str, Text]) -> Iterator[Text]:
    if code := facts.get("code"):
        yield Text(f"Mã hồ sơ {code}", f"Code {code}")
    if facts.get("reused"):
        yield Text("Dùng bản đã có trong kho, không yêu cầu nộp lại", "The held paper was used")
    yield from _scanned(facts, names)
    for key in ("component", "step"):
        if facts.get(key):
            yield names.get(str(facts[key]), _plain(facts[key]))
    for key in ("officer", "question", "answer", "reason", "words", "article", "reported"):
        if facts.get(key):
            yield _plain(facts[key])
    if number := facts.get("decision_number"):
        yield Text(f"Quyết định số {number}", f"Decision no. {number}")
    if outcome := facts.get("outcome"):
        yield outcome_words(str(outcome))
    if facts.get("late"):
        yield Text("trả lời quá hạn", "answered late")


def _scanned(facts: Mapping[str, Any], names: Mapping[str, Text]) -> Iterator[Text]:
    """What was digitised and signed on the spot before filing, and by whom."""
    for one in facts.get("components") or ():
        if one.get("digitised_by"):
            name, who = names.get(one["key"], _plain(one["key"])), one["digitised_by"]
            yield Text(
                f"{name.vi}: số hóa, ký số tại chỗ ({who})",
                f"{name.en}: digitised and signed on the spot ({who})",
            )


def _asked(facts: Mapping[str, Any]) -> Iterator[Text]:
    for item in facts.get("items") or ():
        yield _plain(f"{item.get('name')}: {item.get('what')}")
    for item in facts.get("override") or ():
        yield Text(f"Yêu cầu dù đã có bản điện tử: {item.get('legal_basis')}", "Asked although held")


def _plain(value: object) -> Text:
    return Text(str(value), str(value))
