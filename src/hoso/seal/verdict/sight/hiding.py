"""How much of what could be read in an area can no longer be read."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter, ImageStat

_DARK = 170
_TILE = 12
_LEAST_INK = 6
_LEAST_CONTRAST = 40
_LEFT = 0.35
"""A tile whose contrast falls below this part of what it was can no longer be read."""
Pixels = tuple[int, int, int, int]


def hidden_ink(before: Image.Image, after: Image.Image, area: Pixels) -> int:
    """Dark pixels of the area that no longer stand out from what is around them, whatever covers them."""
    total = 0
    ink = before.point(lambda value: 255 if value < _DARK else 0)
    around = ImageChops.subtract(ink.filter(ImageFilter.MaxFilter(5)), ink)
    for top in range(area[1], area[3], _TILE):
        for left in range(area[0], area[2], _TILE):
            tile = (left, top, min(left + _TILE, area[2]), min(top + _TILE, area[3]))
            mark, near = ink.crop(tile), around.crop(tile)
            count = mark.histogram()[255]
            if count < _LEAST_INK or not near.histogram()[255]:
                continue
            was = _contrast(before.crop(tile), mark, near)
            if was >= _LEAST_CONTRAST and _contrast(after.crop(tile), mark, near) < _LEFT * was:
                total += count
    return total


def _contrast(picture: Image.Image, mark: Image.Image, near: Image.Image) -> float:
    return float(ImageStat.Stat(picture, near).mean[0] - ImageStat.Stat(picture, mark).mean[0])


def differing_pixels(before: Image.Image, after: Image.Image, free: list[Pixels]) -> int:
    """Pixels outside the free areas that look clearly different."""
    difference = ImageChops.difference(before, after).point(lambda value: 255 if value > 64 else 0)
    for area in free:
        difference.paste(0, area)
    return difference.histogram()[255]
