"""The sentences for what only these formats know; all other codes have theirs in ``verdict/reasons.py``."""

from __future__ import annotations

from datetime import datetime

from hoso.law.text import Text
from hoso.seal.trust import TrustStore
from hoso.seal.verdict.reasons import SENTENCES, reason
from hoso.seal.verdict.report import Check, Reason, Report

_OWN: dict[str, Text] = {
    "unsupported-format": Text(
        "Dạng tệp này chưa kiểm tra chữ ký được; hệ thống đọc PDF, XML, tệp chữ ký .p7s và gói ASiC. "
        "Điều đó không có nghĩa là tệp không hợp lệ.",
        "Signatures in this kind of file cannot be checked; PDF, XML, .p7s and ASiC can. That does not mean "
        "that the file is invalid.",
    ),
    "SIGNED_DATA_NOT_FOUND": Text(
        "Tệp chữ ký đứng riêng, chưa có tệp nội dung đi kèm để đối chiếu. Hãy gửi cả hai.",
        "The signature stands alone and the file it signs is not here. Please send both.",
    ),
    "FORBIDDEN_TRANSFORM": Text(
        "Chữ ký dùng phép biến đổi có thể che giấu nội dung (XPath, XSLT) nên không được chấp nhận.",
        "The signature uses a transformation that can hide content (XPath, XSLT); it is not accepted.",
    ),
    "DTD_REFUSED": Text(
        "Tệp XML khai báo DTD hoặc thực thể bên ngoài nên không được đọc.",
        "The XML declares a document type or external entities and is not read.",
    ),
    "CONTAINER_UNSAFE": Text(
        "Gói tệp không an toàn (đường dẫn lạ, tệp trùng tên, nén quá mức) nên không được mở.",
        "The container is unsafe (odd paths, doubled names, extreme compression) and is not opened.",
    ),
}


def why(code: str, field: str | None = None) -> Reason:
    """The reason with this code, of these formats or of the PDF gates."""
    return Reason(code, _OWN[code], field) if code in _OWN else reason(code, field)


def sentence_of(code: str) -> Text:
    """The sentence behind a code; a code nobody knows stands for itself."""
    return _OWN.get(code) or SENTENCES.get(code) or Text(code, code)


def undecided(name: str, code: str, trust: TrustStore, now: datetime, detail: str = "") -> Report:
    """The report for a file about which nothing bad is known and nothing good can be said."""
    said = why(code)
    told = Text(
        f"Chưa đủ căn cứ để kết luận, cần người xem xét: {said.text.vi}",
        f"No conclusion yet, a person has to look: {said.text.en}",
    )
    check = Check(Text("Đọc tệp", "Reading the file"), "unknown", detail or code)
    return Report(
        name, "NONE", "INDETERMINATE", (said,), told, (check,),
        trust_store_version=trust.version, checked_at=now,
    )  # fmt: skip


def refused(name: str, code: str, trust: TrustStore, now: datetime, detail: str = "") -> Report:
    """The report for a signed file whose very form is an attack or beyond repair."""
    said = why(code)
    told = Text(
        f"Không được tin tài liệu này: {said.text.vi}", f"This document must not be trusted: {said.text.en}"
    )
    check = Check(Text("Đọc tệp", "Reading the file"), "failed", detail or code)
    return Report(
        name, "FAILED", "TOTAL_FAILED", (said,), told, (check,),
        trust_store_version=trust.version, checked_at=now,
    )  # fmt: skip
