"""QR code and barcode, read back by readers that did not draw them."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pypdfium2
import pytest
import zxingcpp

from hoso.press import compose
from hoso.press.barcode import bars
from hoso.press.errors import PayloadTooLong, UnprintableLetter
from hoso.press.qr import SMALLEST_SIDE_MM, PaperIdentity, payload, symbol
from hoso.press.samples import NOW, sample
from hoso.press.samples.slips import CODE, DUE, identity
from hoso.press.shapes import TEMPLATES

_DPI = 200
Picture = np.typing.NDArray[np.uint8]


def picture(pdf: bytes, page: int = 0) -> Picture:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        pixels: Picture = document[page].render(scale=_DPI / 72, grayscale=True).to_numpy().squeeze().copy()
        return pixels
    finally:
        document.close()


def _qr_codes(page: Picture) -> list[zxingcpp.Barcode]:
    return [code for code in zxingcpp.read_barcodes(page) if code.format == zxingcpp.BarcodeFormat.QRCode]


def test_the_payload_holds_the_items_of_the_circular_in_order() -> None:
    items = payload(identity("Giấy hẹn", appointment_at=DUE, validity="30 ngày")).split("|")
    assert items == [
        CODE,
        "1.001193",
        "002189004567",
        "Giấy hẹn",
        "Một cửa Tuyên Quang",
        "20261122101530",
        "20261127170000",
        "30 ngày",
        "https://mc.example.vn/v/7K3Q9F2M",
    ]


def test_a_separator_inside_an_item_cannot_shift_the_others() -> None:
    assert payload(identity("a|b\nc")).count("|") == 8


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_qr_code_of_every_paper_reads_back_from_the_printed_page(name: str) -> None:
    data = sample(name)
    page = picture(compose(name, data, now=NOW).pdf)
    text = payload(data["qr"])
    assert _qr_codes(page)[0].text == text
    assert len(_qr_codes(page)) == 1
    assert symbol(text).version <= 10


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_second_reader_of_other_making_reads_the_same(name: str) -> None:
    text = payload(sample(name)["qr"])
    drawn = symbol(text)
    side = 17 + 4 * drawn.version + 4
    modules = np.full((side, side), 255, np.uint8)
    for run in drawn.svg.split('d="')[1].split('"')[0].split("z")[:-1]:
        x, y = (int(number) for number in run[1:].split("h")[0].split(" "))
        modules[y, x : x + int(run.split("h")[1].split("v")[0])] = 0
    image = np.pad(modules, 2, constant_values=255).repeat(6, axis=0).repeat(6, axis=1)
    assert cv2.QRCodeDetectorAruco().detectAndDecode(image)[0] == text


@pytest.mark.parametrize("name", ["receipt", "birth_certificate"])
def test_the_qr_code_stands_in_the_top_left_corner_and_is_at_least_25_mm_wide(name: str) -> None:
    found = _qr_codes(picture(compose(name, sample(name), now=NOW).pdf))
    corner, far = found[0].position.top_left, found[0].position.bottom_right
    mm = 25.4 / _DPI
    assert corner.x * mm < 30
    assert corner.y * mm < 20
    side = symbol(payload(sample(name)["qr"])).side_mm
    assert side >= SMALLEST_SIDE_MM
    assert (far.x - corner.x) * mm > side * 0.88  # the blank margin is part of the side


def test_a_long_system_name_makes_a_larger_code_that_still_reads() -> None:
    paper = identity(
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", system_name="Hệ thống thông tin giải quyết " * 3
    )
    drawn = symbol(payload(paper))
    assert drawn.version > 10
    assert drawn.side_mm > 26
    page = picture(compose("receipt", sample("receipt") | {"qr": paper}, now=NOW).pdf)
    assert payload(paper) in [code.text for code in zxingcpp.read_barcodes(page)]


@pytest.mark.parametrize("length", [500, 5000])
def test_a_payload_beyond_the_limit_is_refused(length: int) -> None:
    with pytest.raises(PayloadTooLong) as fault:
        symbol("ễ" * length)
    assert "412" in fault.value.text.vi


def test_an_unknown_identity_stays_empty_in_the_code() -> None:
    assert payload(PaperIdentity("", "1.1", "", "p", "s", NOW, "u")).startswith("|1.1||p|s|")


def _scan(text: str) -> str:
    """Draw the path of the SVG into pixels and read them."""
    drawn = bars(text)
    image = np.full((60, drawn.modules * 3), 255, np.uint8)
    for piece in drawn.svg.split('d="')[1].split('"')[0].split("z")[:-1]:
        x, width = int(piece[1:].split(" ")[0]), int(piece.split("h")[1].split("v")[0])
        image[:, x * 3 : (x + width) * 3] = 0
    found = zxingcpp.read_barcode(np.pad(image, 10, constant_values=255))
    return found.text if found else ""


@pytest.mark.parametrize(
    "text", [CODE, "H26.12-261122-0001", "G09.20-20260609-0092637", "A", "12", "1234", "a1b22c333d4444e~ "]
)
def test_code_128_reads_back(text: str) -> None:
    assert _scan(text) == text


def test_the_barcode_reads_back_from_a_printed_slip() -> None:
    found = zxingcpp.read_barcodes(picture(compose("receipt", sample("receipt"), now=NOW).pdf))
    assert CODE in [code.text for code in found if code.format == zxingcpp.BarcodeFormat.Code128]


@pytest.mark.parametrize("text", ["", "1" * 49])
def test_a_barcode_of_wrong_length_is_refused(text: str) -> None:
    with pytest.raises(PayloadTooLong):
        bars(text)


def test_a_barcode_of_letters_outside_ascii_is_refused() -> None:
    with pytest.raises(UnprintableLetter, match="Đ"):
        bars("Đ1")


def test_a_direction_mark_does_not_get_into_the_qr_code() -> None:
    with pytest.raises(UnprintableLetter):
        payload(identity("Giấy \u202eneih"))


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        identity("Giấy hẹn", published_at=NOW.replace(tzinfo=None))
