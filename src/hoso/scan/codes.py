"""QR and bar codes on a page. What they say is a claim by whoever printed them, not proof."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2

from hoso.scan.pages.picture import Picture
from hoso.scan.sandbox import WorkerPool, pool_or_one_off

HALVE_ABOVE = 1000
"""Pixels; smaller pictures are read at full size at once."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code found on a page."""

    text: str
    kind: str
    """``QRCode``, ``Code128``, … as the decoder names it."""


def find_codes(grey: Picture) -> tuple[Code, ...]:
    """Codes in a grey picture, half size first (4 ms), full size when that finds none."""
    if max(grey.shape) > HALVE_ABOVE:
        half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        found = _decode(half)
        if found:
            return found
    return _decode(grey, thorough=False)


def _decode(grey: Picture | cv2.typing.MatLike, *, thorough: bool = True) -> tuple[Code, ...]:
    import zxingcpp

    read = zxingcpp.read_barcodes(grey, try_invert=False, try_downscale=thorough)
    seen = {Code(str(code.text), str(code.format.name)): None for code in read if code.text}
    return tuple(seen)


def read_codes(source: bytes | Path, page: int = 0, *, pool: WorkerPool | None = None) -> tuple[Code, ...]:
    """Codes on one page (from 0) of a picture or PDF, read in a worker. Raises ``WorkerStopped``."""
    data = source.read_bytes() if isinstance(source, Path) else source
    with pool_or_one_off(pool) as workers:
        facts = workers.call("codes", data, seconds=10.0, page=page).facts
    return tuple(Code(text, kind) for text, kind in facts["codes"])
