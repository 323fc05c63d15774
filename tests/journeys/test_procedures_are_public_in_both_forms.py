"""S3: "all administrative procedures in Chiem Hoa district have been made public in both forms (posted and
electronic)"."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypdfium2
import zxingcpp

from tests.journeys.visitor import Visitor


def test_procedures_are_public_in_both_forms(stranger: Visitor, tmp_path: Path) -> None:
    """S3: "all administrative procedures in Chiem Hoa district have been made public in both forms (posted and
    electronic)."
    """
    stranger.go("/").type({"q": "dang ky khai sinh"}).press("Tìm").press("Thủ tục đăng ký khai sinh")
    stranger.reads("Giấy tờ cần có", "Căn cứ pháp lý", "Các bước", "Phí, lệ phí", "Giấy chứng sinh")
    page = stranger.url.partition("?")[0]

    notice = tmp_path / "niem-yet.pdf"
    notice.write_bytes(stranger.fetch(f"{page}/niem-yet.pdf"))
    words = subprocess.run(["pdftotext", notice, "-"], capture_output=True, text=True, check=True).stdout
    assert "khai sinh" in " ".join(words.split()).lower()
    assert "Giấy chứng sinh" in " ".join(words.split())
    with pypdfium2.PdfDocument(notice) as paper:
        pictures = [sheet.render(scale=3).to_pil() for sheet in paper]
    read = {code.text.rpartition("|")[2] for picture in pictures for code in zxingcpp.read_barcodes(picture)}
    assert page in read, "the code on the wall leads to the page of the procedure"
    stranger.go(next(iter(read & {page}))).reads("Giấy tờ cần có")
