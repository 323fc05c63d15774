"""The QR code that every printed paper carries at the top left.

Content: Circular 01/2023/TT-VPCP, Article 26 (six items, a receipt adds the appointment, a result its
validity), to which we add the address where the paper can be verified. Symbol: ISO/IEC 18004 (TCVN
7322), error correction M.

Payload: the items in that order, joined by ``|``; an empty item stays empty, so positions never move.
Instants are written as the national services write them, ``yyyyMMddHHmmss`` in Viet Nam time. With a
system name of up to about 40 letters and a short address (``https://host/v/TOKEN``) the symbol stays at
version 10 (57 modules) or below. Longer ones are allowed up to version 15 and drawn larger, so that a
module never gets smaller than 0.42 mm and a phone still reads it.

Plain UTF-8 bytes without an ECI header: old phones read nothing else. Mask 3 is fixed: the symbol names
its mask, so every reader copes, while weighing all eight costs a pure Python encoder 35 ms, most of a
slip's time. In the tests two readers prove each paper instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import segno

from hoso.press.errors import PayloadTooLong
from hoso.press.letters import require_printable

CIVIL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SMALLEST_SIDE_MM = 25.0
SMALLEST_MODULE_MM = 0.42
LARGEST_VERSION = 15
QUIET_MODULES = 2  # the blank margin of the page and the gutter beside it give the other two
_MASK = 3
_LARGEST_BYTES = 412  # capacity of version 15, level M, byte mode (ISO/IEC 18004, Table 7)


class QrContent:
    """What a QR code may hold: a paper's identity or a public address."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class PaperIdentity(QrContent):
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

    def __post_init__(self) -> None:
        """Refuse instants without a time zone: they would be read in the machine's own."""
        for at in (self.published_at, self.appointment_at):
            if at is not None and at.tzinfo is None:
                raise ValueError("instants of a paper must be aware datetimes")


@dataclass(frozen=True, slots=True)
class PublicAddress(QrContent):
    """A page anybody may open: what a telephone makes of a notice on the wall. The nine items are for papers."""

    url: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """A drawn code: SVG text, side length in millimetres, QR version."""

    svg: str
    side_mm: float
    version: int


def _instant(at: datetime | None) -> str:
    return at.astimezone(CIVIL_ZONE).strftime("%Y%m%d%H%M%S") if at else ""


def payload(paper: QrContent) -> str:
    """The text inside the code: nine items joined by ``|``, a ``|`` inside an item becomes a ``/``; or the address.

    Raises UnprintableLetter for control, direction and other letters that could make a reader show
    something else.
    """
    if isinstance(paper, PublicAddress):
        return require_printable(paper.url, "qr")
    if not isinstance(paper, PaperIdentity):
        raise TypeError(f"no QR code is defined for {type(paper).__name__}")
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
    tidy = (require_printable(item, "qr").replace("|", "/").replace("\n", " ").strip() for item in items)
    return "|".join(tidy)


def symbol(text: str) -> Symbol:
    """The QR code of a text as SVG, one path of runs.

    Raises PayloadTooLong when it would need a version above 15.
    """
    try:
        code = segno.make_qr(text, error="m", boost_error=False, encoding="utf-8", eci=False, mask=_MASK)
    except segno.DataOverflowError:
        raise PayloadTooLong(len(text.encode()), _LARGEST_BYTES) from None
    modules = np.array([list(row) for row in code.matrix], dtype=np.int8) != 0
    count = modules.shape[0]
    version = int(code.version)
    if version > LARGEST_VERSION:
        raise PayloadTooLong(len(text.encode()), _LARGEST_BYTES)
    whole = count + 2 * QUIET_MODULES
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}">'
    svg = f'{opening}<path d="{_runs(modules)}"/></svg>'
    return Symbol(svg, round(max(SMALLEST_SIDE_MM, whole * SMALLEST_MODULE_MM), 2), version)


def _runs(modules: np.typing.NDArray[np.bool_]) -> str:
    """SVG path data: one rectangle for every horizontal run of dark modules."""
    path = []
    for y, row in enumerate(modules, start=QUIET_MODULES):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], row.view(np.int8), [0]))))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            path.append(f"M{start + QUIET_MODULES} {y}h{end - start}v1h-{end - start}z")
    return "".join(path)
