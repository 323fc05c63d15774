"""Take the pictures of the README: ``.venv/bin/python tools/pictures.py``. Run by hand, looked at by a person."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from tests.journeys import deeds  # noqa: E402
from tests.journeys.conftest import CHROMIUM, PASSWORD, QUIET  # noqa: E402
from tests.journeys.installation import Installation  # noqa: E402
from tests.journeys.visitor import Visitor  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 150_000
COLOURS = (96, 64, 48, 32)


def main() -> int:
    """Play half a day, and take a picture of each door on the way."""
    installation = Installation.started()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            _play(browser, installation.base, Path(tempfile.mkdtemp(prefix="hoso-pictures-")))
            browser.close()
    finally:
        installation.stop()
    return 0


def _play(browser: Browser, base: str, folder: Path) -> None:
    def come(username: str = "", width: int = 1280) -> Visitor:
        visitor = Visitor(browser.new_context(locale="vi-VN"), base, width=width)
        if username:
            visitor.go("/vao").type({"username": username, "password": PASSWORD}).press("Đăng nhập")
        return visitor

    stranger, mother, phone = come(), come("nguoidan"), come("nguoidan", 375)
    take(stranger.go("/"), "portal-home")
    take(stranger.go(f"/thu-tuc/{deeds.BIRTH.procedure}"), "portal-procedure")
    deeds.begin(mother, deeds.BIRTH.procedure)
    mother.type(deeds.BIRTH.answers)
    take(mother, "portal-filing")
    mother.press("Tiếp tục")
    deeds.attach(mother, "giay-chung-sinh", deeds.photo(folder, deeds.BIRTH.papers["giay-chung-sinh"]))
    phone.go(mother.path)
    take(phone, "portal-phone", at="#component-giay-chung-sinh")
    mother.press("Tiếp tục: kiểm tra và nộp")
    path = deeds.file_it(mother).path.removesuffix("/bien-nhan")

    desk = come("motcua")
    desk.go(deeds.at_desk(path))
    deeds.digitise_all(desk).press("Kết luận")
    take(desk.go(deeds.at_desk(path)), "desk-workspace")
    desk.press("Tiếp nhận")
    officer, signer, records = come("thuly"), come("lanhdao"), come("vanthu")
    deeds.take_on(officer, path)
    deeds.work(officer, path)
    deeds.propose(officer, path, deeds.BIRTH.entries)
    take(signer.go(f"{deeds.at_desk(path)}/ky"), "desk-sign")
    deeds.confirmed(signer, "Ký")
    deeds.issue(records, path)
    result = folder / "giay-khai-sinh.pdf"
    result.write_bytes(mother.go(path).download("Tải kết quả có ký số"))
    stranger.go("/kiem-tra").give(result).press_and_wait("Kiểm tra", "#verdict")
    take(stranger, "portal-verify")
    for _ in range(3):
        deeds.file_copy(mother, deeds.a_number())
    take(come("giamsat").go("/giam-sat/so-lieu"), "board-dashboard")


def take(visitor: Visitor, name: str, *, at: str = "body") -> None:
    """The visible part of the page, from a place on, as a small PNG with few colours."""
    visitor.page.locator(at).evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 16)")
    visitor.page.mouse.move(0, 0)
    visitor.page.wait_for_load_state("networkidle")  # pictures further down come when they are scrolled to
    shot = Image.open(io.BytesIO(visitor.page.screenshot(animations="disabled"))).convert("RGB")
    PICTURES.mkdir(parents=True, exist_ok=True)
    for colours in COLOURS:
        made = io.BytesIO()
        shot.quantize(colours, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
        if made.tell() < MOST_BYTES:
            break
    (PICTURES / f"{name}.png").write_bytes(made.getvalue())
    print(f"{name}: {shot.width} × {shot.height}, {made.tell() // 1000} kB")


if __name__ == "__main__":
    sys.exit(main())
