"""The figures: a key, its words, and the condition that a dossier meets to be counted.

A figure and the list behind it use the same condition, so that they cannot differ. A condition reads the
columns that ``statement.py`` works out for each dossier from its journal.
"""

from __future__ import annotations

from dataclasses import dataclass

from hoso.law.text import Text


@dataclass(frozen=True, slots=True)
class Measure:
    """``condition`` is SQL over the columns of one dossier; ``source`` is where the definition stands."""

    key: str
    label: Text
    condition: str
    source: str


_NEW = "received_at >= period_start"
_DONE = "ended_at IS NOT NULL"
_OPEN = "ended_at IS NULL"
_ISSUED = "ended_by = 'results.issue'"
_LATE = "late = 1"
_UNISSUED = f"NOT COALESCE({_ISSUED}, 1 = 0)"
_DIGITISED = f"accepted_at IS NOT NULL AND has_file = 1 AND ({_UNISSUED} OR result_file = 1)"
_STRICT = f"accepted_at IS NOT NULL AND has_file = 1 AND all_valid = 1 AND ({_UNISSUED} OR result_valid = 1)"
_EARLY = f"{_ISSUED} AND due_day IS NOT NULL AND ended_day < due_day"


def _m(key: str, vi: str, en: str, condition: str, source: str = "tt01-2020:form-06") -> Measure:
    return Measure(key, Text(vi, en), condition, source)


_ALL = (
    _m("total", "Tổng tiếp nhận", "All on hand", "1 = 1"),
    _m("received", "Tiếp nhận trong kỳ", "Received in the period", _NEW),
    _m("online", "Nộp trực tuyến", "Filed online", f"{_NEW} AND channel = 'online'"),
    _m("direct", "Nộp trực tiếp", "Filed at the counter", f"{_NEW} AND channel = 'direct'"),
    _m("postal", "Nộp qua bưu chính", "Filed by post", f"{_NEW} AND channel = 'postal'"),
    _m("carried", "Kỳ trước chuyển sang", "Carried over", "received_at < period_start"),
    _m("solved", "Đã giải quyết", "Solved", _DONE),
    _m("early", "Trước hạn", "Early", _EARLY),
    _m("on_time", "Đúng hạn", "On time", f"{_DONE} AND NOT ({_LATE}) AND NOT COALESCE({_EARLY}, 1 = 0)"),
    _m("late", "Quá hạn (đã giải quyết)", "Late (solved)", f"{_DONE} AND {_LATE}"),
    _m("open", "Đang giải quyết", "In process", _OPEN),
    _m("within", "Trong hạn", "Within the limit", f"{_OPEN} AND NOT ({_LATE})"),
    _m("overdue", "Quá hạn (đang giải quyết)", "Overdue (open)", f"{_OPEN} AND {_LATE}"),
    _m("waiting", "Chờ người nộp bổ sung", "Waiting for the applicant", f"{_OPEN} AND paused = 1"),
    _m("issued", "Đã có kết quả", "Result issued", _ISSUED),
    _m("refused", "Từ chối tiếp nhận", "Refused", "ended_by = 'intake.refuse'"),
    _m("withdrawn", "Người nộp rút", "Withdrawn", "ended_by = 'filing.withdraw'"),
    _m("stopped", "Dừng giải quyết", "Stopped", "ended_by = 'processing.stop'"),
    _m("accepted", "Đã tiếp nhận chính thức", "Accepted", "accepted_at IS NOT NULL"),
    _m(
        "digitised",
        "Số hóa (theo cách tính chính thức)",
        "Digitised (official count)",
        _DIGITISED,
        "qd766-2022:4.2",
    ),
    _m(
        "digitised_strict",
        "Số hóa và ký số hợp lệ",
        "Digitised with valid signatures",
        _STRICT,
        "hn-directive:2a",
    ),
    _m(
        "digitised_gap",
        "Có tệp nhưng chưa đủ chữ ký số hợp lệ",
        "Files, but not all validly signed",
        f"({_DIGITISED}) AND NOT ({_STRICT})",
        "hn-directive:2a",
    ),
    _m(
        "e_results",
        "Kết quả điện tử",
        "Electronic results",
        f"{_ISSUED} AND result_file = 1",
        "qd766-2022:4.1",
    ),
    _m(
        "e_results_valid",
        "Kết quả điện tử ký số hợp lệ",
        "Electronic results with valid signatures",
        f"{_ISSUED} AND result_valid = 1",
        "hn-directive:2c",
    ),
    _m("reused", "Dùng lại giấy tờ đã có", "Reused held papers", "reused = 1", "qd766-2022:4.3"),
    _m("measured", "Có ngày hẹn trả", "With a due date", "due_day IS NOT NULL", "qd766-2022:2.1"),
    _m(
        "in_time",
        "Đúng tiến độ (chỉ số quốc gia)",
        "In time (national figure)",
        f"due_day IS NOT NULL AND NOT ({_LATE}) AND requests <= 1",
        "qd766-2022:2.1",
    ),
    _m("asked_twice", "Yêu cầu bổ sung quá một lần", "Asked to supplement more than once", "requests > 1"),
    _m(
        "asked_held",
        "Yêu cầu giấy tờ đã có trong kho",
        "Asked for a paper already held",
        "asked_held = 1",
        "hn-directive:3c",
    ),
    _m(
        "told_of_paper",
        "Người nộp báo bị yêu cầu bản giấy",
        "Applicants who say paper was asked for",
        "told_of_paper = 1",
        "hn-directive:3c",
    ),
    _m("late_opinions", "Ý kiến phối hợp trễ hạn", "Late opinions", "late_opinion = 1", "nd61-2018:19"),
)

MEASURES = {measure.key: measure for measure in _ALL}
FLAGS = ("overdue", "late_opinions", "asked_twice", "asked_held", "told_of_paper")
"""What a head answers for first (Directive, section 3)."""
CHANNELS = {
    "online": Text("Trực tuyến", "Online"),
    "direct": Text("Trực tiếp", "At the counter"),
    "postal": Text("Bưu chính", "By post"),
}
