"""Where the first page of a digitised paper keeps room for marks that are stamped on later.

The picture is never moved or scaled for them; this only says where they belong and whether the place is free.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class MarkZone:
    """A corner of page one where the rules want a mark put later, in points from the bottom left."""

    name: str
    left: float
    bottom: float
    width: float
    height: float
    is_free: bool
    """No recognised word reaches into it."""


def mark_zones(facts: dict[str, Any]) -> tuple[MarkZone, ...]:
    """Page one's corners for marks: QR and digitiser top left, agency top right, 25 mm deep.

    QR top left and digitiser's signature top left: Circular 01/2023/TT-VPCP Arts 26 and 8; agency's signature
    top right: Decree 30/2020 Annex I. The digitiser's mark stands below the QR.
    """
    millimetre = 72 / 25.4
    width, height = (float(side) for side in facts["paper"])
    side, edge = 25 * millimetre, 5 * millimetre
    wide = min(70 * millimetre, width / 2 - edge)
    places = (
        ("qr", edge, height - edge - side, side, side),
        ("digitiser", edge + side, height - edge - side, max(wide - side, 1.0), side),
        ("agency", width - edge - wide, height - edge - side, wide, side),
    )
    scale = 72 / float(facts["dpi"])
    words = [
        (word[1] * scale, height - word[4] * scale, word[3] * scale, height - word[2] * scale)
        for line in facts["lines"]
        for word in line
    ]
    return tuple(
        MarkZone(
            name, x, y, w, h, not any(a < x + w and c > x and b < y + h and d > y for a, b, c, d in words)
        )
        for name, x, y, w, h in places
    )
