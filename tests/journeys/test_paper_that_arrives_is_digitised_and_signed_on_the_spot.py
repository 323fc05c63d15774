"""S0: "100% of input documents must be digitized and signed according to regulations at the time of receipt"."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.journeys.deeds import CERTIFIED, a_number, scan
from tests.journeys.visitor import Visitor


def test_paper_that_arrives_is_digitised_and_signed_on_the_spot(
    desk_officer: Visitor, tmp_path: Path
) -> None:
    """S0: "100% of input documents must be digitized and signed according to regulations at the time of receipt"."""
    desk = desk_officer
    desk.go("/quay/quay-moi/").type({"q": "008090000004"}).press("Tìm", within="form[role=search]")
    desk.press("Nguyễn Văn Thí").reads("Nguyễn Văn Thí cần làm thủ tục gì?")
    desk.type({"q": "chung thuc ban sao tu ban chinh"}).press("Tìm", within="form[role=search]")
    desk.page.locator(f"main button[value='{CERTIFIED.procedure}']").click()
    desk.look().type({**CERTIFIED.answers, "so_giay_to": f"TC {a_number()}"})
    desk.page.get_by_role("button", name="Lưu, làm sau").click()
    desk.look()
    if "/quay/quay/" not in desk.path:
        desk.go("/quay/quay-moi/").page.locator("main a[href*='/quay/quay/']").first.click()
        desk.look()

    desk.give(scan(tmp_path, CERTIFIED.papers["ban-chinh"]), within="#slot-ban-chinh")
    desk.press_and_wait("Quét và ký", "#slot-ban-chinh .desk-laid").reads("số trang: 1")
    desk.press("Nộp và tiếp nhận").reads("Đã tiếp nhận", "Hẹn trả")

    due = re.search(r"\d{2}/\d{2}/\d{4}", desk.page.locator(".govuk-panel strong").inner_text())
    assert due, desk.text
    slip = tmp_path / "giay-tiep-nhan.pdf"
    slip.write_bytes(desk.download("In: Giấy tiếp nhận"))
    printed = subprocess.run(
        ["pdftotext", "-layout", slip, "-"], capture_output=True, text=True, check=True
    ).stdout
    code = desk.page.locator(".govuk-panel .hoso-code").inner_text()
    assert code in printed
    assert "Nguyễn Văn Thí" in printed
    day, month, year = (int(part) for part in due[0].split("/"))
    written = rf"{day:02d}/{month:02d}/{year}|ngày\s+{day:02d}\s+tháng\s+{month:02d}\s+năm\s+{year}"
    assert re.search(written, printed), printed

    desk.press("Mở hồ sơ").reads(
        "Số hóa từ bản giấy tại nơi tiếp nhận",
        "số hóa bởi Hoàng Thị Mẫu",
        "chữ ký số hợp lệ của Hoàng Thị Mẫu",
        "Hợp lệ: Đã số hóa và ký số đúng quy định",
    )
