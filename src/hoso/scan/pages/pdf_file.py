"""The archival file: one picture and one invisible layer of text per page, PDF/A checked after writing.

The text is set in an embedded font whose one glyph is empty, so every viewer can select and search it and
none can draw it wrong (ISO 19005-2 clause 6.2.11: fonts embedded, widths consistent, text mapped to Unicode).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name

Box = tuple[str, int, int, int, int]
"""A word and its left, top, right, bottom in pixels from the top left."""

EM = 1000
ADVANCE = 500
"""Width of every glyph in thousandths of the font size."""
DESCENT = 0.22
"""Share of a line's height that lies below the base line."""
FONT_DATE = 3_786_912_000
"""Seconds since 1904: a fixed day (1 January 2024), so that the font has the same bytes every time."""
_FONT_NAME = "/HSBLNK+HosoBlank"


@dataclass(frozen=True, slots=True)
class PageParts:
    """What one page is made of."""

    jpeg: bytes
    size: tuple[int, int]
    dpi: float
    paper: tuple[float, float]
    lines: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """From pixels to points: where the picture's top left stands, and points per pixel each way."""

    left: float
    top: float
    across: float
    down: float


class ArchivalFile:
    """Collects pages, then writes one PDF/A."""

    def __init__(self) -> None:
        self._pdf = pikepdf.new()
        self._characters: dict[str, int] = {}
        self._font = self._pdf.make_indirect(Dictionary())

    def add(self, parts: PageParts) -> None:
        """Append a page: the paper as its box, the picture unscaled (100 %) in the middle of it."""
        width, height = parts.paper
        across, down = parts.size[0] / parts.dpi * 72, parts.size[1] / parts.dpi * 72
        if abs(across - width) < 9 and abs(down - height) < 9:
            across, down = width, height  # rounding to whole pixels and 3 mm of feeder play, not a scale
        left, bottom = (width - across) / 2, (height - down) / 2
        frame = _Frame(left, bottom + down, across / parts.size[0], down / parts.size[1])
        layer = self._layer(parts.lines, frame)
        content = f"q {across:.3f} 0 0 {down:.3f} {left:.3f} {bottom:.3f} cm /Page Do Q\n{layer}"
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(width, 2), round(height, 2)]),
            Resources=Dictionary(
                XObject=Dictionary(Page=self._picture(parts)), Font=Dictionary(Blank=self._font)
            ),
            Contents=self._pdf.make_stream(content.encode("ascii")),
        )
        self._pdf.pages.append(pikepdf.Page(self._pdf.make_indirect(page)))

    def finish(self, title: str, flavour: str = "2b") -> bytes:
        """The bytes of the PDF/A. Raises ``pikepdf.pdfa.PdfaError`` when what was written fails the check."""
        import pikepdf.pdfa

        self._complete_font()
        self._pdf.Root.Lang = pikepdf.String("vi-VN")
        self._pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        with self._pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
            metadata["dc:language"] = ["vi-VN"]
            metadata["pdf:Producer"] = "hoso"
            metadata["xmp:CreatorTool"] = "hoso scan"
        written = io.BytesIO()
        pikepdf.pdfa.save(self._pdf, written, flavour)
        return written.getvalue()

    def _picture(self, parts: PageParts) -> pikepdf.Object:
        return self._pdf.make_stream(
            parts.jpeg,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=parts.size[0],
            Height=parts.size[1],
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )

    def _layer(self, lines: tuple[tuple[Box, ...], ...], frame: _Frame) -> str:
        rows = [self._line(line, frame) for line in lines if line]
        return "BT 3 Tr\n" + "\n".join(rows) + "\nET" if rows else ""

    def _line(self, line: tuple[Box, ...], frame: _Frame) -> str:
        """One text line in one size, each word stretched to what it covers in the picture.

        The space goes with the word before it: PDFium swallows a hyphen that stands alone in a text object,
        and Poppler joins words whose boxes overlap.
        """
        top, foot = min(word[2] for word in line), max(word[4] for word in line)
        size = max((foot - top) * frame.down, 1.0)
        y = frame.top - foot * frame.down + DESCENT * size
        pieces = [f"/Blank {size:.2f} Tf"]
        for text, left, _, right, _ in line:
            width = max((right - left) * frame.across, 0.5)
            stretch = width / (size * ADVANCE / EM * len(text)) * 100
            x = frame.left + left * frame.across
            pieces.append(f"{stretch:.2f} Tz 1 0 0 1 {x:.2f} {y:.2f} Tm <{self._codes(text + ' ')}> Tj")
        return " ".join(pieces)

    def _codes(self, text: str) -> str:
        return "".join(
            f"{self._characters.setdefault(letter, len(self._characters) + 1):04X}" for letter in text
        )

    def _complete_font(self) -> None:
        last = len(self._characters)
        glyphs = b"\x00\x00" + b"\x00\x01" * last
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(_FONT_NAME),
            Flags=4,
            FontBBox=Array([0, 0, ADVANCE, EM]),
            ItalicAngle=0,
            Ascent=800,
            Descent=-200,
            CapHeight=700,
            StemV=80,
            FontFile2=self._pdf.make_stream(blank_font()),
        )
        inner = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name(_FONT_NAME),
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=self._pdf.make_indirect(descriptor),
            DW=ADVANCE,
            CIDToGIDMap=self._pdf.make_stream(glyphs),
        )
        self._font.Type = Name.Font
        self._font.Subtype = Name.Type0
        self._font.BaseFont = Name(_FONT_NAME)
        self._font.Encoding = Name("/Identity-H")
        self._font.DescendantFonts = Array([self._pdf.make_indirect(inner)])
        self._font.ToUnicode = self._pdf.make_stream(_to_unicode(self._characters))


def _to_unicode(characters: dict[str, int]) -> bytes:
    """The map from codes to Unicode (ISO 32000-1 clause 9.10.3), a hundred entries a block."""
    entries = [
        f"<{code:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for letter, code in characters.items()
    ]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


@lru_cache(maxsize=1)
def blank_font() -> bytes:
    """A TrueType font of two empty glyphs, the same bytes every time."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", "blank"])
    builder.setupCharacterMap({0x20: "blank"})
    builder.setupGlyf({".notdef": Glyph(), "blank": Glyph()})
    builder.setupHorizontalMetrics({".notdef": (ADVANCE, 0), "blank": (ADVANCE, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "HosoBlank", "styleName": "Regular", "psName": "HosoBlank"})
    builder.setupOS2()
    builder.setupPost()
    builder.updateHead(created=FONT_DATE, modified=FONT_DATE)
    builder.font.recalcTimestamp = False
    data = io.BytesIO()
    builder.save(data)
    return data.getvalue()
