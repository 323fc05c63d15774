"""The font of visible blocks, prepared once per set of letters: embedded whole as PDF/A asks (ISO 19005-2, 6.2.11)."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from hoso.law.text import Text

from .errors import StampDoesNotFit

if TYPE_CHECKING:  # loaded only to prepare a font: those who read signatures need none
    from fontTools.ttLib import TTFont

ALWAYS = frozenset("0123456789/:+- ")
"""Letters of every instant, so that one signer's blocks share one prepared font whatever the time is."""
Add = Callable[[dict[bytes, bytes], bytes | None], bytes]
"""Adds an object (its entries; its content when it is a stream) to a file; answers how it is referred to."""
_FLATE = {b"/Filter": b"/FlateDecode"}


@dataclass(frozen=True)
class StampFont:
    """A subset of one font. ``glyphs`` maps letters to glyph numbers, ``widths`` to thousandths of an em."""

    name: str
    glyphs: dict[str, int]
    widths: dict[str, int]
    program: bytes
    program_size: int
    descriptor: dict[bytes, bytes]

    def width(self, line: str) -> float:
        """The width of a line at size 1. Every letter must be one the font was prepared for."""
        return sum(map(self.widths.__getitem__, line)) / 1000

    def shown(self, line: str) -> bytes:
        """The operand of ``Tj`` for a line."""
        return b"<" + "".join(f"{self.glyphs[letter]:04X}" for letter in line).encode() + b">"

    def embed(self, add: Add) -> bytes:
        """Put the font's objects into a file; the reference to the font."""
        name = b"/" + self.name.encode()
        program = add({**_FLATE, b"/Length1": b"%d" % self.program_size}, self.program)
        descriptor = add({**self.descriptor, b"/FontName": name, b"/FontFile2": program}, None)
        descendant = add(
            {
                b"/Type": b"/Font",
                b"/Subtype": b"/CIDFontType2",
                b"/BaseFont": name,
                b"/CIDSystemInfo": b"<</Registry (Adobe)/Ordering (Identity)/Supplement 0>>",
                b"/CIDToGIDMap": b"/Identity",
                b"/FontDescriptor": descriptor,
                b"/W": self._spacing,
            },
            None,
        )
        unicode = add(_FLATE, self._to_unicode)
        return add(
            {
                b"/Type": b"/Font",
                b"/Subtype": b"/Type0",
                b"/BaseFont": name,
                b"/Encoding": b"/Identity-H",
                b"/DescendantFonts": b"[" + descendant + b"]",
                b"/ToUnicode": unicode,
            },
            None,
        )

    @cached_property
    def _spacing(self) -> bytes:
        spaced = sorted((glyph, self.widths[letter]) for letter, glyph in self.glyphs.items())
        return b"[" + b" ".join(b"%d[%d]" % one for one in spaced) + b"]"

    @cached_property
    def _to_unicode(self) -> bytes:
        """The map back to letters (ISO 32000-1, 9.10.3), in pieces of at most a hundred lines."""
        lines = [
            f"<{glyph:04X}> <{letter.encode('utf-16-be').hex()}>" for letter, glyph in self.glyphs.items()
        ]
        pieces = [lines[at : at + 100] for at in range(0, len(lines), 100)]
        blocks = [f"{len(piece)} beginbfchar\n" + "\n".join(piece) + "\nendbfchar" for piece in pieces]
        return zlib.compress(
            (
                "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
                + "\n".join(blocks)
                + "\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
            ).encode("ascii")
        )


def stamp_font(path: Path, letters: frozenset[str]) -> StampFont:
    """The part of a font file that shows ``letters`` (and any instant).

    Raises StampDoesNotFit when the file is missing, is not a font, or lacks a letter.
    """
    return _prepared(path, letters | ALWAYS)


@lru_cache(maxsize=256)
def _prepared(path: Path, letters: frozenset[str]) -> StampFont:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, lazy=True) as font:
            known = font.getBestCmap() or {}
            missing = sorted(letter for letter in letters if ord(letter) not in known)
            if missing:
                raise _unfit(
                    f"Phông chữ “{path.name}” thiếu chữ: {' '.join(missing)}",
                    f"The font “{path.name}” lacks: {' '.join(missing)}",
                )
            return _subset(font, letters)
    except (OSError, TTLibError, KeyError) as error:
        raise _unfit(
            f"Không đọc được phông chữ “{path.name}”.", f"The font “{path.name}” cannot be read."
        ) from error


def _subset(font: TTFont, letters: frozenset[str]) -> StampFont:
    from fontTools import subset

    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
    options.drop_tables += ["FFTM", "GPOS", "GSUB", "GDEF", "kern", "OS/2", "name", "post"]
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=[ord(letter) for letter in letters])
    described = _descriptor(font)
    family = font["name"].getDebugName(6) or "Stamp"
    chosen.subset(font)
    output = io.BytesIO()
    font.save(output)
    program = output.getvalue()
    units, cmap = font["head"].unitsPerEm, font.getBestCmap()
    glyphs = {letter: font.getGlyphID(cmap[ord(letter)]) for letter in sorted(letters)}
    widths = {letter: round(font["hmtx"][cmap[ord(letter)]][0] * 1000 / units) for letter in glyphs}
    mark = int.from_bytes(sha256(program).digest()[:8], "big")
    tag = "".join(chr(65 + mark // 26**place % 26) for place in range(6))
    return StampFont(f"{tag}+{family}", glyphs, widths, zlib.compress(program, 9), len(program), described)


def _descriptor(font: TTFont) -> dict[bytes, bytes]:
    """The numbers a font descriptor states (ISO 32000-1, 9.8.1), in thousandths of an em."""

    def scaled(units: float) -> bytes:
        return b"%d" % round(units * 1000 / font["head"].unitsPerEm)

    bounds = [font["head"].xMin, font["head"].yMin, font["head"].xMax, font["head"].yMax]
    return {
        b"/Type": b"/FontDescriptor",
        b"/Flags": b"6",  # serif, letters of its own
        b"/FontBBox": b"[" + b" ".join(map(scaled, bounds)) + b"]",
        b"/ItalicAngle": b"0",
        b"/Ascent": scaled(font["hhea"].ascent),
        b"/Descent": scaled(font["hhea"].descent),
        b"/CapHeight": scaled(getattr(font["OS/2"], "sCapHeight", 0) or font["hhea"].ascent),
        b"/StemV": b"95",
    }


def _unfit(vi: str, en: str) -> StampDoesNotFit:
    return StampDoesNotFit(Text(vi, en))
