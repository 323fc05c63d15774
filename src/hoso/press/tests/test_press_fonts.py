"""The shipped fonts are the ones we say, and no Vietnamese letter is missing from any face."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pytest

from hoso.press.errors import UnprintableLetter
from hoso.press.letters import FACES, FONTS, face_letters, require_printable

_BASES = "aăâeêioôơuưy"
_TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
_LOWER = {unicodedata.normalize("NFC", base + tone) for base in _BASES for tone in _TONES} | {"đ"}
ACCENTED = sorted({letter for low in _LOWER for letter in (low, low.upper())} - set("aeiouyAEIOUY"))


def test_there_are_134_accented_vietnamese_letters() -> None:
    assert len(ACCENTED) == 134


@pytest.mark.parametrize("face", FACES)
def test_each_face_has_every_vietnamese_letter_and_the_dong_sign(face: str) -> None:
    missing = [
        letter for letter in [*ACCENTED, "₫", "–", "“", "”", "…"] if ord(letter) not in face_letters(face)
    ]
    assert missing == []


@pytest.mark.parametrize("face", FACES)
def test_each_font_file_has_the_recorded_sum(face: str) -> None:
    recorded = dict(
        re.findall(r"\| (\S+\.ttf) \| ([0-9a-f]{64}) \|", (FONTS / "PROVENANCE.md").read_text("utf-8"))
    )
    assert hashlib.sha256((FONTS / face).read_bytes()).hexdigest() == recorded[face]


def test_the_licence_lies_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENSE-OFL.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "letter",
    [
        "\u200f",
        "\u202e",
        "\u2066",
        "\u200b",
        "\x00",
        "\x07",
        "\x1b",
        "\x85",
        "\ud800",
        "\ue000",
        "😀",
        "漢",
        "\u2028",
    ],
)
def test_a_letter_that_cannot_be_printed_is_named(letter: str) -> None:
    with pytest.raises(UnprintableLetter) as fault:
        require_printable(f"Nguyễn{letter}An", "applicant.name")
    assert fault.value.letter == letter
    assert f"U+{ord(letter):04X}" in fault.value.text.vi
    assert f"U+{ord(letter):04X}" in fault.value.text.en
    assert "applicant.name" in fault.value.text.vi


def test_decomposed_letters_are_printed_composed() -> None:
    assert require_printable(unicodedata.normalize("NFD", "Nguyễn Thị Ước"), "x") == "Nguyễn Thị Ước"


def test_tabs_and_no_break_spaces_become_spaces_and_line_ends_are_unified() -> None:
    assert require_printable("a\tb\u00a0c\r\nd", "x") == "a b c\nd"
