"""The in-memory picture of a page: eight-bit blue-green-red rows, as OpenCV keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
"""Shape (height, width, 3) in colour, (height, width) in grey."""

POINTS_PER_INCH = 72.0
LAWFUL_DPI = 200.0
"""Least resolution of a digitised paper (Decree 30/2020, Annex I; Circular 05/2025/TT-BNV Art 8)."""

PAPERS: dict[str, tuple[float, float]] = {
    "A3": (841.89, 1190.55),
    "A4": (595.28, 841.89),
    "A5": (419.53, 595.28),
    "A6": (297.64, 419.53),
    "ID1": (242.65, 153.07),
}
"""Width and height in points. ID1 is the size of an identity card (ISO/IEC 7810)."""


@dataclass(frozen=True, slots=True)
class Source:
    """One page as it came in."""

    picture: Picture
    dpi: float | None
    """Pixels per inch when a scanner or a PDF says so believably; None for a photo."""
    scanned: bool = True
    """A picture of paper, as against a page drawn by a program."""
    true_dpi: float | None = None
    """Resolution of the picture inside a PDF page when it is below what the page was drawn at."""


def as_picture(array: Any) -> Picture:
    """The same array under our type; OpenCV's own types say less."""
    return np.ascontiguousarray(array, dtype=np.uint8)
