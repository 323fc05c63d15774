"""S0: "all procedures and transactions between state agencies and individuals and organizations must be carried
out on the Internet. digital environment; prioritize online methods throughout the process"."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.journeys.conftest import Opened
from tests.journeys.deeds import (
    BIRTH,
    accept,
    attach,
    begin,
    file_it,
    fill,
    issue,
    photo,
    propose,
    sign,
    take_on,
    work,
)
from tests.journeys.visitor import Visitor


@pytest.fixture
def on_the_phone(open_as: Opened) -> Visitor:
    """The mother with her telephone."""
    return open_as("nguoidan", narrow=True)


def test_every_procedure_runs_digitally_from_end_to_end(
    on_the_phone: Visitor,
    desk_officer: Visitor,
    case_officer: Visitor,
    signer: Visitor,
    records: Visitor,
    supervisor: Visitor,
    stranger: Visitor,
    tmp_path: Path,
) -> None:
    """S0: "all procedures … must be carried out on the Internet. digital environment; prioritize online methods
    throughout the process, minimize paper documents and direct contact."
    """
    mother = on_the_phone
    begin(mother, BIRTH.procedure)
    fill(mother, BIRTH, ho_ten_nguoi_duoc_khai_sinh=child_name())
    attach(mother, "giay-chung-sinh", photo(tmp_path, BIRTH.papers["giay-chung-sinh"]))
    mother.press("Tiếp tục: kiểm tra và nộp").reads("Hồ sơ đã đủ để nộp")
    sign_the_form(mother)
    file_it(mother).reads("Đã nhận hồ sơ", "Thời hạn tính từ thời điểm này")
    path = mother.path.removesuffix("/bien-nhan")

    desk_officer.go("/quay/tiep-nhan/").reads("Nguyễn Thị Hoa")
    code = accept(desk_officer, path)
    take_on(case_officer, path)
    work(case_officer, path)
    propose(case_officer, path, BIRTH.entries)
    sign(signer, path)
    issue(records, path)

    mother.go(path).reads(code, "Kết quả")
    result = tmp_path / "giay-khai-sinh.pdf"
    result.write_bytes(mother.download("Tải kết quả có ký số"))
    stranger.go("/kiem-tra").give(result).press_and_wait("Kiểm tra", "#verdict")
    stranger.reads("đúng là bản chúng tôi đã cấp", "Chẩu Văn Mẫu", "Ủy ban nhân dân xã Thượng Lâm")
    mother.press("Trang kiểm tra cho người nhận giấy").reads("Còn hiệu lực")
    stranger.go(f"/tra-cuu/{code}").reads(code, "không hiện thông tin cá nhân")
    assert "Nguyễn Thị Hoa" not in stranger.text

    supervisor.go("/giam-sat/so-lieu").press("Đã giải quyết").reads(code)


def child_name() -> str:
    """Another child at each run: the same one would be the same matter."""
    return (
        f"Ma Nguyễn {''.join(chr(ord('a') + int(digit)) for digit in str(time.time_ns())[:16]).capitalize()}"
    )


def sign_the_form(mother: Visitor) -> None:
    """In the browser, with the signing service that holds her key."""
    mother.page.get_by_role("button", name="Ký số bây giờ").click()
    mother.page.locator("#sign-pin").wait_for()
    hint = mother.page.locator("#sign-pin-hint").inner_text()
    mother.page.fill("#sign-pin", hint.rpartition(":")[2].strip())
    mother.page.locator("dialog button[value=yes]").click()
    mother.page.locator(".portal-signature").wait_for()
    mother.look()
