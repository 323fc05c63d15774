"""One page from picture to archive: geometry, light, reading, codes, judgement. Worker side."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from hoso.scan.codes import Code, find_codes
from hoso.scan.legibility import Finding, cut_sides, is_blank, judge, score
from hoso.scan.pages.cleaning import ink_of, jpeg_of, whiten, without_red
from hoso.scan.pages.geometry import (
    STRAIGHT_ENOUGH,
    find_sheet,
    quarter_turns,
    sheet_is_cut,
    slant,
    straighten,
    turn_by,
)
from hoso.scan.pages.picture import LAWFUL_DPI, POINTS_PER_INCH, Picture, Source, as_picture
from hoso.scan.pages.recognise import Reading, Recogniser

UPRIGHT_CONFIDENCE = 60.0
"""Mean confidence below which the page may lie on its side or head, and is tried turned."""
SURE = 80.0
"""Mean confidence at which a turned page needs no further tries."""
HARD_TO_READ = 65.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page on its paper: the picture at ``dpi`` covers ``paper`` (points) from ``left``, ``bottom`` on."""

    picture: Picture
    dpi: float
    paper: tuple[float, float]
    true_dpi: float
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the archive needs of one page."""

    jpeg: bytes
    size: tuple[int, int]
    """Width and height of the stored picture in pixels."""
    sheet: Sheet
    reading: Reading | None
    codes: tuple[Code, ...]
    findings: tuple[Finding, ...]
    score: int


def process(source: Source, paper: tuple[float, float], recogniser: Recogniser | None) -> Page:
    """The whole way of one page. ``paper`` is the declared size for photos, in points."""
    sheet = _on_paper(source, paper)
    if source.scanned:
        sheet = _upright(sheet)
    grey = as_picture(cv2.cvtColor(sheet.picture, cv2.COLOR_BGR2GRAY))
    blank = is_blank(grey)
    clean = whiten(sheet.picture, keep_faint=not blank) if source.scanned else sheet.picture
    reading: Reading | None = None
    if blank:
        reading = Reading((), 1.0)  # a recogniser finds words in the grain of an empty page, slowly
    elif recogniser is not None:
        clean, reading, turns = _read(clean, sheet.dpi, recogniser, may_turn=source.scanned)
        grey = quarter_turns(grey, turns) if turns else grey
        sheet = replace(sheet, paper=sheet.paper[::-1]) if turns % 2 else sheet
    sheet = replace(sheet, picture=clean)
    findings = (Finding("blank"),) if blank else _findings(sheet, grey, reading, scanned=source.scanned)
    height, width = clean.shape[:2]
    return Page(jpeg_of(clean), (width, height), sheet, reading, find_codes(grey), findings, score(findings))


def _on_paper(source: Source, paper: tuple[float, float]) -> Sheet:
    """Give the picture its true size: the scanner's word, or the declared paper for a photo."""
    picture, dpi = source.picture, source.dpi
    cut: tuple[str, ...] = ()
    quad = find_sheet(picture) if dpi is None else None
    if quad is not None:
        cut = sheet_is_cut(quad, picture)
        picture, dpi = straighten(picture, quad, paper, LAWFUL_DPI)
    height, width = picture.shape[:2]
    if dpi is None:
        box = paper if (height >= width) == (paper[1] >= paper[0]) else paper[::-1]
        dpi = max(width / box[0], height / box[1]) * POINTS_PER_INCH
    else:
        box = _snap((width / dpi * POINTS_PER_INCH, height / dpi * POINTS_PER_INCH), paper)
    picture, stored = _no_finer_than(picture, dpi, LAWFUL_DPI)
    return Sheet(picture, stored, box, source.true_dpi or dpi, cut)


def _snap(size: tuple[float, float], paper: tuple[float, float]) -> tuple[float, float]:
    """The declared paper when the scan is within 3 mm of it; the picture's own size otherwise."""
    near = 3 / 25.4 * POINTS_PER_INCH
    for box in (paper, paper[::-1]):
        if abs(size[0] - box[0]) <= near and abs(size[1] - box[1]) <= near:
            return box
    return size


def _no_finer_than(picture: Picture, dpi: float, most: float) -> tuple[Picture, float]:
    if dpi <= most * 1.02:
        return picture, dpi
    height, width = picture.shape[:2]
    size = (max(round(width * most / dpi), 1), max(round(height * most / dpi), 1))
    return as_picture(cv2.resize(picture, size, interpolation=cv2.INTER_AREA)), most


def _upright(sheet: Sheet) -> Sheet:
    angle = slant(without_red(sheet.picture))
    return sheet if abs(angle) < STRAIGHT_ENOUGH else replace(sheet, picture=turn_by(sheet.picture, angle))


def _read(
    clean: Picture, dpi: float, recogniser: Recogniser, *, may_turn: bool
) -> tuple[Picture, Reading, int]:
    """Read as it lies; when that goes badly, try the other three ways at half size and take the best."""
    reading = recogniser.read(without_red(clean), dpi)
    suspect = reading.lies_sideways or reading.confidence < UPRIGHT_CONFIDENCE
    if not may_turn or not suspect or int(np.count_nonzero(ink_of(without_red(clean)))) < 2000:
        return clean, reading, 0
    half = as_picture(cv2.resize(without_red(clean), None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA))
    tries: dict[int, Reading] = {}
    for turns in (1, 3) if reading.lies_sideways else (2, 1, 3):
        tries[turns] = recogniser.read(quarter_turns(half, turns), dpi * 0.6)
        if tries[turns].confidence >= SURE and not tries[turns].lies_sideways:
            break
    upright = {turns: tried for turns, tried in tries.items() if not tried.lies_sideways}
    best = max(upright or tries, key=lambda turns: tries[turns].confidence)
    if not reading.lies_sideways and tries[best].confidence < reading.confidence + 10:
        return clean, reading, 0
    turned = quarter_turns(clean, best)
    return turned, recogniser.read(without_red(turned), dpi), best


def _findings(sheet: Sheet, grey: Picture, reading: Reading | None, *, scanned: bool) -> tuple[Finding, ...]:
    found: tuple[Finding, ...] = ()
    if scanned:
        cut = sheet.cut or cut_sides(ink_of(without_red(sheet.picture)), sheet.dpi)
        found = judge(grey, sheet.true_dpi, cut=cut)
    if reading is None:
        return (*found, Finding("no_text"))
    if reading.confidence < HARD_TO_READ:
        return (*found, Finding("hard_to_read"))
    return found
