"""Three zones share the first page: no two touch, whatever its size, turn and crop; marks stand where they should."""

from __future__ import annotations

import io
from datetime import datetime
from itertools import combinations
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from numpy.typing import NDArray

from hoso.press.compose import compose
from hoso.press.samples import NOW, sample
from hoso.seal.appearance import digitised_appearance, scanner_appearance
from hoso.seal.increment import quick
from hoso.seal.increment.lexer import NotUnderstood
from hoso.seal.keys import SigningKey
from hoso.seal.sign import seal
from hoso.seal.zones import AGENCY_COPY_MARK, POINTS_PER_MM, QR, SCANNER_MARK, Box, Zone

FIRST_PAGE = (QR, SCANNER_MARK, AGENCY_COPY_MARK)
AGENCY = "Ủy ban nhân dân phường Minh Xuân, tỉnh Tuyên Quang"
CROP = (20, 30, 180, 270)
PAGES = {
    "A4": (210, 297, 0, None),
    "turned by 90": (210, 297, 90, None),
    "turned by 180": (210, 297, 180, None),
    "turned by 270": (210, 297, 270, None),
    "A4 across": (297, 210, 0, None),
    "A5": (148, 210, 0, None),
    "A5 across": (210, 148, 0, None),
    "cropped": (210, 297, 0, CROP),
    "cropped and turned": (210, 297, 90, CROP),
}
Shape = tuple[float, float, int, tuple[float, ...] | None]


def _page(shape: Shape) -> bytes:
    width, height, turn, crop = shape
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(width * POINTS_PER_MM, height * POINTS_PER_MM))
        if turn:
            page.obj.Rotate = turn
        if crop:
            page.obj.CropBox = [edge * POINTS_PER_MM for edge in crop]
        pdf.save(output)
    return output.getvalue()


def _visible(shape: Shape) -> Box:
    width, height, _, crop = shape
    left, bottom, right, top = (edge * POINTS_PER_MM for edge in crop or (0, 0, width, height))
    return left, bottom, right, top


@pytest.mark.parametrize("name", [*PAGES, "A6"])
def test_no_two_zones_touch_and_all_lie_on_the_page(name: str) -> None:
    shape = (105, 148, 0, None) if name == "A6" else PAGES[name]
    visible = _visible(shape)
    boxes = [zone.placed(visible, shape[2]).box for zone in FIRST_PAGE]
    for one, other in combinations(boxes, 2):
        assert not (one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])
    for left, bottom, right, top in boxes:
        assert visible[0] <= left < right <= visible[2]
        assert visible[1] <= bottom < top <= visible[3]


@pytest.mark.parametrize("careful", [False, True])
@pytest.mark.parametrize("name", PAGES)
def test_marks_stand_upright_where_the_reader_expects_them(
    name: str, careful: bool, officer: SigningKey, now: datetime, font: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if careful:
        monkeypatch.setattr(quick, "append", _never)
    plain, turned = _signed(PAGES["A4"], officer, now, font), _signed(PAGES[name], officer, now, font)
    for zone in (SCANNER_MARK, AGENCY_COPY_MARK):
        wanted, seen = _shown(plain, zone), _shown(turned, zone)
        assert wanted.min() < 128, "nothing is drawn"
        assert np.abs(wanted - seen).mean() < 20
    outside = _drawn(turned)
    for zone in (SCANNER_MARK, AGENCY_COPY_MARK):
        top, bottom, left, right = _window(zone, outside.shape[1])
        outside[top:bottom, left:right] = 255
    assert outside.min() > 200, "something is drawn outside the zones"


def _never(*_: object) -> None:
    raise NotUnderstood("for this test")


def _signed(shape: Shape, officer: SigningKey, now: datetime, font: Path) -> bytes:
    scanned = scanner_appearance(font, "Nguyễn Thị Một Cửa", now)
    once = seal(
        _page(shape), officer, field_name="S", now=now, level="B-B", zone=SCANNER_MARK, appearance=scanned
    )
    mark = digitised_appearance(font, AGENCY, now)
    return seal(once, officer, field_name="A", now=now, level="B-B", zone=AGENCY_COPY_MARK, appearance=mark)


def _drawn(pdf: bytes) -> NDArray[np.float64]:
    """The first page as it is shown, grey, two pixels a point."""
    with pypdfium2.PdfDocument(pdf) as opened:
        opened.init_forms()
        return opened[0].render(scale=2, grayscale=True).to_numpy().reshape(-1, _wide(opened)).astype(float)


def _wide(opened: pypdfium2.PdfDocument) -> int:
    return int(opened[0].render(scale=2).width)


def _window(zone: Zone, width: int) -> tuple[int, int, int, int]:
    """(top, bottom, left, right) of a zone in pixels of a shown page, with a pixel around it."""
    x1, x2 = zone.x_mm, zone.x_mm + zone.width_mm
    pixels = 2 * POINTS_PER_MM
    left, right = x1 * pixels, x2 * pixels
    if zone.corner == "top-right":
        left, right = width - right, width - left
    top, bottom = zone.y_mm * pixels, (zone.y_mm + zone.height_mm) * pixels
    return round(top) - 2, round(bottom) + 2, round(left) - 2, round(right) + 2


def _shown(pdf: bytes, zone: Zone) -> NDArray[np.float64]:
    drawn = _drawn(pdf)
    top, bottom, left, right = _window(zone, drawn.shape[1])
    return drawn[max(0, top) : bottom, left:right]


@pytest.mark.parametrize("template", ["receipt", "decision_denied"])
def test_templates_print_their_code_in_its_zone(template: str) -> None:
    with pypdfium2.PdfDocument(compose(template, sample(template), now=NOW).pdf) as opened:
        picture = opened[0].render(scale=4).to_numpy()
    found = next(
        one for one in zxingcpp.read_barcodes(picture) if one.format == zxingcpp.BarcodeFormat.QRCode
    )
    place, pixels = found.position, 4 * POINTS_PER_MM
    assert place.top_left.x / pixels > QR.x_mm
    assert place.top_left.y / pixels > QR.y_mm
    assert place.bottom_right.x / pixels < QR.x_mm + QR.width_mm
    assert place.bottom_right.y / pixels < QR.y_mm + QR.height_mm
