"""When a paper cannot be digitised for its nature: a closed list, so that exceptions can be counted."""

from __future__ import annotations

from enum import StrEnum

from hoso.law.text import Text


class NotDigitisable(StrEnum):
    """Why a paper stays paper (Directive, section 2a; Circular 01/2023 Art 4)."""

    STATE_SECRET = "state_secret"
    OBJECT = "object"
    TOO_LARGE = "too_large"
    FRAGILE = "fragile"
    ONLY_SHOWN = "only_shown"

    @property
    def label(self) -> Text:
        """The reason in words."""
        return _LABELS[self]


_LABELS = {
    NotDigitisable.STATE_SECRET: Text("Tài liệu thuộc danh mục bí mật nhà nước", "A state secret"),
    NotDigitisable.OBJECT: Text("Mẫu vật, hiện vật không phải giấy tờ", "A sample or object, not a paper"),
    NotDigitisable.TOO_LARGE: Text("Khổ quá lớn, máy quét không đọc được", "Too large for any scanner here"),
    NotDigitisable.FRAGILE: Text("Bản gốc hư hỏng, quét sẽ làm hỏng thêm", "Too fragile to be scanned"),
    NotDigitisable.ONLY_SHOWN: Text("Luật chỉ yêu cầu xuất trình, không nộp", "The law asks only to show it"),
}
