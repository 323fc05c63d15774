"""Why a scan could not be made; every error says in both languages what to do."""

from __future__ import annotations

from hoso.law.text import Text
from hoso.scan.opening.verdict import FileVerdict, reason


class ScanError(Exception):
    """Base of all refusals of this craft."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class Unreadable(ScanError):
    """One input was refused at the gate; ``verdict`` says why, ``place`` which (from 0)."""

    def __init__(self, verdict: FileVerdict, place: int) -> None:
        super().__init__(verdict.problem or reason("unknown_type"))
        self.verdict = verdict
        self.place = place


class SignedOriginal(ScanError):
    """One input carries a digital signature: converting would destroy it, so its bytes stay as they are."""

    def __init__(self, verdict: FileVerdict, place: int) -> None:
        super().__init__(
            Text(
                "Tệp “{name}” đã ký số nên được giữ nguyên, không chuyển đổi; vui lòng nộp riêng tệp này.",
                "“{name}” is digitally signed and is kept as it is, not converted; please attach it alone.",
            ).format(name=verdict.name)
        )
        self.verdict = verdict
        self.place = place


class PageFailed(ScanError):
    """One page could not be drawn or read within its limits."""

    def __init__(self, name: str, place: int, page: int, cause: str) -> None:
        super().__init__(
            Text(
                "Không xử lý được trang {page} của tệp “{name}”. Vui lòng quét lại trang này rồi gửi lại.",
                "Page {page} of “{name}” could not be processed. Please scan that page again and resend it.",
            ).format(page=page + 1, name=name)
        )
        self.place = place
        self.page = page
        self.cause = cause


class NothingToScan(ScanError):
    """No input was given."""

    def __init__(self) -> None:
        super().__init__(Text("Chưa chọn tệp nào.", "No file was chosen."))


class NotArchival(ScanError):
    """The written file failed the PDF/A check; nothing was produced."""

    def __init__(self, findings: str) -> None:
        super().__init__(
            Text(
                "Không tạo được tệp lưu trữ đúng chuẩn PDF/A. Vui lòng báo quản trị hệ thống.",
                "No file conforming to PDF/A could be made. Please tell the system administrator.",
            )
        )
        self.findings = findings
