"""S3: "The digitization process ensures the completeness and accuracy of the data of the digitized records and
documents and the completeness of the content and digitization process"."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload

from hoso.scan.samples.hostile import HOSTILE
from hoso.scan.samples.hostile_pdf import plain_pdf
from tests.journeys.conftest import Opened
from tests.journeys.deeds import PROVINCE_DESK, RECORD, begin, fill
from tests.journeys.visitor import Visitor

SLOT = "#component-giay-to-tuy-than"
MAKE: dict[str, Callable[[], bytes]] = {one.name: one.make for one in HOSTILE}
REFUSED = f"{SLOT} .govuk-error-message, {SLOT} .hoso-upload__error"


@pytest.fixture
def farmer(open_as: Opened) -> Visitor:
    """Ma Văn Thử, with a draft that has come as far as the papers."""
    visitor = open_as("nongdan")
    begin(visitor, RECORD.procedure, PROVINCE_DESK)
    return fill(visitor, RECORD)


def test_bad_files_get_clear_words(farmer: Visitor, tmp_path: Path) -> None:
    """S3: "The digitization process ensures the completeness and accuracy of the data of the digitized records and
    documents": what cannot be kept is refused in words that say what to do.
    """
    for name, data in (
        ("don.exe.pdf", MAKE["don.exe.pdf"]()),
        ("rong.pdf", b""),
        ("mat-khau.pdf", MAKE["mat-khau.pdf"]()),
        ("cut.jpg", MAKE["cut.jpg"]()),
    ):
        send(farmer, FilePayload(name=name, mimeType="application/octet-stream", buffer=data))
        words = farmer.page.locator(REFUSED).last.inner_text()
        assert re.search("hãy|vui lòng|đề nghị", words.lower()), f"{name}: “{words}” does not say what to do"

    large = tmp_path / "qua-lon.pdf"
    with large.open("wb") as hole:
        hole.truncate(60 * 1024 * 1024)
    farmer.give(large, within=SLOT)
    farmer.page.locator(f"{SLOT} form.portal-upload button").last.click()
    farmer.page.locator(f"{SLOT} .hoso-upload__error").wait_for()
    farmer.look().reads("qua-lon.pdf", "lớn hơn giới hạn")

    long = FilePayload(name=f"{'giấy tờ ' * 62}.pdf", mimeType="application/pdf", buffer=plain_pdf())
    send(farmer, long, good=True)
    farmer.press("Quay lại phần khai")
    kept = farmer.page.input_value("main [name=noi_sinh]")
    assert kept == RECORD.answers["noi_sinh"], "the draft survives every refusal"


def send(farmer: Visitor, file: FilePayload, *, good: bool = False) -> None:
    """Upload into the slot and wait for the answer."""
    before = farmer.page.locator("main").element_handle()
    farmer.page.locator(f"{SLOT} input[type=file]").first.set_input_files(file)
    farmer.page.locator(f"{SLOT} form.portal-upload button").last.click()
    farmer.page.wait_for_function(
        "old => !old.isConnected || document.querySelector('.hoso-upload__error')", arg=before
    )
    farmer.page.locator(f"{SLOT} .portal-attached" if good else REFUSED).first.wait_for()
    farmer.look()
