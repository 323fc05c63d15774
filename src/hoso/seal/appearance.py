"""What a signature looks like on paper: a small block of lines in a complete, embedded font (Decree
30/2020, Annex I).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Literal

from hoso.law.text import Text

from .errors import StampDoesNotFit
from .increment.lexer import text_string
from .stamp_font import Add, StampFont, stamp_font
from .zones import Placed

Colour = Literal["blue", "red", "black"]
VIETNAM = timezone(timedelta(hours=7))
_INK: dict[Colour, bytes] = {
    "blue": b"q 0 0.2 0.6 rg 0 0.2 0.6 RG",
    "red": b"q 0.8 0.05 0.05 rg 0.8 0.05 0.05 RG",
    "black": b"q 0 g 0 G",  # grey goes with the output intent of any archival file
}
_LARGEST, _SMALLEST = 10.0, 4.5
_LEADING = 1.2
_PADDING, _PADDING_PART, _UNFRAMED = 3.0, 0.08, 0.4


@dataclass(frozen=True)
class Appearance:
    """The lines of a visible block, the font file they are set in and their colour. ``border`` draws a thin
    frame.
    """

    font: Path
    lines: tuple[str, ...]
    colour: Colour = "black"
    border: bool = True


def person_appearance(font: Path, name: str, signed_at: datetime) -> Appearance:
    """A competent person's block: blue, name and time."""
    return Appearance(font, ("Đã ký số bởi:", name, shown_time(signed_at)), "blue")


def scanner_appearance(font: Path, name: str, signed_at: datetime) -> Appearance:
    """The mark of who digitised a paper: blue, name and time (Circular 01/2023/TT-VPCP Article 8)."""
    return Appearance(font, (f"Số hóa: {name}", shown_time(signed_at)), "blue")


def agency_appearance(font: Path, agency_name: str, signed_at: datetime) -> Appearance:
    """An agency's block: red, agency name and time."""
    return Appearance(font, (agency_name, shown_time(signed_at)), "red")


def copy_mark_appearance(font: Path, kind_of_copy: str, agency_name: str, signed_at: datetime) -> Appearance:
    """The mark of an electronic copy: kind of copy (for example ``SAO Y``), agency, time; black, 10 points,
    no image.
    """
    return Appearance(font, (kind_of_copy, agency_name, shown_time(signed_at)), "black", border=False)


def digitised_appearance(font: Path, agency_name: str, signed_at: datetime) -> Appearance:
    """The agency's mark on paper that was digitised: agency and time; black, 10 points, no image (Circular
    05/2025/TT-BNV Article 8).
    """
    return Appearance(font, (agency_name, shown_time(signed_at)), "black", border=False)


def shown_time(instant: datetime) -> str:
    """An instant as the decree prints it: day/month/year, h:m:s and the Vietnamese zone of ISO 8601."""
    return instant.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S +07:00")


@dataclass(frozen=True)
class Drawing:
    """A block ready to be put into a file: the entries of its form, what it draws, and the font it needs."""

    entries: dict[bytes, bytes]
    content: bytes
    font: StampFont

    def embed(self, add: Add) -> bytes:
        """Put the block's objects into a file; the reference to its form (ISO 32000-1, 12.5.5)."""
        resources = b"<</Font <</F1 " + self.font.embed(add) + b">>>>"
        return add({**self.entries, b"/Resources": resources}, self.content)


def drawn(shown: Appearance, place: Placed) -> Drawing:
    """The block as it stands upright in its place. Raises StampDoesNotFit."""
    lines = tuple(unicodedata.normalize("NFC", line) for line in shown.lines)
    font = stamp_font(shown.font, frozenset("".join(lines)))
    width, height = place.width, place.height
    padding = min(_PADDING, height * _PADDING_PART) if shown.border else _UNFRAMED
    left = width * place.keep_clear_left + padding
    room = width * (1 - place.keep_clear_left - place.keep_clear_right) - 2 * padding
    size, rows = _fit(font, lines, room, height - 2 * padding)
    parts = [_INK[shown.colour]]
    if shown.border:
        parts.append(b"0.7 w 0.5 0.5 %g %g re S" % (width - 1, height - 1))
    first = (height + len(rows) * size * _LEADING) / 2 - size
    parts.append(b"BT /F1 %g Tf %g TL %g %g Td" % (size, size * _LEADING, left, first))
    # each row with its text beside the glyphs, for those who copy, listen, or verify
    told = b"/Span <</ActualText %s>> BDC %s Tj EMC T*"
    parts += [told % (text_string(row), font.shown(row)) for row in rows]
    parts.append(b"ET Q")
    cosine, sine = ((1, 0), (0, 1), (-1, 0), (0, -1))[place.rotation // 90]
    entries = {
        b"/Type": b"/XObject",
        b"/Subtype": b"/Form",
        b"/BBox": b"[0 0 %g %g]" % (width, height),
        b"/Matrix": b"[%d %d %d %d 0 0]" % (cosine, sine, -sine, cosine),
    }
    return Drawing(entries, b"\n".join(parts), font)


def _fit(font: StampFont, lines: tuple[str, ...], width: float, height: float) -> tuple[float, list[str]]:
    size = _LARGEST
    while size >= _SMALLEST:
        wrapped = [part for line in lines for part in _wrap(font, line, width / size)]
        fits = len(wrapped) * size * _LEADING <= height
        if fits and all(font.width(part) * size <= width for part in wrapped):
            return size, wrapped
        size -= 0.5
    raise StampDoesNotFit(
        Text(
            "Nội dung khối chữ ký dài hơn chỗ dành cho nó.",
            "The text of the signature block is longer than its place.",
        )
    )


def _wrap(font: StampFont, line: str, width_em: float) -> list[str]:
    if font.width(line) <= width_em:
        return [line]
    rows: list[str] = []
    for word in line.split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and font.width(longer) <= width_em:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows
