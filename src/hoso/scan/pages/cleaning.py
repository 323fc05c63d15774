"""Light and ink: an even white ground for the stored picture, and a stamp-free grey for recognition."""

from __future__ import annotations

import cv2
import numpy as np

from hoso.scan.pages.picture import Picture, as_picture

NEUTRAL_PAPER = 40
"""Saturation (0-255) below which paper counts as white or grey; coloured forms keep their colour."""
WHITE_FROM = 228
"""Levels from here up become pure white: paper grain and JPEG noise cost most of a scan's bytes."""


FAINT_FROM = 150
"""When even the darkest writing is lighter than this, nothing is clipped, so as not to wash it away."""


def whiten(picture: Picture, *, keep_faint: bool = True) -> Picture:
    """Divide by the local brightness of the paper; ink, stamps and pen colours stay as they are."""
    ground = _ground(picture)
    middle = np.median(ground.reshape(-1, 3), axis=0)
    saturation = 255 * (1 - middle.min() / max(float(middle.max()), 1.0))
    if saturation > NEUTRAL_PAPER:
        brightest = ground.max(axis=2, keepdims=True)
        ground = as_picture(np.repeat(brightest, 3, axis=2))
        middle = np.median(ground.reshape(-1, 3), axis=0)
    ground = np.maximum(ground, (0.4 * middle).astype(np.uint8))  # a dark photo on the page is no paper
    height, width = picture.shape[:2]
    full = cv2.resize(ground, (width, height), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(picture, full, scale=255)
    darkest = float(np.percentile(even[::4, ::4].min(axis=2), 0.5))
    white_from = 252 if keep_faint and darkest >= FAINT_FROM else WHITE_FROM
    levels = np.minimum(np.arange(256) * 255.0 / white_from, 255).astype(np.uint8)
    return as_picture(cv2.LUT(even, levels))


def _ground(picture: Picture) -> Picture:
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (max(width // 8, 1), max(height // 8, 1)), interpolation=cv2.INTER_AREA)
    lifted = cv2.dilate(small, np.ones((7, 7), np.uint8))
    return as_picture(cv2.medianBlur(lifted, 15))


def without_red(picture: Picture) -> Picture:
    """Grey in which red ink (seals) has gone light: the red channel, on an evened ground."""
    return as_picture(picture[:, :, 2])


def ink_of(grey: Picture) -> Picture:
    """255 where there is ink, 0 on paper. The threshold is Otsu's, but never so high that grain is ink."""
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    _, ink = cv2.threshold(grey, min(level, 190), 255, cv2.THRESH_BINARY_INV)
    return as_picture(ink)


def ruled_lines(ink: Picture, dpi: float) -> Picture:
    """255 on long straight rules (tables, dotted lines excepted), for removal and for counting ink."""
    length = max(int(dpi * 0.5), 20)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    return as_picture(cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8)))


def jpeg_of(picture: Picture, quality: int = 70) -> bytes:
    """Colour JPEG for the archival page."""
    done, data = cv2.imencode(
        ".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    )
    assert done
    return bytes(data)
