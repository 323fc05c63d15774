"""The engine's slowest habits, replaced by quick ones with the same results.

A signature container is tens of thousands of hexadecimal digits, which the engine reads one at a time; names
are prepared for comparison again and again. Both belong upstream (see ADR 0007).
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

import functools
import re
from typing import BinaryIO

from asn1crypto import x509
from pyhanko.pdf_utils import generic

_CHUNK = 4096
_SPACE = b"\x00\t\n\x0c\r "
_DIGITS = re.compile(rb"[0-9A-Fa-f]*")
_read_slowly = generic.read_hex_string_from_stream


def read_hexadecimal(stream: BinaryIO) -> generic.ByteStringObject | generic.TextStringObject:
    """A hexadecimal string, read in pieces; anything unusual (comments, damage) is left to the engine."""
    start = stream.tell()
    held = bytearray()
    while (end := held.find(b">", max(len(held) - _CHUNK * 16, 0))) < 0:
        piece = stream.read(_CHUNK if not held else _CHUNK * 16)
        if not piece:
            break
        held += piece
    digits = bytes(held[1:end]).translate(None, _SPACE) if end > 0 else b"?"
    if held[:1] != b"<" or not _DIGITS.fullmatch(digits):
        stream.seek(start)
        return _read_slowly(stream)
    stream.seek(start + end + 1)
    return generic.pdf_string(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))


def install() -> None:
    """Put the quick ways in place, once a process."""
    if generic.read_hex_string_from_stream is read_hexadecimal:
        return
    generic.read_hex_string_from_stream = read_hexadecimal
    prepare = x509.NameTypeAndValue._ldap_string_prep  # noqa: SLF001  pure in its text, and slow
    remembered = functools.lru_cache(maxsize=4096)(lambda text: prepare(_ANY_NAME, text))
    x509.NameTypeAndValue._ldap_string_prep = lambda _, text: remembered(text)  # noqa: SLF001


_ANY_NAME = x509.NameTypeAndValue()
