"""S0: "Processing time is calculated from the time of receiving electronic files"."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.journeys.conftest import Opened
from tests.journeys.deeds import IDENTITY, RECORD, accept, at_desk, file_record, photo, take_on
from tests.journeys.visitor import Visitor

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
CARD = ("CĂN CƯỚC (mẫu trình diễn)", "Họ và tên: NGUYỄN THỊ HOA", "Mặt sau")
COUNTED = "main .govuk-details:has-text('Cách tính') ol"


def test_the_clock_starts_at_the_electronic_receipt_and_pauses_while_the_owner_is_asked(
    citizen: Visitor, open_as: Opened, tmp_path: Path
) -> None:
    """S0: "valid electronic files must be used immediately to resolve work, without delay waiting for paper copies.
    Processing time is calculated from the time of receiving electronic files."
    """
    desk_officer, case_officer = open_as(RECORD.cast.desk), open_as(RECORD.cast.case_officer)
    path = file_record(citizen, photo(tmp_path, CARD, "mat-truoc.jpg"))
    stamped = datetime.fromisoformat(citizen.page.locator("main time").first.get_attribute("datetime") or "")
    received = f"{stamped.astimezone(VIETNAM):%H:%M}"

    accept(desk_officer, path)
    assert received in counted(desk_officer), "the count begins with the e-receipt, not with the acceptance"
    take_on(case_officer, path)
    case_officer.go(f"{at_desk(path)}/bo-sung")
    case_officer.type(
        {
            f"tick-{IDENTITY}": "on",
            f"what-{IDENTITY}": "Ảnh chụp mặt sau",
            f"override-{IDENTITY}": "unreadable",  # it was judged valid: not without a named ground
            f"basis-{IDENTITY}": "Điều 8 Thông tư 01/2023/TT-VPCP",
            "reason": "Không đọc được mặt sau",
        }
    )
    case_officer.press("Gửi yêu cầu").reads("thời hạn tạm dừng")
    before = counted(case_officer)
    assert "tạm dừng" in before.lower()

    citizen.go(path).reads("Cần bạn bổ sung", "Ảnh chụp mặt sau", "thời hạn tạm dừng")
    citizen.give(photo(tmp_path, CARD, "mat-sau.jpg"), within="#supplement-place").type(
        {"words": "Tôi gửi lại."}
    )
    citizen.page.get_by_role("button", name="Gửi bổ sung").click()
    citizen.page.locator("#supplement-place").wait_for(state="detached")
    citizen.look().reads("Đang")
    case_officer.go(at_desk(path)).reads("đã bổ sung lúc")
    assert "hạn mới" in counted(case_officer), "the time waited is given back"


def counted(visitor: Visitor) -> str:
    """The calculation of the due date, line by line."""
    return visitor.page.locator(COUNTED).first.text_content() or ""
