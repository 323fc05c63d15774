"""Checks of a PDF: opens at all, pages of sane number and size, nothing that swells, what could act.

Clauses are of ISO 32000-1.
"""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf

from hoso.scan.opening.pdf_streams import check_streams
from hoso.scan.opening.pdf_walk import walk
from hoso.scan.opening.refusal import Refusal

LARGEST_SIDE = 14_400.0
"""Points (200 inches), the implementation limit of Annex C.2."""
SMALLEST_SIDE = 20.0
"""Points; smaller than a stamp."""


_HARMLESS = ("common error handled correctly", "whitespace seen before xref", "not one plus the highest")
"""Warnings of qpdf about habits of widespread signing programs that lose nothing."""


def check_pdf(data: bytes, max_pages: int) -> dict[str, Any]:
    """Pages, signature, active content and notes of a PDF. Raises ``Refusal``.

    A signature that a later revision dropped still counts (its ``/ByteRange`` stands in the bytes): such a
    file is evidence, and evidence is never converted.
    """
    notes: list[str] = []
    with _open(data, notes) as pdf:
        pages = _page_count(pdf, max_pages)
        found = walk(pdf)
        _check_boxes(pdf)
        check_streams(pdf)
        _heed_warnings(pdf, notes)
        if pdf.is_encrypted:
            notes.append("restricted")
    _check_renderer(data, pages, repaired="repaired" in notes)
    if "xfa" in found.active:
        notes.append("dynamic_form")
    return {
        "pages": pages,
        "signed": found.signed or b"/ByteRange" in data,
        "active": sorted(found.active),
        "notes": notes,
    }


def _open(data: bytes, notes: list[str]) -> pikepdf.Pdf:
    if b"%%EOF" not in data[-2048:] and b"startxref" not in data[-4096:]:
        raise Refusal("truncated")
    try:
        try:
            pdf = pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True)
            if data.startswith(b"%PDF-"):
                return pdf
        except pikepdf.PdfError as error:
            if isinstance(error, pikepdf.PasswordError):
                raise
            pdf = pikepdf.open(io.BytesIO(data), attempt_recovery=True, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Refusal("locked") from error
    except (pikepdf.PdfError, RuntimeError, ValueError, RecursionError) as error:
        raise Refusal("damaged") from error
    notes.append("repaired")
    return pdf


def _heed_warnings(pdf: pikepdf.Pdf, notes: list[str]) -> None:
    """What qpdf met on the way: nesting beyond its limit is no document; anything else was put right."""
    warnings = [str(warning) for warning in pdf.get_warnings()]
    if any("limits error" in warning for warning in warnings):
        raise Refusal("damaged")
    grave = [warning for warning in warnings if not any(words in warning for words in _HARMLESS)]
    if grave and "repaired" not in notes:
        notes.append("repaired")


def _page_count(pdf: pikepdf.Pdf, max_pages: int) -> int:
    try:
        promised = pdf.Root.Pages.get("/Count", 0)
        if isinstance(promised, int) and promised > max_pages:
            raise Refusal("too_many_pages", pages=promised, limit=max_pages)
        pages = len(pdf.pages)
    except (pikepdf.PdfError, RuntimeError, ValueError, AttributeError, TypeError) as error:
        raise Refusal("damaged") from error
    if pages == 0:
        raise Refusal("no_pages")
    if pages > max_pages:
        raise Refusal("too_many_pages", pages=pages, limit=max_pages)
    return pages


def _check_boxes(pdf: pikepdf.Pdf) -> None:
    """Every page's MediaBox times UserUnit (14.11.2) must be a paper that can exist."""
    for number, page in enumerate(pdf.pages, start=1):
        try:
            left, bottom, right, top = (float(edge) for edge in page.mediabox)
            unit = float(page.obj.get("/UserUnit", 1))
        except (ValueError, TypeError, AttributeError, pikepdf.PdfError, ArithmeticError) as error:
            raise Refusal("page_size", page=number) from error
        sides = (abs(right - left) * unit, abs(top - bottom) * unit)
        if not all(SMALLEST_SIDE <= side <= LARGEST_SIDE for side in sides):
            raise Refusal("page_size", page=number)


def _check_renderer(data: bytes, pages: int, *, repaired: bool) -> None:
    """The renderer must see the same pages as the structure, or what is shown is not what is kept."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        seen = len(document)
        document[0].get_size()
        document.close()
    except pypdfium2.PdfiumError as error:
        if repaired:
            return  # it is rewritten by qpdf before it is rendered
        raise Refusal("damaged") from error
    if seen != pages and not repaired:
        raise Refusal("damaged")


def rewritten(data: bytes) -> bytes:
    """The same pages, written afresh without structural faults or encryption, for rendering only."""
    sound = data.startswith(b"%PDF-") and re.search(rb"/Encrypt\b", data) is None
    if sound:
        try:
            pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True).close()
        except pikepdf.PdfError:
            pass
        else:
            return data
    fresh = io.BytesIO()
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        pdf.save(fresh)
    return fresh.getvalue()
