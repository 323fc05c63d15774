"""Can a person read this page? A score and the reasons, while whoever holds the paper can still retake it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from hoso.law.text import Text
from hoso.scan.pages.picture import LAWFUL_DPI, Picture

WARNINGS: dict[str, Text] = {
    "dark": Text(
        "Trang quá tối; vui lòng chụp lại nơi đủ sáng.", "Too dark; please take it again in better light."
    ),
    "faint": Text("Chữ quá nhạt; vui lòng quét đậm hơn.", "The writing is too faint; please scan it darker."),
    "blurred": Text(
        "Trang bị mờ; vui lòng giữ máy chắc và chụp lại.", "Blurred; hold the camera still and retake."
    ),
    "cut_left": Text(
        "Cắt mất mép trái; vui lòng lấy đủ trang.", "Cut off at the left; please take the whole page."
    ),
    "cut_right": Text(
        "Cắt mất mép phải; vui lòng lấy đủ trang.", "Cut off at the right; please take the whole page."
    ),
    "cut_top": Text(
        "Cắt mất mép trên; vui lòng lấy đủ trang.", "Cut off at the top; please take the whole page."
    ),
    "cut_bottom": Text(
        "Cắt mất mép dưới; vui lòng lấy đủ trang.", "Cut off at the bottom; please take the whole page."
    ),
    "low_dpi": Text(
        "Độ phân giải {dpi} dpi, dưới 200 dpi theo quy định; vui lòng quét lại từ 200 dpi.",
        "Resolution {dpi} dpi, below the 200 dpi required; please scan again at 200 dpi or more.",
    ),
    "blank": Text(
        "Trang trắng; kiểm tra xem có bị quét nhầm mặt sau không.", "Blank page; was it the wrong side?"
    ),
    "hard_to_read": Text(
        "Máy đọc được ít chữ trên trang; vui lòng xem lại bằng mắt.",
        "Little of the writing could be recognised; please check the page by eye.",
    ),
    "no_text": Text(
        "Thiếu dữ liệu nhận dạng tiếng Việt nên trang chưa có lớp chữ để tìm kiếm.",
        "Vietnamese recognition data is absent, so the page has no text layer to search.",
    ),
    "repeated": Text(
        "Tệp này giống hệt tệp thứ {other} trong cùng lần gửi.",
        "This file is identical to file {other} of this batch.",
    ),
}

_COST = {
    "dark": 35,
    "faint": 25,
    "blurred": 40,
    "low_dpi": 25,
    "blank": 100,
    "hard_to_read": 30,
    "cut_left": 30,
    "cut_right": 30,
    "cut_top": 30,
    "cut_bottom": 30,
}
DARK_PAPER = 95
"""Brightness (0-255) of the lighter part of the page below which it counts as too dark."""
FAINT_CONTRAST = 45
LEAST_EDGE = 0.34
"""Steepest edges as a share of the contrast, per pixel at 200 dpi; text scanned sharp lies above 0.5."""
BLANK_INK = 0.0004
"""Share of the page."""
FAINTEST_MARK = 7
"""Levels darker than the paper around it, after smoothing; grain stays below."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason with its values: a key of ``WARNINGS``."""

    code: str
    values: tuple[tuple[str, int], ...] = ()

    @property
    def text(self) -> Text:
        """The sentence for people."""
        return WARNINGS[self.code].format(**dict(self.values)) if self.values else WARNINGS[self.code]


def score(findings: tuple[Finding, ...]) -> int:
    """0 (unreadable) to 100 (nothing to complain of)."""
    return max(0, 100 - sum(_COST.get(finding.code, 0) for finding in findings))


def is_blank(grey: Picture) -> bool:
    """Nothing is written on the page, not even faintly: no small darker marks beyond paper grain."""
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    height, width = half.shape
    inner = cv2.GaussianBlur(half[height // 40 : -height // 40, width // 40 : -width // 40], (0, 0), 1.2)
    marks = cv2.morphologyEx(inner, cv2.MORPH_BLACKHAT, np.ones((15, 15), np.uint8))
    return float(np.count_nonzero(marks > FAINTEST_MARK)) / marks.size < BLANK_INK


def judge(grey: Picture, dpi: float, *, cut: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """Reasons against a page, from its grey picture before whitening, at about 200 dpi.

    ``cut`` names sides where the sheet leaves the picture.
    """
    found = [Finding(f"cut_{side}") for side in cut]
    if dpi < LAWFUL_DPI - 4:
        found.append(Finding("low_dpi", (("dpi", round(dpi)),)))
    paper, ink = (float(level) for level in np.percentile(grey[::3, ::3], (90, 0.5)))
    if paper < DARK_PAPER:
        found.append(Finding("dark"))
    if paper - ink < FAINT_CONTRAST:
        found.append(Finding("faint"))
    elif sharpness(grey, paper - ink) < LEAST_EDGE:
        found.append(Finding("blurred"))
    return tuple(found)


def sharpness(grey: Picture, contrast: float) -> float:
    """How steep the steepest hundredth of edges near ink is, as a share of the contrast per pixel."""
    calm = cv2.GaussianBlur(grey, (3, 3), 0.6)
    across = np.abs(np.diff(calm.astype(np.int16), axis=1))
    edges = across[across > 0.08 * contrast]
    return float(np.percentile(edges, 97)) / contrast if edges.size > 50 else 1.0


def cut_sides(ink: Picture, dpi: float) -> tuple[str, ...]:
    """Sides on which writing runs into the edge of the page (within a millimetre, in several places)."""
    strip = max(int(dpi / 25.4), 3)
    edges = {"left": ink[:, :strip], "right": ink[:, -strip:], "top": ink[:strip].T, "bottom": ink[-strip:].T}
    return tuple(side for side, part in edges.items() if _runs(part) >= 6)


def _runs(part: Picture) -> int:
    """Separate marks along an edge; a border or shadow is one long mark or covers most of it."""
    touched = (np.count_nonzero(part, axis=1) >= part.shape[1] * 0.8).astype(np.int8)
    if touched.mean() > 0.3:
        return 0
    return int(np.count_nonzero(np.diff(touched) == 1))
