"""Does the visible block tell the truth? Its text must name the real signer and the claimed time.

Blocks of ours carry their text as ``/ActualText``; a block drawn otherwise gives no answer, which is not a
fault.
"""

from __future__ import annotations

import re

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError

from .opening import entry

_TEXT = re.compile(rb"/ActualText\s*(\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]*>)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def shown_text(field: generic.DictionaryObject) -> str | None:
    """The text of the field's normal appearance, or None when there is none that can be read."""
    try:
        look = entry(field, "/AP")
        stream = entry(look, "/N") if isinstance(look, generic.DictionaryObject) else None
        if not isinstance(stream, generic.StreamObject):
            return None
        lines = [_decoded(found) for found in _TEXT.findall(stream.data)]
    except (PdfError, ValueError, KeyError, TypeError, UnicodeDecodeError):
        return None
    return "\n".join(lines) or None


def block_matches(field: generic.DictionaryObject, name: str, shown_time: str | None) -> bool | None:
    """True when the block shows the signer's name and time, False when it shows another, None when it
    cannot be read.
    """
    text = shown_text(field)
    if text is None:
        return None
    flat = "".join(text.split()).casefold()
    names_signer = "".join(name.split()).casefold() in flat
    return names_signer and (shown_time is None or "".join(shown_time.split()) in flat)


def _decoded(raw: bytes) -> str:
    content = bytes.fromhex(raw[1:-1].decode()) if raw[:1] == b"<" else _ESCAPE.sub(_unescape, raw[1:-1])
    return content[2:].decode("utf-16-be") if content[:2] == b"\xfe\xff" else content.decode("latin-1")


def _unescape(found: re.Match[bytes]) -> bytes:
    escape = found[1]
    return bytes([int(escape, 8) & 255]) if escape[:1].isdigit() else _NAMED.get(escape, escape)
