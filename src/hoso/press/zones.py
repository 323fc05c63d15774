"""Where the signatures go: exact places in PDF points, reported by the layout itself.

Decree 30/2020/NĐ-CP, Annex I: the person signs between title and name; the agency's seal lies to the
left and covers about one third of the signature. A digitised paper bears the agency's mark at the top
right of page 1.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

POINTS_PER_MM = 72 / 25.4
PERSON_WIDTH_MM, PERSON_HEIGHT_MM = 60.0, 28.0
AGENCY_WIDTH_MM = 50.0
COPY_MARK_WIDTH_MM, COPY_MARK_HEIGHT_MM = 70.0, 22.0
COPY_MARK_MARGIN_MM = 5.0


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle on a page: page index from 0, lower left and upper right corner in points, origin at
    the lower left.
    """

    page: int
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Zones:
    """The room kept for signatures; None where the paper has no such place."""

    person: Zone | None = None
    agency: Zone | None = None
    copy_mark: Zone | None = None


def _zone(page: int, box_mm: tuple[float, float, float, float], page_height_mm: float) -> Zone:
    left, top, width, height = box_mm
    lower = page_height_mm - top - height
    corners = (left, lower, left + width, lower + height)
    x1, y1, x2, y2 = (round(corner * POINTS_PER_MM, 2) for corner in corners)
    return Zone(page, x1, y1, x2, y2)


def zones_of(answer: str, page_height_mm: float) -> Zones:
    """The zones from Typst's answer to the query for ``<person-zone>`` (JSON; millimetres from the top
    left).
    """
    found = json.loads(answer)
    if not found:
        return Zones()
    spot = found[0]
    page, left, top = spot["page"] - 1, spot["x"], spot["y"]
    overlap = PERSON_WIDTH_MM / 3
    person = (left, top, PERSON_WIDTH_MM, PERSON_HEIGHT_MM)
    agency = (left + overlap - AGENCY_WIDTH_MM, top, AGENCY_WIDTH_MM, PERSON_HEIGHT_MM)
    return Zones(_zone(page, person, page_height_mm), _zone(page, agency, page_height_mm))


def copy_mark_zone(page_width: float, page_height: float) -> Zone:
    """The agency's mark on page 1 of a digitised paper: 70 × 22 mm at the top right; sizes in points."""
    margin = COPY_MARK_MARGIN_MM * POINTS_PER_MM
    width, height = COPY_MARK_WIDTH_MM * POINTS_PER_MM, COPY_MARK_HEIGHT_MM * POINTS_PER_MM
    x2, y2 = page_width - margin, page_height - margin
    return Zone(0, round(x2 - width, 2), round(y2 - height, 2), round(x2, 2), round(y2, 2))
