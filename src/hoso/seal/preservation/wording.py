"""The sentences of an evidence record's checks: for each, what holds, what contradicts, what stays open."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hoso.law.text import Text

from .report import NamedCheck, Outcome, Verdict

_VIETNAM = timezone(timedelta(hours=7))
_WORDS: dict[str, dict[Outcome, Text]] = {
    "format": {
        "ok": Text("Bản ghi bằng chứng đọc được.", "The evidence record is readable."),
        "failed": Text("Bản ghi bằng chứng không đọc được.", "The evidence record cannot be read."),
    },
    "algorithms": {
        "ok": Text("Danh sách thuật toán băm đầy đủ.", "The list of digest algorithms is complete."),
        "failed": Text(
            "Bản ghi dùng thuật toán băm không khai trong danh sách, hoặc không được hỗ trợ.",
            "A digest algorithm is used that is not listed, or that is not supported.",
        ),
    },
    "data": {
        "ok": Text("Tệp nằm trong cây băm.", "The data object is in the hash tree."),
        "failed": Text(
            "Tệp không nằm trong cây băm: tệp đã bị thay đổi hoặc không phải tệp này.",
            "The data object is not in the hash tree: it was altered, or it is another one.",
        ),
        "unknown": Text("Không có tệp nào để đối chiếu.", "There is no data object to compare."),
    },
    "group": {
        "ok": Text("Nhóm tệp đầy đủ, không thừa không thiếu.", "The group of data objects is whole."),
        "failed": Text(
            "Nhóm tệp không đầy đủ: bản ghi nói tới số tệp khác.",
            "The group is not whole: the record speaks of another number of data objects.",
        ),
    },
    "tree": {
        "ok": Text("Cây băm dẫn tới đúng giá trị được đóng dấu.", "The hash tree leads to what was stamped."),
        "failed": Text(
            "Cây băm không dẫn tới giá trị được đóng dấu.", "The hash tree does not lead to what was stamped."
        ),
    },
    "token": {
        "ok": Text("Dấu thời gian có chữ ký đúng.", "The time stamp is rightly signed."),
        "failed": Text("Dấu thời gian hỏng hoặc đã bị sửa.", "The time stamp is broken or was altered."),
    },
    "order": {
        "ok": Text("Dấu thời gian đúng thứ tự.", "The time stamp is in its order."),
        "failed": Text(
            "Dấu thời gian sớm hơn dấu mà nó gia hạn, hoặc ở tương lai.",
            "The time stamp is earlier than the one it renews, or lies in the future.",
        ),
    },
    "chain": {
        "ok": Text("Gia hạn bao trùm dấu thời gian trước.", "The renewal covers the time stamp before."),
        "failed": Text(
            "Gia hạn không bao trùm dấu thời gian trước.", "The renewal does not cover the time stamp before."
        ),
    },
    "rehash": {
        "ok": Text(
            "Cây mới bao trùm tệp và mọi bằng chứng cũ.", "The new tree covers data and older evidence."
        ),
        "failed": Text(
            "Cây mới không bao trùm tệp này cùng mọi bằng chứng cũ.",
            "The new tree does not cover this data object with all older evidence.",
        ),
    },
    "trust": {
        "ok": Text(
            "Chứng thư dấu thời gian được tin cậy vào lúc cần.",
            "The time-stamping certificate is trusted when it has to be.",
        ),
        "unknown": Text(
            "Chưa xác định được chứng thư dấu thời gian có tin cậy không.",
            "Whether the time-stamping certificate may be trusted is not established.",
        ),
    },
    "lifetime": {
        "ok": Text(
            "Thuật toán còn đủ mạnh vào lúc cần.", "The algorithms were strong enough when they had to be."
        ),
        "unknown": Text(
            "Thuật toán đã quá thời hạn dùng trước khi được gia hạn.",
            "The algorithms had aged before they were renewed.",
        ),
    },
}


def check(name: str, place: str, outcome: Outcome, detail: str = "") -> NamedCheck:
    """The check under its name with its sentence; ``detail`` follows in brackets."""
    text = _WORDS[name][outcome]
    if detail:
        text = Text(f"{text.vi} ({detail})", f"{text.en} ({detail})")
    return NamedCheck(name, place, text, outcome)


def sentence(verdict: Verdict, at: datetime | None) -> Text:
    """The conclusion in one breath."""
    when = at.astimezone(_VIETNAM).strftime("%H:%M:%S %d/%m/%Y") if at else ""
    if verdict == "TOTAL_PASSED":
        return Text(
            f"Chứng minh được: các tệp này đã tồn tại nguyên vẹn từ {when}.",
            f"Proven: these data objects have existed unaltered since {when}.",
        )
    if verdict == "INDETERMINATE":
        return Text(
            "Không có chỗ nào mâu thuẫn, nhưng chưa đủ căn cứ để kết luận.",
            "Nothing contradicts, but there is not enough to conclude.",
        )
    return Text(
        "Bằng chứng không đúng với các tệp này.", "The evidence does not hold for these data objects."
    )
