"""Tasks a worker can do with pages. A document is loaded once and then asked for page after page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2

from hoso.scan.codes import find_codes
from hoso.scan.opening.kinds import kind_of
from hoso.scan.opening.pdf_check import rewritten
from hoso.scan.pages.decode import PdfPages, decode_picture
from hoso.scan.pages.picture import Source, as_picture
from hoso.scan.pages.process import Page, process
from hoso.scan.pages.recognise import LANGUAGE_DATA, Recogniser

cv2.setNumThreads(1)  # one page, one core: throughput comes from more workers

Answer = tuple[dict[str, Any], bytes]

LEAST_TEXT = 20
"""Letters on a page below which its own text layer counts as absent and the picture is read."""


class _Loaded:
    """The document this worker holds between calls."""

    def __init__(self) -> None:
        self.digest = b""
        self.data = b""
        self.pdf: PdfPages | None = None

    def load(self, data: bytes) -> None:
        digest = hashlib.sha256(data).digest()
        if digest == self.digest:
            return
        self.digest, self.data = digest, data
        self.pdf = PdfPages(rewritten(data)) if kind_of(data) == "pdf" else None

    def page(self, number: int, *, dpi: float | None = None) -> Source:
        if self.pdf is not None:
            return self.pdf.draw(number, dpi=dpi)
        return decode_picture(self.data, number)


_loaded = _Loaded()


@lru_cache(maxsize=1)
def _recogniser(data: str) -> Recogniser | None:
    try:
        return Recogniser(Path(data))
    except FileNotFoundError:
        return None


def _load(_facts: dict[str, Any], blob: bytes) -> Answer:
    _loaded.load(blob)
    return {"pages": len(_loaded.pdf) if _loaded.pdf is not None else None}, b""


def _page(facts: dict[str, Any], _blob: bytes) -> Answer:
    source = _loaded.page(int(facts["page"]))
    paper = (float(facts["paper"][0]), float(facts["paper"][1]))
    page = process(source, paper, _recogniser(facts.get("tessdata") or str(LANGUAGE_DATA)))
    return _facts_of(page), page.jpeg


def _facts_of(page: Page) -> dict[str, Any]:
    lines = page.reading.lines if page.reading else ()
    return {
        "size": page.size,
        "dpi": page.sheet.dpi,
        "true_dpi": page.sheet.true_dpi,
        "paper": page.sheet.paper,
        "lines": [[(w.text, w.left, w.top, w.right, w.bottom) for w in line] for line in lines],
        "text": page.reading.text if page.reading else "",
        "has_reading": page.reading is not None,
        "codes": [code.text for code in page.codes],
        "findings": [(finding.code, finding.values) for finding in page.findings],
        "score": page.score,
    }


def _preview(facts: dict[str, Any], blob: bytes) -> Answer:
    if blob:
        _loaded.load(blob)
    longest = int(facts["longest"])
    picture = _loaded.page(int(facts["page"]), dpi=float(facts["dpi"])).picture
    scale = min(1.0, longest / max(picture.shape[:2]))
    small = as_picture(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    done, data = cv2.imencode(".webp", small, [cv2.IMWRITE_WEBP_QUALITY, int(facts["quality"])])
    assert done
    return {"width": small.shape[1], "height": small.shape[0]}, bytes(data)


def _codes(facts: dict[str, Any], blob: bytes) -> Answer:
    _loaded.load(blob)
    picture = _loaded.page(int(facts["page"])).picture
    grey = as_picture(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))
    return {"codes": [(code.text, code.kind) for code in find_codes(grey)]}, b""


def _text(facts: dict[str, Any], _blob: bytes) -> Answer:
    """The page's own text layer, or what the recogniser sees when there is hardly any."""
    number = int(facts["page"])
    own = _loaded.pdf.text(number) if _loaded.pdf is not None else ""
    if sum(letter.isalnum() for letter in own) >= LEAST_TEXT:
        return {"text": own, "recognised": False}, b""
    recogniser = _recogniser(str(LANGUAGE_DATA))
    if recogniser is None:
        return {"text": own, "recognised": False}, b""
    page = process(_loaded.page(number), (595.28, 841.89), recogniser)
    return {"text": page.reading.text if page.reading else own, "recognised": True}, b""


def _warm(_facts: dict[str, Any], _blob: bytes) -> Answer:
    from hoso.scan.opening import look, pdf_check, picture_check  # noqa: F401

    _recogniser(str(LANGUAGE_DATA))
    return {}, b""


TASKS: dict[str, Callable[[dict[str, Any], bytes], Answer]] = {
    "load": _load,
    "page": _page,
    "preview": _preview,
    "codes": _codes,
    "text": _text,
    "warm": _warm,
}
