"""Gate (a), before any parsing by the engine: after the first signature every byte must have an owner.

Readers repair broken files, and attacks live on that (incremental saving attacks, signature wrapping). So
the gate walks the bytes after the first signed revision itself: whitespace, comments, objects that the
cross-reference sections of that part list at exactly that place, those sections, their trailers. Anything
else is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPACE = re.compile(rb"(?:[\x00\t\n\x0c\r ]+|%[^\r\n]*)*")
_OBJECT = re.compile(rb"(\d{1,10})[\x00\t\n\x0c\r ]+(\d{1,5})[\x00\t\n\x0c\r ]+obj\b")
_TAIL = re.compile(rb"startxref[\x00\t\n\x0c\r ]+(\d{1,12})[\x00\t\n\x0c\r ]*(?:%%EOF)?")
_LENGTH = re.compile(rb"/Length\s+(\d{1,12})(?!\d*\s+\d+\s+R)")
_END = re.compile(rb"\bendobj\b")
_STREAM = re.compile(rb"\bstream\r?\n")
_HEX = re.compile(rb"<[0-9A-Fa-f]*>")


@dataclass(frozen=True)
class Sections:
    """What the cross-reference chain says: where its sections begin, and which object begins where."""

    starts: frozenset[int]
    objects: dict[int, tuple[int, int]]


def gap_is_exact(data: bytes, byte_range: tuple[int, int, int, int], contents: bytes) -> bool:
    """Whether the uncovered part is exactly one hexadecimal string, and that string is this signature's
    container.
    """
    first, length, second, rest = byte_range
    if first != 0 or length <= 0 or rest < 0 or not length < second <= second + rest <= len(data):
        return False
    gap = data[length:second]
    return _HEX.fullmatch(gap) is not None and _unhex(gap[1:-1]) == contents


def _unhex(digits: bytes) -> bytes:
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def unowned(data: bytes, start: int, sections: Sections) -> str | None:
    """What lies after ``start`` without an owner, in a few words; None when all bytes are accounted for."""
    at, sections_seen = start, 0
    try:
        while True:
            before, at = at, _skip(data, at)
            if at >= len(data):
                break
            places = frozenset(_places(data, before, at))
            sections_seen += not places.isdisjoint(sections.starts)
            at = _owned_end(data, at, places, sections)
    except _Unowned as finding:
        return str(finding)
    if data[max(start, data.rfind(b"%%EOF") + 5) :].strip(b"\x00\t\n\x0c\r "):
        return "something behind the end"
    return None if sections_seen or _only_space(data, start) else "revision without cross-reference"


class _Unowned(Exception):
    pass


def _owned_end(data: bytes, at: int, places: frozenset[int], sections: Sections) -> int:
    """Where the thing at ``at`` ends. Raises _Unowned when nothing in use explains it."""
    if here := _OBJECT.match(data, at):
        named = (int(here[1]), int(here[2]))
        if not any(sections.objects.get(place) == named for place in places):
            raise _Unowned(f"object {named[0]} at {at} is in no cross-reference section")
        return _object_end(data, here.end())
    if data.startswith(b"xref", at):
        end = data.find(b"startxref", at)
        if places.isdisjoint(sections.starts) or end < 0 or _OBJECT.search(data, at, end):
            raise _Unowned(f"cross-reference section at {at} is malformed or not in use")
        return end
    tail = _TAIL.match(data, at)
    if tail is None or (int(tail[1]) not in sections.starts and int(tail[1])):  # 0: part of a linearised file
        raise _Unowned(f"unexplained bytes at {at}")
    return tail.end()


def _places(data: bytes, before: int, at: int) -> Iterator[int]:
    """Offsets that may stand for ``at``: itself, and the white space right before it, where careless
    writers point.
    """
    yield at
    while at > before and data[at - 1] in b"\x00\t\n\x0c\r ":
        at -= 1
        yield at


def _skip(data: bytes, at: int) -> int:
    found = _SPACE.match(data, at)
    return found.end() if found else at


def _only_space(data: bytes, start: int) -> bool:
    return not data[start:].replace(b"%%EOF", b"").strip(b"\x00\t\n\x0c\r ")


def _object_end(data: bytes, at: int) -> int:
    """The place after ``endobj``, stepping over a stream by its length where it is written directly."""
    end = _END.search(data, at)
    stream = _STREAM.search(data, at, end.start()) if end is not None else None
    if stream is not None:
        length = _LENGTH.search(data, at, stream.start())
        finish = stream.end() + int(length[1]) if length else -1
        if length is None or not data[finish : finish + 16].lstrip(b"\r\n \t").startswith(b"endstream"):
            finish = data.find(b"endstream", stream.end())
        end = _END.search(data, finish) if finish >= 0 else None
    if end is None:
        raise _Unowned(f"object before {at} has no end")
    return end.end()
