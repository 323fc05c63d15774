"""What a signature looks like on paper: a small block of lines in a complete, embedded font (Decree
30/2020, Annex I).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Literal

from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp.base import BaseStamp, BaseStampStyle

from hoso.law.text import Text

from .errors import StampDoesNotFit
from .stamp_font import prepared_font

Colour = Literal["blue", "red", "black"]
VIETNAM = timezone(timedelta(hours=7))
_RGB: dict[Colour, tuple[float, float, float]] = {
    "blue": (0.0, 0.2, 0.6),
    "red": (0.8, 0.05, 0.05),
    "black": (0, 0, 0),
}
_LARGEST, _SMALLEST = 10.0, 5.0
_LEADING = 1.2
_PADDING = 3.0


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


def agency_appearance(font: Path, agency_name: str, signed_at: datetime) -> Appearance:
    """An agency's block: red, agency name and time."""
    return Appearance(font, (agency_name, shown_time(signed_at)), "red")


def copy_mark_appearance(font: Path, kind_of_copy: str, agency_name: str, signed_at: datetime) -> Appearance:
    """The mark of an electronic copy: kind of copy (for example ``SAO Y``), agency, time; black, 10 points,
    no image.
    """
    return Appearance(font, (kind_of_copy, agency_name, shown_time(signed_at)), "black", border=False)


def shown_time(instant: datetime) -> str:
    """An instant as the decree prints it: day/month/year, h:m:s and the Vietnamese zone of ISO 8601."""
    return instant.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S +07:00")


@dataclass(frozen=True)
class BlockStyle(BaseStampStyle):
    """The engine's stamp style for an ``Appearance``; the ``keep_clear`` parts of the width stay without
    text.
    """

    appearance: Appearance | None = None
    keep_clear_left: float = 0.0
    keep_clear_right: float = 0.0

    def create_stamp(
        self,
        writer: BasePdfFileWriter,
        box: layout.BoxConstraints,
        text_params: dict[str, str],
    ) -> _Block:
        """Called by the engine once the place is known."""
        return _Block(writer=writer, style=self, box=box)


class _Block(BaseStamp):
    def render(self) -> bytes:
        style: BlockStyle = self.style
        shown = style.appearance
        assert shown is not None
        assert self.writer is not None
        engine = _engine(self.writer, shown)
        self.set_resource(ResourceType.FONT, generic.NameObject("/F1"), engine.as_resource())
        left = self.box.width * style.keep_clear_left + _PADDING
        room = self.box.width * (1 - style.keep_clear_left - style.keep_clear_right) - 2 * _PADDING
        size, lines = _fit(engine, shown.lines, room, self.box.height - 2 * _PADDING)
        engine.font_size = size  # type: ignore[assignment]  # half points are fine, only its hint says whole
        red, green, blue = _RGB[shown.colour]
        parts = [b"q %g %g %g rg %g %g %g RG" % (red, green, blue, red, green, blue)]
        if shown.border:
            parts.append(b"0.7 w 0.5 0.5 %g %g re S" % (self.box.width - 1, self.box.height - 1))
        top = (self.box.height + len(lines) * size * _LEADING) / 2 - size
        for number, line in enumerate(lines):
            baseline = top - number * size * _LEADING
            parts.append(
                b"BT /F1 %g Tf %g %g Td %s ET" % (size, left, baseline, engine.shape(line).graphics_ops)
            )
        return b"\n".join([*parts, b"Q"])


def _engine(writer: BasePdfFileWriter, shown: Appearance) -> GlyphAccumulator:
    content, letters = prepared_font(shown.font)
    missing = sorted({letter for line in shown.lines for letter in line if ord(letter) not in letters})
    if missing:
        raise StampDoesNotFit(
            Text(
                f"Phông chữ “{shown.font.name}” thiếu chữ: {' '.join(missing)}",
                f"The font “{shown.font.name}” lacks: {' '.join(missing)}",
            )
        )
    return GlyphAccumulator(writer, io.BytesIO(content), font_size=10, bcp47_lang_code="vi")


def _fit(
    engine: GlyphAccumulator, lines: tuple[str, ...], width: float, height: float
) -> tuple[float, list[str]]:
    size = _LARGEST
    while size >= _SMALLEST:
        wrapped = [part for line in lines for part in _wrap(engine, line, width / size)]
        widest = max((engine.shape(part).x_advance for part in wrapped), default=0.0)
        if len(wrapped) * size * _LEADING <= height and widest * size <= width:
            return size, wrapped
        size -= 0.5
    raise StampDoesNotFit(
        Text(
            "Nội dung khối chữ ký dài hơn chỗ dành cho nó.",
            "The text of the signature block is longer than its place.",
        )
    )


def _wrap(engine: GlyphAccumulator, line: str, width_em: float) -> list[str]:
    rows: list[str] = []
    for word in line.split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and engine.shape(longer).x_advance <= width_em:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows
