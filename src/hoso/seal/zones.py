"""Where stamps go on a page, in millimetres from a corner, so that page templates can leave exactly that
room.

Places follow Decree 30/2020/NĐ-CP Annex I (signatures of the competent person and of the agency, mark of a
copy at the top right) and Circular 01/2023/TT-VPCP Article 26 (QR at the top left).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Corner = Literal["top-left", "top-right", "bottom-left", "bottom-right"]
Box = tuple[float, float, float, float]
POINTS_PER_MM = 72 / 25.4
_NARROWEST = 148 * POINTS_PER_MM  # A5


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle on one page. ``x_mm`` and ``y_mm`` run inward from ``corner``; ``page`` 0 is the first,
    -1 the last.

    ``keep_clear_left`` and ``keep_clear_right`` are the parts (0 to 1) of the width that the text leaves
    free, because another block lies over them. A zone that ``shrinks`` gets smaller with pages narrower than A5.
    """

    name: str
    page: int
    corner: Corner
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    keep_clear_left: float = 0.0
    keep_clear_right: float = 0.0
    shrinks: bool = True

    def box(self, page_box: Box) -> Box:
        """(left, bottom, right, top) in points on a page whose visible box is ``page_box``."""
        left, bottom, right, top = page_box
        width, height = self.width_mm * POINTS_PER_MM, self.height_mm * POINTS_PER_MM
        x, y = self.x_mm * POINTS_PER_MM, self.y_mm * POINTS_PER_MM
        from_left = left + x if self.corner.endswith("left") else right - x - width
        from_bottom = bottom + y if self.corner.startswith("bottom") else top - y - height
        return from_left, from_bottom, from_left + width, from_bottom + height

    def placed(self, page_box: Box, rotation: int = 0) -> Placed:
        """The rectangle on a page whose visible box is ``page_box`` and which is shown turned by ``rotation``
        degrees clockwise. Corners are those the reader sees.
        """
        left, bottom, right, top = page_box
        wide, high = right - left, top - bottom
        rotation = rotation % 360 // 90 * 90
        if rotation in (90, 270):
            wide, high = high, wide
        shrunk = min(1.0, wide / _NARROWEST) if self.shrinks else 1.0
        x1, y1, x2, y2 = (edge * shrunk for edge in self.box((0, 0, wide / shrunk, high / shrunk)))
        box = {
            0: (left + x1, bottom + y1, left + x2, bottom + y2),
            90: (right - y2, bottom + x1, right - y1, bottom + x2),
            180: (right - x2, top - y2, right - x1, top - y1),
            270: (left + y1, top - x2, left + y2, top - x1),
        }[rotation]
        width, height = (x2 - x1) / shrunk, (y2 - y1) / shrunk
        return Placed(box, rotation, width, height, self.keep_clear_left, self.keep_clear_right)

    def on_page(self, page: int) -> Zone:
        """The same rectangle on another page."""
        return replace(self, page=page)

    def at(self, x_mm: float, y_mm: float, corner: Corner | None = None) -> Zone:
        """The same rectangle at another place."""
        return replace(self, x_mm=x_mm, y_mm=y_mm, corner=corner or self.corner)

    def overlaps(self, other: Zone, page_box: Box) -> bool:
        """Whether the two rectangles share any area on the same page."""
        if self.page != other.page:
            return False
        a, b = self.box(page_box), other.box(page_box)
        return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@dataclass(frozen=True, slots=True)
class Placed:
    """A zone on one page: its ``box`` in the page's own coordinates, the page's turn, and the upright size in
    points that its block is laid out in; a reader fits the block into the box.
    """

    box: Box
    rotation: int
    width: float
    height: float
    keep_clear_left: float
    keep_clear_right: float


def agency_over(person: Zone, width_mm: float = 66) -> Zone:
    """The agency's block for a person's block: to its left, covering one third of it (Decree 30/2020, Annex
    I).
    """
    covered = person.width_mm / 3
    if person.corner.endswith("right"):  # noqa: SIM108 - two readable lines
        x = person.x_mm + person.width_mm - covered
    else:
        x = person.x_mm + covered - width_mm
    return Zone(
        "agency-block",
        person.page,
        person.corner,
        x,
        person.y_mm,
        width_mm,
        person.height_mm,
        keep_clear_right=covered / width_mm,
    )


QR = Zone("qr", 0, "top-left", 10, 9, 43, 33)
"""Where page templates print the QR code, on A4 and on A5 (Circular 01/2023 Article 26)."""
SCANNER_MARK = Zone("scanner-mark", 0, "top-left", 5, 2, 62, 7)
"""Mark of the officer who digitised a paper: top left, in the margin above any QR, where papers carry no text (Circular
01/2023 Article 8).
"""
AGENCY_COPY_MARK = Zone("agency-copy-mark", 0, "top-right", 4, 0.5, 76, 13)
"""Mark of an electronic copy: form of copy, agency, time; top right of the first page, in the margin above the state's
name and motto; three lines of 10 points fit.
"""
PERSON_BLOCK = Zone("person-block", -1, "bottom-right", 20, 40, 72, 22, keep_clear_left=1 / 3)
"""The competent person's signature, between title and name, near the end of the last page."""
AGENCY_BLOCK = agency_over(PERSON_BLOCK)
"""The agency's signature over the left third of the person's."""
