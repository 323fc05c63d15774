"""The font of visible blocks, prepared once: the letters Vietnamese needs, in the units a PDF expects."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError
from fontTools.ttLib.scaleUpem import scale_upem

from hoso.law.text import Text

from .errors import StampDoesNotFit

_KEPT = (*range(0x20, 0x250), *range(0x300, 0x324), *range(0x1E00, 0x1F00), *range(0x2010, 0x2027), 0x20AB)
# The engine writes glyph widths unscaled, which is right only for 1000 units per em (ISO 32000-1, 9.7.4.3).
_UNITS = 1000


@lru_cache(maxsize=8)
def prepared_font(path: Path) -> tuple[bytes, frozenset[int]]:
    """The font file's Latin and Vietnamese part at 1000 units per em, and the code points it holds.

    Raises StampDoesNotFit when the file is missing or is not a font.
    """
    try:
        font = TTFont(path, lazy=True)
        options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
        options.drop_tables += ["FFTM", "GPOS", "GSUB", "GDEF", "kern"]
        chosen = subset.Subsetter(options)
        chosen.populate(unicodes=_KEPT)
        chosen.subset(font)
        scale_upem(font, _UNITS)
        output = io.BytesIO()
        font.save(output)
        return output.getvalue(), frozenset(font.getBestCmap() or {})
    except (OSError, TTLibError, KeyError) as error:
        raise StampDoesNotFit(
            Text(f"Không đọc được phông chữ “{path.name}”.", f"The font “{path.name}” cannot be read.")
        ) from error
