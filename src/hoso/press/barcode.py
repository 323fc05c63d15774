"""Code 128 bars of a dossier code, for the hand scanners of the counter (ISO/IEC 15417)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from hoso.press.errors import PayloadTooLong, UnprintableLetter

# Widths of the 107 symbol characters of ISO/IEC 15417, Table 1: bar, space, bar, space, bar, space (and
# the stop's last bar).
_WIDTHS = (  # noqa: SIM905 - one text is easier to compare with the table than 107 literals
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 "
    "122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 "
    "322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 "
    "112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 "
    "331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 "
    "112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 "
    "124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 "
    "411311 113141 114131 311141 411131 211412 211214 211232 2331112 "
).split()
_TO_C, _TO_B, _START_B, _STOP = 99, 100, 104, 106
_QUIET = 10  # modules, ISO/IEC 15417 §4.4
_LONGEST = 48


@dataclass(frozen=True, slots=True)
class Bars:
    """Drawn bars: SVG text and the width in modules, quiet zones included."""

    svg: str
    modules: int


def _values(text: str) -> list[int]:
    """Symbol values: code set B for letters, code set C for runs of four and more digits."""
    values, in_c = [_START_B], False
    for run in re.findall(r"(?:\d\d){2,}|.", text):
        if len(run) > 1:
            values += ([] if in_c else [_TO_C]) + [int(run[i : i + 2]) for i in range(0, len(run), 2)]
            in_c = True
        else:
            values += ([_TO_B] if in_c else []) + [ord(run) - 32]
            in_c = False
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % 103
    return [*values, check, _STOP]


def bars(text: str) -> Bars:
    """Code 128 of a text of printable ASCII characters.

    Raises PayloadTooLong for an empty or overlong text and UnprintableLetter for the first letter
    outside ASCII.
    """
    if not 0 < len(text) <= _LONGEST:
        raise PayloadTooLong(len(text), _LONGEST)
    for letter in text:
        if not " " <= letter <= "~":
            raise UnprintableLetter(letter, unicodedata.name(letter, ""), "barcode")
    x, path = _QUIET, []
    for value in _values(text):
        for place, width in enumerate(map(int, _WIDTHS[value])):
            if place % 2 == 0:
                path.append(f"M{x} 0h{width}v40h-{width}z")
            x += width
    total = x + _QUIET
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total} 40"><path d="{"".join(path)}"/></svg>'
    )
    return Bars(svg, total)
