"""S2: "carry out the authentication of electronic copies from the original according to the provisions of the Decree
No. 45/2020/ND-CP … for comparison with copies to reduce the provision of information and travel time in conducting
administrative procedures"."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.journeys.conftest import Opened
from tests.journeys.deeds import (
    CERTIFIED,
    IDENTITY,
    PROVINCE_DESK,
    RECORD,
    a_number,
    accept,
    at_desk,
    begin,
    confirmed,
    file_it,
    fill,
    issue,
    scan,
    sign,
    take_on,
    work,
)
from tests.journeys.visitor import Visitor

CARD = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "THẺ CĂN CƯỚC (mẫu trình diễn)", "Họ và tên: MA VĂN THỬ")
NAME = "Thẻ căn cước"


@pytest.fixture
def farmer(open_as: Opened) -> Visitor:
    """Ma Văn Thử, who owns the original."""
    return open_as("nongdan")


def brought_to_the_counter(desk: Visitor, folder: Path) -> str:
    """He shows the original; it is digitised and signed before his eyes. The path of the dossier."""
    desk.go("/quay/quay-moi/").type({"q": "008075000002"}).press("Tìm", within="form[role=search]")
    desk.press("Ma Văn Thử").type({"q": "chung thuc ban sao tu ban chinh"})
    desk.press("Tìm", within="form[role=search]")
    desk.page.locator(f"main button[value='{CERTIFIED.procedure}']").click()
    desk.look().type({**CERTIFIED.answers, "ten_giay_to": NAME, "so_giay_to": a_number()})
    desk.page.get_by_role("button", name="Lưu, làm sau").click()
    desk.look()
    if "/quay/quay/" not in desk.path:
        desk.go("/quay/quay-moi/").page.locator("main a[href*='/quay/quay/']").first.click()
        desk.look()
    desk.give(scan(folder, CARD), within="#slot-ban-chinh")
    desk.press_and_wait("Quét và ký", "#slot-ban-chinh .desk-laid")
    desk.press("Nộp và tiếp nhận").reads("Đã tiếp nhận").press("Mở hồ sơ")
    return desk.path.removeprefix("/quay")


def certified(open_as: Opened, path: str) -> str:
    """Compared page by page, certified, sealed; its number."""
    case_officer, signer = open_as(CERTIFIED.cast.case_officer), open_as(CERTIFIED.cast.signer)
    work(take_on(case_officer, path), path)
    case_officer.go(f"{at_desk(path)}/trinh").press("Xem trước văn bản").press("Trình ký")
    sign(signer, path).reads("chưa xác nhận đã tự đối chiếu")
    signer.go(at_desk(path)).press("Đối chiếu bản chính").reads("Trang 1 đúng với bản chính", "Điều 20")
    assert signer.page.locator(".desk-compare__picture").first.evaluate(
        "e => e.complete && e.naturalWidth > 0"
    )
    signer.type({"page": "1", "kind": "identity_paper"}).press("Xác nhận đã đối chiếu")
    signer.reads("Đã ghi nhận đối chiếu")
    sign(signer, path).reads("Đã ký")
    issue(open_as(CERTIFIED.cast.records), path).reads("phát hành")
    number = signer.go("/quay/so-chung-thuc/").reads(NAME, "Ma Văn Thử", "Còn hiệu lực")
    return number.page.locator("tbody .hoso-code").first.inner_text()


def test_a_certified_copy_from_the_original_reduces_papers_and_travel(
    farmer: Visitor, desk_officer: Visitor, open_as: Opened, tmp_path: Path
) -> None:
    """S2: "carry out the authentication of electronic copies from the original … to reduce the provision of
    information and travel time in conducting administrative procedures".
    """
    path = brought_to_the_counter(desk_officer, tmp_path)
    number = certified(open_as, path)
    assert number.endswith("-SCT/BS")

    farmer.go(path).reads("Bản sao chứng thực")
    copy = tmp_path / "ban-sao-chung-thuc.pdf"
    copy.write_bytes(farmer.download("Tải"))
    farmer.go("/kho/").reads(f"Bản sao chứng thực: {NAME}", "Dùng được", f"số {number}")

    begin(farmer, RECORD.procedure, PROVINCE_DESK)
    fill(farmer, RECORD, noi_sinh=f"tỉnh Tuyên Quang, thôn {a_number()}")
    farmer.reads("Bạn đã có trong kho").press("Dùng bản đã có", within=f"#component-{IDENTITY}")
    file_it(farmer.press("Tiếp tục: kiểm tra và nộp")).reads("Đã nhận hồ sơ")
    second = farmer.path.removesuffix("/bien-nhan")
    police = open_as(RECORD.cast.desk)
    accept(police, second)
    police.go(at_desk(second)).reads("Hợp lệ: Đã chứng thực điện tử", f"Số chứng thực {number}")

    stranger = open_as()
    stranger.go("/kiem-tra").give(copy).press_and_wait("Kiểm tra", "#verdict").reads(
        "đúng là bản chúng tôi đã cấp"
    )
    assert "bị thu hồi, hủy bỏ và không còn" not in stranger.text

    signer = open_as(CERTIFIED.cast.signer)
    today = f"{date.today():%d/%m/%Y}"
    signer.go(at_desk(path)).press("Thu hồi kết quả")
    signer.type({"decision_number": "77/QĐ-UBND", "decided_on": today, "reason": "Bản chính bị tẩy xóa"})
    confirmed(signer, "Thu hồi và công khai").reads("Đã thu hồi")
    signer.go("/quay/so-chung-thuc/").reads("Đã hủy bỏ")

    stranger.go("/kiem-tra").give(copy).press_and_wait("Kiểm tra", "#verdict")
    stranger.reads("đã bị thu hồi, hủy bỏ và không còn giá trị", "77/QĐ-UBND", "Bản chính bị tẩy xóa")
    stranger.go("/giay-bi-thu-hoi").reads(number, "77/QĐ-UBND")
    farmer.go("/kho/").reads("Đã bị thu hồi")
    begin(farmer, RECORD.procedure, PROVINCE_DESK)
    fill(farmer, RECORD, noi_sinh=f"tỉnh Tuyên Quang, thôn {a_number()}")
    assert f"Bản sao chứng thực: {NAME}" not in farmer.text, "a void copy is offered to nobody"
