"""The QR code that every printed paper carries at the top left.

Content: Circular 01/2023/TT-VPCP, Article 26 (six items, a receipt adds the appointment, a result its validity), to which
we add the address where the paper can be verified. Symbol: ISO/IEC 18004 (TCVN 7322), error correction M.

Payload: the items in that order, joined by ``|``; an empty item stays empty, so positions never move. Instants are written
short (``20261122T101530+0700``). With system names of up to about 40 letters the symbol stays at version 10 (57 modules) or
below; up to version 15 it is allowed and drawn larger, so that a module never gets smaller than 0.42 mm.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import segno

from hoso.press.errors import PayloadTooLong

CIVIL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SMALLEST_SIDE_MM = 25.0
SMALLEST_MODULE_MM = 0.42
LARGEST_VERSION = 15
QUIET_MODULES = 2  # the blank margin of the page and the gutter beside it give the other two
_LARGEST_BYTES = 412  # capacity of version 15, level M, byte mode (ISO/IEC 18004, Table 7)


@dataclass(frozen=True, slots=True)
class PaperIdentity:
    """What the QR code says about a paper. ``published_at`` and ``appointment_at`` are aware instants.

    ``applicant_id`` may be empty when it is unknown: an unknown identity stays unknown.
    """

    dossier_code: str
    procedure_code: str
    applicant_id: str
    paper_name: str
    system_name: str
    published_at: datetime
    url: str
    appointment_at: datetime | None = None
    validity: str = ""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A drawn code: SVG text, side length in millimetres, QR version."""

    svg: str
    side_mm: float
    version: int


def _instant(at: datetime | None) -> str:
    return at.astimezone(CIVIL_ZONE).strftime("%Y%m%dT%H%M%S%z") if at else ""


def payload(paper: PaperIdentity) -> str:
    """The text inside the code: nine items joined by ``|``; a ``|`` inside an item becomes a ``/``."""
    items = (
        paper.dossier_code,
        paper.procedure_code,
        paper.applicant_id,
        paper.paper_name,
        paper.system_name,
        _instant(paper.published_at),
        _instant(paper.appointment_at),
        paper.validity,
        paper.url,
    )
    return "|".join(item.replace("|", "/").replace("\n", " ").strip() for item in items)


def symbol(text: str) -> Symbol:
    """The QR code of a text as SVG.

    Raises PayloadTooLong when it would need a version above 15.
    """
    try:
        code = segno.make_qr(text, error="m", boost_error=False, encoding="utf-8", eci=False)
    except segno.DataOverflowError:
        raise PayloadTooLong(len(text.encode()), _LARGEST_BYTES) from None
    version = int(code.version)
    if version > LARGEST_VERSION:
        raise PayloadTooLong(len(text.encode()), _LARGEST_BYTES)
    out = io.BytesIO()
    code.save(out, kind="svg", border=QUIET_MODULES, xmldecl=False, svgns=True, nl=False, omitsize=True)
    modules = code.symbol_size(border=QUIET_MODULES)[0]
    side = max(SMALLEST_SIDE_MM, modules * SMALLEST_MODULE_MM)
    return Symbol(out.getvalue().decode(), round(side, 2), version)
