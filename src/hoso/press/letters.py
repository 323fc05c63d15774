"""The letters we can print: shipped font files, what they cover, and the check of every text before it
is set.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from hoso.press.errors import UnprintableLetter

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Liberation Serif"
FACES = (
    "LiberationSerif-Regular.ttf",
    "LiberationSerif-Bold.ttf",
    "LiberationSerif-Italic.ttf",
    "LiberationSerif-BoldItalic.ttf",
)
# Names under which subsets of our faces appear inside a PDF, after the six-letter subset tag.
POSTSCRIPT_NAMES = frozenset(
    {"LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSerif-BoldItalic"}
)
# Categories that never print: control, format (direction marks, joiners), surrogate, private use, unassigned.
_UNPRINTED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@cache
def face_letters(face: str) -> frozenset[int]:
    """Code points that one shipped face has a glyph for."""
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / face, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def printable_letters() -> frozenset[int]:
    """Code points that all four faces have, so that bold or italic never loses a letter."""
    return frozenset.intersection(*(face_letters(face) for face in FACES))


def require_printable(text: str, where: str) -> str:
    """The text in NFC with tabs and no-break spaces as spaces and line ends as ``\\n``.

    Raises UnprintableLetter for the first letter outside our fonts, and for control, direction and
    other invisible characters: they let a paper show something else than what is stored.
    """
    tidy = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " ").replace("\u00a0", " "))
    covered = printable_letters()
    for letter in tidy:
        if letter == "\n":
            continue
        if unicodedata.category(letter) in _UNPRINTED_CATEGORIES or ord(letter) not in covered:
            raise UnprintableLetter(letter, unicodedata.name(letter, ""), where)
    return tidy
