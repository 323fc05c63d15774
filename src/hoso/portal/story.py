"""The journal of a dossier in plain words for its owner. What is internal stays inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hoso.base.errors import NotFound
from hoso.dossiers.queries import EntryRecord
from hoso.law.text import Text
from hoso.parties import queries as parties

WORDS: dict[str, Text] = {
    "filing.submit": Text("Hồ sơ đã nộp. Thời hạn tính từ lúc này", "Filed. The time limit runs from here"),
    "intake.digitise": Text("Giấy tờ đã được số hóa và ký số", "The papers were digitised and signed"),
    "intake.judge": Text("Giấy tờ đã được kiểm tra", "The papers were examined"),
    "intake.accept": Text("Hồ sơ được tiếp nhận", "Accepted"),
    "intake.request_completion": Text("Bạn được đề nghị hoàn thiện hồ sơ", "You were asked to complete it"),
    "intake.refuse": Text("Hồ sơ không được tiếp nhận", "Refused"),
    "filing.supplement": Text("Bạn đã bổ sung hồ sơ", "You supplemented it"),
    "filing.withdraw": Text("Bạn đã rút hồ sơ", "You withdrew it"),
    "processing.assign": Text("Đã phân công người xử lý", "A case officer was assigned"),
    "processing.hand_over": Text("Chuyển cho người xử lý khác", "Handed to another case officer"),
    "processing.ask_opinion": Text("Cơ quan lấy ý kiến đơn vị khác", "Another unit was asked for an opinion"),
    "processing.give_opinion": Text("Đã có ý kiến của đơn vị được hỏi", "The unit gave its opinion"),
    "processing.request_supplement": Text(
        "Bạn được đề nghị bổ sung; thời hạn tạm dừng", "You were asked to supplement; the clock stands still"
    ),
    "processing.propose": Text("Kết quả đã trình người có thẩm quyền ký", "The result awaits signature"),
    "processing.apologise": Text(
        "Cơ quan xin lỗi và hẹn lại ngày trả", "The agency apologised and gave a new date"
    ),
    "processing.recount": Text(
        "Ngày hẹn trả được tính lại theo lịch làm việc mới",
        "The due date was counted again in the new calendar",
    ),
    "processing.stop": Text("Hồ sơ dừng giải quyết", "Processing stopped"),
    "results.decide": Text("Đã có quyết định, chờ đóng dấu phát hành", "Decided; the agency's seal is next"),
    "results.digitise_paper": Text(
        "Kết quả giấy đã được số hóa và ký số", "The paper result was digitised and signed"
    ),
    "results.issue": Text("Kết quả đã phát hành", "The result was issued"),
    "results.return_result": Text("Kết quả đã trả cho bạn", "The result was returned to you"),
    "followup.revoke": Text("Kết quả đã bị thu hồi, hủy bỏ", "The result was revoked"),
    "followup.feedback": Text("Bạn đã đánh giá", "You gave feedback"),
    "followup.report_paper_request": Text(
        "Bạn báo đã bị yêu cầu nộp lại bản giấy; việc này được đếm và xử lý",
        "You reported that paper was asked for again; it is counted and dealt with",
    ),
}
FOR_OWNER = {
    "intake.refuse": "reason",
    "intake.request_completion": "reason",
    "processing.request_supplement": "reason",
    "processing.apologise": "reason",
    "processing.stop": "reason",
    "filing.withdraw": "reason",
    "filing.supplement": "words",
    "followup.report_paper_request": "reported",
    "followup.revoke": "reason",
}


def story_of(entries: Sequence[EntryRecord]) -> list[dict[str, Any]]:
    """The events for ``screens/timeline.html``, the newest first; steps inside the agency are left out."""
    told = [one for one in entries if one.verb in WORDS]
    newest = told[-1].seq if told else 0
    return [
        {
            "what": WORDS[one.verb],
            "at": one.at,
            "who": _who(one),
            "note": _note(one),
            "now": one.seq == newest,
        }
        for one in reversed(told)
    ]


def _note(entry: EntryRecord) -> str | Text:
    scanned = sum(bool(one.get("digitised_by")) for one in entry.facts.get("components") or ())
    if scanned:
        return Text(
            f"Đã số hóa, ký số tại quầy {scanned} giấy tờ; bạn mang bản giấy về.",
            f"Papers digitised and signed at the counter: {scanned}; you keep the paper.",
        )
    return str(entry.facts.get(FOR_OWNER.get(entry.verb, ""), "") or "")


def _who(entry: EntryRecord) -> str:
    """The agency for what officers do; nobody's name is exposed for doing his duty."""
    if not entry.actor_agency_id:
        return entry.actor_name
    try:
        return parties.agency(entry.actor_agency_id).name
    except NotFound:
        return entry.actor_agency_id
