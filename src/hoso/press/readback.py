"""Read a finished PDF again and compare it with what was put in, before anybody signs it."""

from __future__ import annotations

import ctypes
import threading
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw

from hoso.law.text import Text
from hoso.press.errors import LyingDocument
from hoso.press.letters import POSTSCRIPT_NAMES

_HYPHEN_AT_LINE_END = "\ufffe"  # how PDFium reports it; the print itself has a plain hyphen
_ONE_READER = threading.Lock()  # PDFium bears one thread at a time, and a server reads on many
_EDGE_POINTS = 8.0  # nothing that carries meaning is printed nearer to the edge than this


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader gets out of a PDF: text per page, fonts in it, and text that runs over the page's
    edge.
    """

    pages: tuple[str, ...]
    foreign_fonts: frozenset[str]
    clipped: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)


def folded(text: str) -> str:
    """NFC without white space and soft hyphens, so that line breaks and cells do not count as differences."""
    return "".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u200b", "").split())


def _fonts_on(page: pypdfium2.PdfPage) -> set[str]:
    """Base names of the fonts that draw text on a page; each font is asked once."""
    handles = {}
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        font = raw.FPDFTextObj_GetFont(item.raw)
        handles[ctypes.cast(font, ctypes.c_void_p).value] = font
    return {_font_name(font) for font in handles.values()}


def _font_name(font: Any) -> str:
    size = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFFont_GetBaseFontName(font, buffer, size)
    name = buffer.value.decode("utf-8", "replace")
    embedded = raw.FPDFFont_GetIsEmbedded(font) == 1
    plain = name.split("+", 1)[-1].removesuffix("-Identity-H")
    return plain if embedded else f"{plain} (not embedded)"


def read(pdf: bytes) -> Reading:
    """Read every page with PDFium, an engine that is not the one that wrote the file. Safe on many threads."""
    with _ONE_READER:
        return _read(pdf)


def _read(pdf: bytes) -> Reading:
    pages, fonts, clipped = [], set(), []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            layer = page.get_textpage()
            pages.append(layer.get_text_range().replace(_HYPHEN_AT_LINE_END, "-"))
            fonts |= _fonts_on(page)
            width, height = page.get_size()
            for place in range(layer.count_rects()):
                left, bottom, right, top = layer.get_rect(place)
                inside = left >= _EDGE_POINTS and bottom >= _EDGE_POINTS
                if not (inside and right <= width - _EDGE_POINTS and top <= height - _EDGE_POINTS):
                    clipped.append(layer.get_text_bounded(left, bottom, right, top)[:60])
            layer.close()
            page.close()
    finally:
        document.close()
    return Reading(tuple(pages), frozenset(fonts - POSTSCRIPT_NAMES), tuple(clipped))


def _is_broken_over(value: str, pages: Sequence[str]) -> bool:
    """Whether a text begins on one page and goes on over the next ones, broken once a page."""
    for start, page in enumerate(pages[:-1]):
        size = 0
        while size < len(value) and value[: size + 1] in page:
            size += 1
        rest, after = value[size:], pages[start + 1 :]
        if size and rest and (rest in after[0] or _is_broken_over(rest, after)):
            return True
    return False


def differences(printed: Sequence[tuple[str, str]], reading: Reading) -> list[Text]:
    """Every way in which the print differs from the texts put in (pairs of place and text)."""
    pages = [folded(page) for page in reading.pages]
    whole = "".join(pages)
    wanted = Counter(folded(text) for _, text in printed)
    first_place = {folded(text): (where, text) for where, text in reversed(printed)}
    faults = []
    for value, times in wanted.items():
        forms = {value, value.upper()}  # heads and capacities are set in capitals
        found = sum(whole.count(form) for form in forms)
        if found < times:
            found += sum(_is_broken_over(form, pages) for form in forms)
        if found < times:
            where, text = first_place[value]
            shown = text if len(text) <= 80 else text[:80] + "…"
            faults.append(
                Text(f"không đọc lại được “{shown}” ({where})", f"“{shown}” ({where}) cannot be read back")
            )
    faults += [Text(f"phông chữ lạ {name}", f"foreign font {name}") for name in sorted(reading.foreign_fonts)]
    faults += [Text(f"chữ tràn mép giấy: “{t}”", f"text runs off the page: “{t}”") for t in reading.clipped]
    return faults


def require_truthful(printed: Sequence[tuple[str, str]], pdf: bytes) -> Reading:
    """The reading of a PDF that says exactly what was put in.

    Raises LyingDocument when a text is missing or altered, printed fewer times than given, clipped, or
    set in a font that we do not ship.
    """
    reading = read(pdf)
    if faults := differences(printed, reading):
        raise LyingDocument(faults)
    return reading
