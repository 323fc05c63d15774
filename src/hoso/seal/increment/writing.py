"""One more revision behind a file: new and changed objects, and the cross-reference section that names them.

The section is a table or a stream as the one before it (ISO 32000-1, 7.5.6 and 7.5.8.4).
"""

from __future__ import annotations

import secrets
import struct
from dataclasses import dataclass, field

from .lexer import Reference, value, written
from .reading import PdfReading

_KEPT = (b"/Root", b"/Info")


def stream(entries: dict[bytes, bytes], content: bytes) -> bytes:
    """A stream object as it is written."""
    return written({**entries, b"/Length": b"%d" % len(content)}) + b"\nstream\n" + content + b"\nendstream"


def named(reference: Reference) -> bytes:
    """A reference as it is written."""
    return b"%d %d R" % reference


@dataclass
class Increment:
    """A revision in the making over one state of a file."""

    reading: PdfReading
    _next: int = 0
    _objects: dict[Reference, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._next = self.reading.size

    def add(self, content: bytes) -> Reference:
        """A new object; its reference."""
        new = self.reserve()
        self._objects[new] = content
        return new

    def reserve(self) -> Reference:
        """A number for an object that ``put`` will fill."""
        self._next += 1
        return self._next - 1, 0

    def put(self, reference: Reference, content: bytes) -> None:
        """The object's new state."""
        self._objects[reference] = content

    def written(self) -> tuple[bytes, dict[Reference, int]]:
        """The bytes to append to the file, and where in them each object's content begins."""
        base = len(self.reading.data)
        parts = [b"" if self.reading.data.endswith((b"\n", b"\r")) else b"\n"]
        at, starts, offsets = base + len(parts[0]), {}, {}
        for reference in sorted(self._objects):
            opening = b"%d %d obj\n" % reference
            part = opening + self._objects[reference] + b"\nendobj\n"
            offsets[reference] = at
            starts[reference] = at + len(opening) - base
            parts.append(part)
            at += len(part)
        section = self._stream(offsets, at) if self.reading.has_stream_section else self._table(offsets)
        parts.append(section + b"\nstartxref\n%d\n%%%%EOF\n" % at)
        return b"".join(parts), starts

    def _trailer(self) -> dict[bytes, bytes]:
        held = self.reading.trailer
        new = b"<" + secrets.token_hex(16).upper().encode() + b">"
        first = value(held[b"/ID"], 1)[0] if b"/ID" in held else new
        kept = {key: held[key] for key in _KEPT if key in held}
        identity = b"[" + first + new + b"]"
        return {b"/Size": b"%d" % self._next, **kept, b"/ID": identity, b"/Prev": b"%d" % self.reading.start}

    def _table(self, offsets: dict[Reference, int]) -> bytes:
        parts = [b"xref\n0 1\n0000000000 65535 f \n"]
        for first, count in _runs(offsets):
            parts.append(b"%d %d\n" % (first, count))
            run = [reference for reference in sorted(offsets) if first <= reference[0] < first + count]
            parts.extend(b"%010d %05d n \n" % (offsets[reference], reference[1]) for reference in run)
        return b"".join(parts) + b"trailer\n" + written(self._trailer())

    def _stream(self, offsets: dict[Reference, int], at: int) -> bytes:
        own = self.reserve()
        places = {**offsets, own: at}
        rows = b"".join(struct.pack(">BQH", 1, places[one], one[1]) for one in sorted(places))
        index = b" ".join(b"%d %d" % run for run in _runs(places))
        entries = {
            b"/Type": b"/XRef",
            b"/W": b"[1 8 2]",
            b"/Index": b"[" + index + b"]",
            **self._trailer(),
        }
        return b"%d %d obj\n" % own + stream(entries, rows) + b"\nendobj"


def _runs(offsets: dict[Reference, int]) -> list[tuple[int, int]]:
    """(first number, count) of each stretch of neighbouring object numbers."""
    runs: list[tuple[int, int]] = []
    for number, _ in sorted(offsets):
        if runs and number == sum(runs[-1]):
            runs[-1] = runs[-1][0], runs[-1][1] + 1
        else:
            runs.append((number, 1))
    return runs
