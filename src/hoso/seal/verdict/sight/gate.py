"""Draw the signed state and the last one, compare page by page, and say what a reader would see differently.

Structure says what may have changed, pictures say what did. Outside the blocks of further signatures, filled
fields and allowed notes not a line may differ; inside them nothing signed may be covered.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pypdfium2

from .areas import Area
from .drawing import COARSE, FINE, Drawn
from .hiding import differing_pixels, hidden_ink

Seen = Literal["same", "changed", "covered", "doubtful", "unseen"]
"""``changed``: looks different where nothing may. ``covered``: signed content hidden. ``doubtful``: a little of
it. ``unseen``: not all of it was drawn.
"""
_SECONDS, _SECONDS_COARSE = 0.6, 0.05
"""Processor time for all pictures of a file: where something visible came, and where nothing did."""
_LARGEST_BYTES = 64 * 1024 * 1024
_TOLERATED = 6
_FEW, _MANY = 40, 400
"""Hidden dark pixels: about two letters, and about a dozen."""
_ORDER: tuple[Seen, ...] = ("same", "unseen", "doubtful", "covered", "changed")


@dataclass(frozen=True)
class Sight:
    """What a reader would see, and on which page the worst of it is."""

    seen: Seen
    page: int | None = None


class Viewer:
    """Compares signed states of one file with its last state, within one budget of time for all of them."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._last: Drawn | None = None
        self._first: Sight | None = None
        self._begun = time.process_time()

    def close(self) -> None:
        """Give the memory back."""
        if self._last is not None:
            self._last.close()

    def compare(self, end: int, areas: Iterable[Area]) -> Sight:
        """Compare the state that ends at byte ``end`` with the last one. Ask for the oldest state first: where
        nothing visible came later, what holds for it holds for the states after it.
        """
        held = list(areas)
        if not held and self._first is not None:
            return self._first
        if len(self._content) > _LARGEST_BYTES or self._is_late(held):
            return Sight("unseen")
        try:
            self._last = self._last or Drawn(self._content)
            with Drawn(self._content[:end]) as signed:
                sight = self._compared(signed, self._last, held)
        except (pypdfium2.PdfiumError, OSError, ValueError):
            sight = Sight("unseen")
        self._first = self._first or sight
        return sight

    def _is_late(self, areas: list[Area]) -> bool:
        return time.process_time() - self._begun > (_SECONDS if areas else _SECONDS_COARSE)

    def _compared(self, signed: Drawn, last: Drawn, areas: list[Area]) -> Sight:
        if len(signed) != len(last):
            return Sight("changed", min(len(signed), len(last)) + 1)
        worst = Sight("same")
        first = sorted({area.page for area in areas})
        for number in [*first, *(n for n in range(len(last)) if n not in first)]:
            if self._is_late(areas):
                return max(worst, Sight("unseen"), key=_rank)
            here = [area for area in areas if area.page == number]
            worst = max(worst, Sight(_page(signed, last, number, here), number + 1), key=_rank)
        return worst


def _rank(sight: Sight) -> int:
    return _ORDER.index(sight.seen)


def _page(signed: Drawn, last: Drawn, number: int, areas: list[Area]) -> Seen:
    scale = FINE if areas else COARSE
    before, after = signed.picture(number, scale), last.picture(number, scale)
    if before.size != after.size:
        return "changed"
    if before.tobytes() == after.tobytes():
        return "same"
    free = [last.pixels(number, area.box) for area in areas]
    if differing_pixels(before, after, free) > _TOLERATED:
        return "changed"
    found: list[Seen] = ["same"]
    for area, pixels in zip(areas, free, strict=True):
        ink = hidden_ink(before, after, pixels)
        if (ink >= _MANY and area.kind == "new_block") or (ink >= _FEW and area.kind == "note"):
            found.append("covered")
        elif ink >= _MANY or (ink >= _FEW and area.kind == "new_block"):
            found.append("doubtful")
    return max(found, key=_ORDER.index)
