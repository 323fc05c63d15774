"""What the engine stumbles over at a file's very beginning and end, smoothed in the copy it reads.

Offsets stay as they are, and everything that is judged byte by byte is judged on the file itself.
"""

from __future__ import annotations

import re

_HEADER = re.compile(rb"%PDF-\d\.\d")
_TAIL = re.compile(rb"startxref[\x00\t\n\x0c\r ]+\d{1,12}[\x00\t\n\x0c\r ]*(%%EOF)?")
_NEAR = 1024
_END = b"\n%%EOF\n"


def readable(data: bytes) -> bytes:
    """The same file with its header at the start and one end-of-file mark at the end (ISO 32000-2, 7.5.2, 7.5.5)."""
    return _with_one_end(_with_header_first(data))


def _with_header_first(data: bytes) -> bytes:
    """Bytes before the header (a line end, a mail's remains) become blanks behind it."""
    found = _HEADER.search(data, 0, _NEAR)
    if found is None or found.start() == 0:
        return data
    return found[0] + b" " * found.start() + data[found.end() :]


def _with_one_end(data: bytes) -> bytes:
    """A missing mark is added; marks repeated behind the first become blanks."""
    start = max(len(data) - _NEAR, 0)
    tails = list(_TAIL.finditer(data, start))
    if not tails:
        return data
    last = tails[-1]
    if last[1] is None:
        return data[: last.end()] + _END + data[last.end() :]
    rest = data[last.end() :]
    if b"%%EOF" not in rest or rest.replace(b"%%EOF", b"").strip(b"\x00\t\n\x0c\r "):
        return data
    return data[: last.end()] + rest.replace(b"%%EOF", b"     ")
