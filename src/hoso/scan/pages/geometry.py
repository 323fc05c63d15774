"""Where the paper lies in the picture: its four corners, its perspective, its slant."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import numpy.typing as npt

from hoso.scan.pages.picture import POINTS_PER_INCH, Picture, as_picture

Quad = npt.NDArray[np.float32]
"""Four corners, clockwise from the top left, in pixels."""

LEAST_SHARE = 0.2
MOST_SHARE = 0.94
"""A sheet that fills more of the picture than this has no background around it to cut away."""
STRAIGHT_ENOUGH = 0.15
"""Degrees."""


def find_sheet(picture: Picture) -> Quad | None:
    """The corners of a light sheet on a darker ground; None when there is no such sheet."""
    scale = 800 / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    light = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (7, 7), 0)
    _, mask = cv2.threshold(light, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    outline = cv2.convexHull(max(outlines, key=cv2.contourArea))
    area = cv2.contourArea(outline)
    if not LEAST_SHARE <= area / (small.shape[0] * small.shape[1]) <= MOST_SHARE:
        return None
    corners = _four_corners(outline, area)
    return None if corners is None else _clockwise(corners / scale)


def _four_corners(outline: npt.NDArray[np.int32] | cv2.typing.MatLike, area: float) -> Quad | None:
    length = cv2.arcLength(outline, True)  # noqa: FBT003 - OpenCV takes it by place
    for tolerance in (0.01, 0.02, 0.03, 0.05, 0.08):
        rough = cv2.approxPolyDP(outline, tolerance * length, True)  # noqa: FBT003
        if len(rough) == 4 and cv2.contourArea(rough) > 0.9 * area:
            return rough.reshape(4, 2).astype(np.float32)
    return None


def _clockwise(corners: Quad) -> Quad:
    middle = corners.mean(axis=0)
    turn = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    ordered = corners[np.argsort(turn)]
    first = int(np.argmin(ordered.sum(axis=1)))
    return np.roll(ordered, -first, axis=0).astype(np.float32)


def sheet_is_cut(quad: Quad, picture: Picture) -> tuple[str, ...]:
    """Sides on which two corners of the sheet lie on the border of the picture: it goes on outside."""
    height, width = picture.shape[:2]
    near = 0.008 * max(width, height)
    sides = {
        "left": quad[:, 0] < near,
        "right": quad[:, 0] > width - 1 - near,
        "top": quad[:, 1] < near,
        "bottom": quad[:, 1] > height - 1 - near,
    }
    return tuple(side for side, at in sides.items() if int(at.sum()) >= 2)


def straighten(
    picture: Picture, quad: Quad, paper: tuple[float, float], most_dpi: float
) -> tuple[Picture, float]:
    """The sheet seen from above, on the declared paper; with its resolution in pixels per inch."""
    lengths = [float(np.linalg.norm(b - a)) for a, b in itertools.pairwise([*quad, quad[0]])]
    across, down = max(lengths[0], lengths[2]), max(lengths[1], lengths[3])
    short, long = sorted(paper)
    width, height = (short, long) if across <= down else (long, short)
    dpi = min(most_dpi, max(across / width, down / height) * POINTS_PER_INCH)
    size = (round(width / POINTS_PER_INCH * dpi), round(height / POINTS_PER_INCH * dpi))
    target = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    turned = cv2.warpPerspective(
        picture,
        cv2.getPerspectiveTransform(quad, target),
        size,
        flags=cv2.INTER_AREA,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return as_picture(turned), dpi


def slant(grey: Picture, widest: float = 5.0) -> float:
    """Degrees by which text lines rise to the right (negative: fall), from the sharpest row profile."""
    scale = min(1.0, 900 / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)
    margin = 0.04
    height, width = ink.shape
    ink[: int(margin * height)] = ink[int((1 - margin) * height) :] = 0
    ink[:, : int(margin * width)] = ink[:, int((1 - margin) * width) :] = 0
    if int(np.count_nonzero(ink)) < 200:
        return 0.0
    rough = max(np.arange(-widest, widest + 0.01, 0.5), key=lambda angle: _profile(ink, float(angle)))
    fine = max(np.arange(rough - 0.5, rough + 0.51, 0.1), key=lambda angle: _profile(ink, float(angle)))
    return float(fine) if _profile(ink, float(fine)) > 1.02 * _profile(ink, 0.0) else 0.0


def _profile(ink: cv2.typing.MatLike, angle: float) -> float:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    rows = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_NEAREST).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def turn_by(picture: Picture, angle: float) -> Picture:
    """Turn clockwise by so many degrees about the middle, same size, the border continued."""
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    return as_picture(
        cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    )


def quarter_turns(picture: Picture, turns: int) -> Picture:
    """Turn clockwise by so many quarters."""
    return as_picture(np.rot90(picture, -turns))
