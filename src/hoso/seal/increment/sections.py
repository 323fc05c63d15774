"""Cross-reference sections: where each object begins (ISO 32000-1, 7.5.4 and 7.5.8)."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .lexer import NotUnderstood, dictionary, integer

_HEAD = re.compile(rb"[\x00\t\n\x0c\r ]*(\d{1,10})[\x00\t\n\x0c\r ]+(\d{1,5})[\x00\t\n\x0c\r ]+obj")
_RUN = re.compile(rb"[\x00\t\n\x0c\r ]*(\d{1,10}) (\d{1,10})[ \t]*(?:\r\n|\r|\n)")
_ROW = re.compile(rb"(\d{10}) (\d{5}) ([nf])[ \r][\r\n]")
_TRAILER = re.compile(rb"[\x00\t\n\x0c\r ]*trailer")
_ROW_LENGTH = 20
_MOST_BYTES = 64 * 1024 * 1024
Entry = tuple[Literal["free", "offset", "stream"], int, int]
"""Free; or an offset and a generation; or an object stream's number and the place in it."""


@dataclass(frozen=True)
class Section:
    """The section at ``start`` with its trailer. ``runs`` are (first object number, count, where its rows begin)."""

    start: int
    trailer: dict[bytes, bytes]
    runs: tuple[tuple[int, int, int], ...]
    rows: bytes | NDArray[np.uint8]
    widths: tuple[int, int, int] | None

    @property
    def is_stream(self) -> bool:
        """Whether it is a cross-reference stream; a revision is written in the style of the one before."""
        return self.widths is not None

    def entry(self, number: int) -> Entry | None:
        """What the section says about an object, or None when it does not speak of it."""
        for first, count, start in self.runs:
            if first <= number < first + count:
                index = number - first
                return (
                    self._row(start + index * _ROW_LENGTH)
                    if self.widths is None
                    else self._fields(start + index)
                )
        return None

    def _row(self, at: int) -> Entry:
        assert isinstance(self.rows, bytes)
        found = _ROW.match(self.rows, at)
        if found is None:
            raise NotUnderstood("a cross-reference row is malformed")
        return ("offset" if found[3] == b"n" else "free"), int(found[1]), int(found[2])

    def _fields(self, index: int) -> Entry:
        assert self.widths is not None
        row, at, fields = bytes(self.rows[index]), 0, []
        for width in self.widths:
            fields.append(int.from_bytes(row[at : at + width], "big"))
            at += width
        kind = fields[0] if self.widths[0] else 1
        if kind not in (0, 1, 2):
            raise NotUnderstood("an unknown kind of cross-reference entry")
        return ("free", "offset", "stream")[kind], fields[1], fields[2]


def read_section(data: bytes, at: int) -> Section:
    """The section that begins at ``at``. Raises NotUnderstood for hybrids and for anything unusual."""
    if not 0 < at < len(data):
        raise NotUnderstood("a section lies outside the file")
    return _read_table(data, at) if data.startswith(b"xref", at) else _read_stream(data, at)


def head(data: bytes, at: int) -> tuple[int, int, int]:
    """(number, generation, end) of the ``obj`` keyword at ``at``."""
    found = _HEAD.match(data, at)
    if found is None:
        raise NotUnderstood(f"no object at {at}")
    return int(found[1]), int(found[2]), found.end()


def _read_table(data: bytes, start: int) -> Section:
    at = start + len(b"xref")
    runs = []
    while found := _RUN.match(data, at):
        first, count = int(found[1]), int(found[2])
        runs.append((first, count, found.end()))
        at = found.end() + count * _ROW_LENGTH
    end = _TRAILER.match(data, at)
    if end is None or not runs:
        raise NotUnderstood("the cross-reference table is not followed by its trailer")
    trailer, _ = dictionary(data, end.end())
    if b"/XRefStm" in trailer:
        raise NotUnderstood("a hybrid file")
    return Section(start, trailer, tuple(runs), data, None)


def _read_stream(data: bytes, at: int) -> Section:
    trailer, end = dictionary(data, head(data, at)[2])
    if trailer.get(b"/Type") != b"/XRef":
        raise NotUnderstood("startxref points at something else")
    widths = tuple(integer(part) for part in trailer.get(b"/W", b"[]")[1:-1].split())
    if len(widths) != 3 or min(widths) < 0 or max(widths) > 8:
        raise NotUnderstood("odd field widths")
    rows = _rows(stream_content(data, end, trailer, integer(trailer.get(b"/Length"))), trailer, sum(widths))
    index = [
        integer(part)
        for part in trailer.get(b"/Index", b"[0 " + trailer.get(b"/Size", b"") + b"]")[1:-1].split()
    ]
    runs, row = [], 0
    for first, count in zip(index[::2], index[1::2], strict=True):
        runs.append((first, count, row))
        row += count
    if row > len(rows):
        raise NotUnderstood("the cross-reference stream is too short")
    return Section(at, trailer, tuple(runs), rows, (widths[0], widths[1], widths[2]))


def _rows(content: bytes, trailer: dict[bytes, bytes], width: int) -> NDArray[np.uint8]:
    parameters = dictionary(trailer[b"/DecodeParms"])[0] if b"/DecodeParms" in trailer else {}
    predictor = integer(parameters.get(b"/Predictor", b"1"))
    row = width + (predictor >= 10)
    if width == 0 or len(content) % row:
        raise NotUnderstood("the cross-reference stream has odd rows")
    rows = np.frombuffer(content, np.uint8).reshape(-1, row)
    if predictor == 1:
        return rows
    if integer(parameters.get(b"/Columns", b"1")) != width or predictor < 10 or not (rows[:, 0] == 2).all():
        raise NotUnderstood("a predictor of another kind")  # PNG "up" in every row is what writers use
    return np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8)


def stream_content(data: bytes, at: int, entries: dict[bytes, bytes], length: int) -> bytes:
    """The decoded bytes of the stream whose dictionary ends at ``at``: plain or Flate without chains."""
    start = data.find(b"stream", at, at + 64)
    if start < 0 or data[at:start].strip(b"\x00\t\n\x0c\r "):
        raise NotUnderstood("no stream follows")
    start += 6 + (2 if data.startswith(b"\r\n", start + 6) else 1)
    if not data[start + length : start + length + 16].lstrip(b"\r\n").startswith(b"endstream"):
        raise NotUnderstood("the length of a stream is wrong")
    content = data[start : start + length]
    filters = entries.get(b"/Filter", b"").strip(b"[] \r\n")
    if not filters:
        return content
    if filters != b"/FlateDecode":
        raise NotUnderstood("a filter of another kind")
    try:
        inflating = zlib.decompressobj()
        plain = inflating.decompress(content, _MOST_BYTES)
    except zlib.error as error:
        raise NotUnderstood("a stream does not unpack") from error
    if inflating.unconsumed_tail:
        raise NotUnderstood("a stream is too large")
    return plain
