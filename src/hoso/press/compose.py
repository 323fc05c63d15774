"""Make one paper: check the data, lay them out with Typst, finish as PDF/A, read back, report the
signature zones.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from hoso.press import barcode, qr
from hoso.press.archival import finish
from hoso.press.errors import CompositionFailed, WrongSheet
from hoso.press.letters import FONTS, require_printable
from hoso.press.readback import require_truthful
from hoso.press.shapes import Template, template_named
from hoso.press.shapes.laying import lay_in
from hoso.press.shapes.shelf import PAPER_SIZES
from hoso.press.zones import Zones, zones_of

TEMPLATE_FOLDER = Path(__file__).parent / "templates"
_STANDARD: Final = "a-2a"
_BARCODE_MODULE_MM = 0.25
_VIET_NAM = timezone(
    timedelta(hours=7)
)  # Typst wants a fixed offset; civil time has had none other since 1975
_LONG_TEXT = 600  # letters; a narrow cell of that many may fill an A5 page
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished paper, not yet signed. ``text`` is what a reader extracts from ``pdf``; ``pages``
    counts its pages.
    """

    pdf: bytes
    text: str
    zones: Zones
    title: str
    pages: int


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _compiler() -> typst.Compiler:
    """One compiler a thread: it keeps templates and fonts parsed between papers."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(
            root=str(TEMPLATE_FOLDER), font_paths=_fonts(), ignore_system_fonts=True
        )
    compiler: typst.Compiler = _local.compiler
    return compiler


def _codes(data: Mapping[str, Any], dossier_code: str) -> dict[str, Any]:
    drawn: dict[str, Any] = {}
    if isinstance(paper := data.get("qr"), qr.QrContent):
        symbol = qr.symbol(qr.payload(paper))
        drawn["qr"] = {"svg": symbol.svg, "side": symbol.side_mm}
    if dossier_code:
        bars = barcode.bars(dossier_code)
        drawn["barcode"] = {"svg": bars.svg, "width": bars.modules * _BARCODE_MODULE_MM}
    return drawn


def _set(
    template: Template, inputs: dict[str, str], now: datetime, page_height_mm: float
) -> tuple[bytes, Zones]:
    compiler = _compiler()
    try:
        pdf = compiler.compile(
            str(TEMPLATE_FOLDER / f"{template.name}.typ"),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=_STANDARD,
            timestamp=now.astimezone(_VIET_NAM).replace(microsecond=0),
        )
        answer = compiler.query("<person-zone>", field="value")
    except typst.TypstError as fault:
        raise CompositionFailed(template.name, fault.diagnostic or fault.message) from fault
    if not isinstance(pdf, bytes):
        raise CompositionFailed(template.name, "the composer returned no single file")
    return pdf, zones_of(answer, page_height_mm)


def compose(
    template: str,
    data: Mapping[str, Any],
    *,
    now: datetime,
    language: str = "vi",
    paper: str | None = None,
    title: str | None = None,
    identifier: str | None = None,
) -> Composed:
    """Print one paper as PDF/A-2b; the same arguments always give the same bytes.

    ``data`` follows the template's TypedDict (``press/shapes``); ``now`` is the aware instant written
    into the file; ``paper`` one of the template's sheet sizes; ``title`` and ``identifier`` (usually
    the dossier code) go into the file's properties. The texts themselves are Vietnamese; ``language``
    is what the file declares for readers.

    Raises UnknownTemplate, WrongSheet, WrongData (all faults at once), UnprintableLetter,
    PayloadTooLong, CompositionFailed, and LyingDocument when the print, read back, differs from the
    data.
    """
    kind = template_named(template)
    if now.tzinfo is None:
        raise ValueError("now must be an aware datetime")
    tree, printed = lay_in(kind, data)
    sheet = paper or kind.papers[0]
    if sheet not in kind.papers:
        raise WrongSheet(template, sheet, kind.papers)
    width, height = PAPER_SIZES[sheet]
    code = identifier or tree.get("dossier_code") or tree.get("filing_code") or ""
    heading = require_printable(title or kind.title.in_language("vi"), "title")
    about = {
        "paper": sheet,
        "width": width,
        "height": height,
        "language": language,
        "title": heading,
        "identifier": require_printable(code, "identifier"),
        "long": any(len(text) > _LONG_TEXT for _, text in printed),
        **_codes(data, code),
    }
    inputs = {"data": json.dumps(tree, ensure_ascii=False), "about": json.dumps(about, ensure_ascii=False)}
    pdf, zones = _set(kind, inputs, now, height)
    pdf = finish(pdf)
    reading = require_truthful(printed, pdf)
    return Composed(pdf, reading.text, zones, heading, len(reading.pages))
