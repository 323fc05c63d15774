"""S0: "Absolutely do not request to resubmit paper documents if there is a valid electronic version according to
the law"."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.conftest import Opened
from tests.journeys.deeds import COPY, a_number, accept, at_desk, attach, begin, file_it, fill, photo
from tests.journeys.visitor import Visitor

CARD = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CĂN CƯỚC (mẫu trình diễn)", "Họ và tên: MA VĂN THỬ")
SLOT = "giay-to-tuy-than"


@pytest.fixture
def farmer(open_as: Opened) -> Visitor:
    """Ma Văn Thử."""
    return open_as("nongdan")


def test_nobody_asks_again_for_a_valid_electronic_paper(
    farmer: Visitor, desk_officer: Visitor, tmp_path: Path
) -> None:
    """S0: "Absolutely do not request to resubmit paper documents if there is a valid electronic version according
    to the law."
    """
    begin(farmer, COPY.procedure)
    fill(farmer, COPY, so_dang_ky=a_number())
    attach(farmer, SLOT, photo(tmp_path, CARD, "can-cuoc.jpg"))
    farmer.press("Tiếp tục: kiểm tra và nộp")
    first = file_it(farmer).path.removesuffix("/bien-nhan")
    accept(desk_officer, first)
    farmer.go("/kho/").reads("Dùng được")

    begin(farmer, COPY.procedure)
    fill(farmer, COPY, so_dang_ky=a_number()).reads("Bạn đã có trong kho")
    farmer.press("Dùng bản đã có", within=f"#component-{SLOT}").reads("từ kho của bạn")
    farmer.press("Tiếp tục: kiểm tra và nộp")
    second = file_it(farmer).path.removesuffix("/bien-nhan")

    desk_officer.go(f"{at_desk(second)}/hoan-thien").reads("Nghị định 61/2018/NĐ-CP")
    desk_officer.type({f"tick-{SLOT}": "on", f"what-{SLOT}": "Nộp bản giấy", "reason": "Cần bản giấy"})
    desk_officer.press("Gửi").reads("Chưa thực hiện được")
    assert desk_officer.page.locator("main input[name=reason], main textarea[name=reason]").count()
    farmer.go(second)
    assert "Cần bạn bổ sung" not in farmer.text, "a refused request reaches nobody"
