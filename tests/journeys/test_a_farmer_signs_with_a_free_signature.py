"""S3: "provide free digital signatures to serve people and businesses in the province for use in handling
administrative procedures on the national public service portal and the provincial public service portal"."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.conftest import Opened
from tests.journeys.deeds import COMMUNE, COPY, a_number, begin, fill
from tests.journeys.installation import Installation
from tests.journeys.visitor import Visitor

PIN = "rung-xanh-7"
CARD = "008075000002||Ma Văn Thử|02091975|Nam|Xã Thượng Lâm, tỉnh Tuyên Quang|01012022"


def test_a_farmer_signs_with_a_free_signature(
    installation: Installation,
    open_as: Opened,
    desk_officer: Visitor,
    supervisor: Visitor,
    stranger: Visitor,
    tmp_path: Path,
) -> None:
    """S3: "provide free digital signatures to serve people and businesses in the province"."""
    farmer = open_as("nongdan", narrow=True)
    farmer.go("/chu-ky-so/").type({"desk": COMMUNE}).press("Gửi yêu cầu").reads("đang chờ xác nhận")
    _confirm(desk_officer)
    farmer.go("/chu-ky-so/").reads("chỉ mình bạn biết")
    _choose_pin(farmer)

    signed = _sign_and_file(farmer, tmp_path)
    _passes(stranger, signed, "Ma Văn Thử")

    farmer.go("/chu-ky-so/").press("Thu hồi chữ ký số").press("Thu hồi ngay").reads("Vì sao bạn thu hồi?")
    farmer.type({"reason": "lost"}).press("Thu hồi ngay").reads(
        "Đã thu hồi: Mất điện thoại", "Xin cấp chữ ký số"
    )
    _passes(stranger, signed, "Ma Văn Thử")
    _fill_in(farmer).reads("Bạn chưa có chữ ký số đang dùng được")

    supervisor.go("/giam-sat/chu-ky-so").reads("Đã thu hồi", "Ủy ban nhân dân xã Thượng Lâm")
    supervisor.press("1", within="tbody").reads("Ma Văn Thử")


def _confirm(desk: Visitor) -> None:
    desk.go("/quay/chu-ky-so/").press("Ma Văn Thử")
    desk.page.fill("#qr", CARD)
    desk.press("Đọc thẻ").press("Xác nhận đúng người").reads("Không có ai đang chờ")


def _choose_pin(farmer: Visitor) -> None:
    """It goes to the authority alone: nothing that our server is sent holds it."""
    ours: list[str] = []
    farmer.page.on(
        "request",
        lambda one: ours.append(one.post_data or "") if one.url.startswith(farmer.base) else None,
    )
    farmer.page.fill("#pin-first", PIN)
    farmer.page.fill("#pin-again", PIN + "8")
    farmer.press_and_wait("Đặt mã PIN và nhận", "[data-pin-status]:has-text('chưa giống nhau')")
    farmer.page.fill("#pin-again", PIN)
    farmer.press_and_wait("Đặt mã PIN và nhận", "#live-place").reads("Chữ ký số đang dùng")
    assert len(ours) > 1
    assert not [body for body in ours if PIN in body]


def _fill_in(farmer: Visitor) -> Visitor:
    begin(farmer, COPY.procedure)
    fill(farmer, COPY, so_dang_ky=a_number())
    return farmer.press("Tiếp tục: kiểm tra và nộp")


def _sign_and_file(farmer: Visitor, folder: Path) -> Path:
    """The signed form, filed; the wrong PIN is told first."""
    _fill_in(farmer)
    for pin, place in (
        ("sai-ma-pin", "[data-sign-status]:has-text('PIN')"),
        (PIN, "main >> text=Tải tờ khai đã ký"),
    ):
        farmer.page.get_by_role("button", name="Ký số bây giờ").click()
        farmer.page.fill("#sign-pin", pin)
        farmer.page.locator("dialog button").first.click()
        farmer.page.locator(place).first.wait_for()
    file = folder / "to-khai-da-ky.pdf"
    file.write_bytes(farmer.look().download("Tải tờ khai đã ký"))
    farmer.type({"consent": "yes"}).press("Nộp hồ sơ").reads("Đã nhận hồ sơ")
    return file


def _passes(stranger: Visitor, file: Path, name: str) -> None:
    stranger.go("/kiem-tra").give(file).press_and_wait("Kiểm tra", "#verdict")
    stranger.reads(f"chữ ký số hợp lệ của {name}", f"Đạt: Dấu thời gian trên chữ ký của {name}")
