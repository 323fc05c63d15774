"""Vietnamese text recognition by tesseract, in process; lines of words with their boxes.

The language data ships with the package (``tessdata``, see its PROVENANCE). Without it pages are kept as
pictures and the report says that they carry no text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from hoso.scan.pages.cleaning import ink_of, ruled_lines
from hoso.scan.pages.picture import Picture

LANGUAGE_DATA = Path(__file__).resolve().parent.parent / "tessdata"
AUTO, ONE_BLOCK = 3, 6
"""Page segmentation modes of tesseract."""
UNCOVERED_INK = 0.3
"""Share of ink outside all words above which the segmentation is tried another way."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its box in pixels and the recogniser's confidence (0-100), which proves nothing."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float


Line = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Lines in reading order, and how far they account for the ink."""

    lines: tuple[Line, ...]
    coverage: float
    """Share of the ink (rules left out) that lies inside recognised words, 0 to 1."""

    @property
    def text(self) -> str:
        return "\n".join(" ".join(word.text for word in line) for line in self.lines)

    @property
    def confidence(self) -> float:
        """Mean over letters, 0-100; 0 when nothing was read."""
        letters = sum(len(word.text) for line in self.lines for word in line)
        total = sum(word.confidence * len(word.text) for line in self.lines for word in line)
        return total / letters if letters else 0.0

    @property
    def lies_sideways(self) -> bool:
        """Most longer words stand taller than wide: the recogniser read a page that lies on its side."""
        longer = [word for line in self.lines for word in line if len(word.text) >= 3]
        tall = sum(word.bottom - word.top > 1.3 * (word.right - word.left) for word in longer)
        return bool(longer) and tall > len(longer) / 2


class Recogniser:
    """One tesseract engine, kept warm. Raises ``FileNotFoundError`` when the language data is absent."""

    def __init__(self, data: Path = LANGUAGE_DATA, language: str = "vie") -> None:
        if not (data / f"{language}.traineddata").is_file():
            raise FileNotFoundError(data / f"{language}.traineddata")
        import tesserocr

        self._engine: Any = tesserocr.PyTessBaseAPI(
            path=str(data), lang=language, oem=tesserocr.OEM.LSTM_ONLY
        )

    def read(self, grey: Picture, dpi: float) -> Reading:
        """Read a page; when too much ink stays unread, try once more without rules and keep the better."""
        ink = ink_of(grey)
        rules = ruled_lines(ink, dpi)
        strokes = np.where(rules > 0, 0, ink).astype(np.uint8)
        first = self._pass(grey, dpi, AUTO, strokes)
        if first.coverage >= 1 - UNCOVERED_INK or int(np.count_nonzero(strokes)) < 400:
            return first
        clean = np.where(rules > 0, 255, grey).astype(np.uint8)
        second = self._pass(clean, dpi, ONE_BLOCK, strokes)
        return max(first, second, key=_worth)

    def _pass(self, grey: Picture, dpi: float, mode: int, strokes: Picture) -> Reading:
        self._engine.SetPageSegMode(mode)
        self._engine.SetImage(Image.fromarray(grey))
        self._engine.SetSourceResolution(round(dpi))
        lines = lines_of(self._engine.GetTSVText(0))
        self._engine.Clear()
        return Reading(lines, _coverage(lines, strokes))


def lines_of(table: str) -> tuple[Line, ...]:
    """Lines from tesseract's table (level, page, block, paragraph, line, word, box, confidence, text)."""
    lines: dict[tuple[str, ...], list[Word]] = {}
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        text = unicodedata.normalize("NFC", cells[11].strip())
        word = Word(text, left, top, left + width, top + height, max(float(cells[10]), 0.0))
        lines.setdefault(tuple(cells[1:5]), []).append(word)
    return tuple(tuple(words) for words in lines.values())


def _coverage(lines: tuple[Line, ...], strokes: Picture) -> float:
    total = int(np.count_nonzero(strokes))
    if total == 0:
        return 1.0
    outside = strokes.copy()
    for word in (word for line in lines for word in line):
        outside[max(word.top - 2, 0) : word.bottom + 2, max(word.left - 2, 0) : word.right + 2] = 0
    return 1.0 - int(np.count_nonzero(outside)) / total


_SYLLABLE = re.compile(
    r"(ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvxđ])?[aeiouy]{1,3}(ch|ng|nh|[cmnpt])?", re.IGNORECASE
)


def is_syllable(word: str) -> bool:
    """Shaped like a Vietnamese syllable (diacritics aside), a number or a code."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).strip(
        ".,:;()\"'/-"
    )
    return bool(bare) and (bare.isdigit() or _SYLLABLE.fullmatch(bare) is not None)


def _worth(reading: Reading) -> float:
    """Coverage times the share of letters in believable words; confidence alone misleads."""
    words = [word for line in reading.lines for word in line]
    letters = sum(len(word.text) for word in words)
    good = sum(len(word.text) for word in words if is_syllable(word.text))
    return reading.coverage * good / letters if letters else 0.0
