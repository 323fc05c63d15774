"""S0: "Absolutely do not request to resubmit paper documents if there is a valid electronic version according to
the law"."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.conftest import Opened
from tests.journeys.deeds import IDENTITY, RECORD, accept, at_desk, file_record, photo
from tests.journeys.visitor import Visitor

CARD = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CĂN CƯỚC (mẫu trình diễn)", "Họ và tên: MA VĂN THỬ")
HELD, ARTICLE = "Đã có bản điện tử hợp lệ", "Chỉ thị"


@pytest.fixture
def farmer(open_as: Opened) -> Visitor:
    """Ma Văn Thử."""
    return open_as("nongdan")


def test_nobody_asks_again_for_a_valid_electronic_paper(
    farmer: Visitor, open_as: Opened, tmp_path: Path
) -> None:
    """S0: "Absolutely do not request to resubmit paper documents if there is a valid electronic version according
    to the law."
    """
    officer = open_as(RECORD.cast.desk)
    accept(officer, file_record(farmer, photo(tmp_path, CARD, "can-cuoc.jpg")))
    farmer.go("/kho/").reads("Dùng được")
    second = file_record(farmer, photo(tmp_path, (*CARD, "ảnh mờ"), "anh-mo.jpg"), held_first=True)

    officer.go(f"{at_desk(second)}/hoan-thien").reads(HELD)
    officer.type({f"tick-{IDENTITY}": "on", f"what-{IDENTITY}": "Nộp bản giấy", "reason": "Cần bản giấy"})
    officer.press("Gửi yêu cầu").reads("Chưa thực hiện được", HELD, ARTICLE)
    assert officer.page.input_value("main textarea[name=reason]") == "Cần bản giấy", "what was typed is kept"
    officer.press("Không, quay lại").press("Dùng bản đã có").reads("dùng lại bản đã có")
    assert "Cần bạn bổ sung" not in farmer.go(second).text, "a refused request reaches nobody"
