"""Where the revisions of a file end, and which objects came after the first of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hoso.seal.increment.lexer import NotUnderstood
from hoso.seal.increment.reading import PdfReading

_END = re.compile(rb"startxref[\r\n ]+(\d{1,12})[\r\n ]+%%EOF(?:\r\n|\n|\r)?")
_GAP = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


@dataclass(frozen=True)
class Revisions:
    """``ends`` of all revisions in order; ``base`` is the end of the last one before any signature."""

    ends: tuple[int, ...]
    base: int
    changed: frozenset[int]
    styles: frozenset[bool]


def revisions_of(pdf: bytes) -> Revisions:
    """The revisions of a file with at least one signature. Raises NotUnderstood."""
    reading = PdfReading(pdf)
    sections = list(reading.sections())
    starts = {section.start for section in sections}
    ends = tuple(found.end() for found in _END.finditer(pdf) if int(found[1]) in starts)
    gaps = [int(found[1]) for found in _GAP.finditer(pdf)]
    before = [end for end in ends if gaps and end <= min(gaps)]
    if not before:
        raise NotUnderstood("no revision before a signature")
    later = [section for section in sections if section.start >= before[-1]]
    changed = frozenset(
        number
        for section in later
        for first, count, _ in section.runs
        for number in range(first, first + count)
    )
    return Revisions(ends, before[-1], changed - {0}, frozenset(section.is_stream for section in later))


def covered_ends(pdf: bytes) -> list[tuple[int, int, int]]:
    """(start of the gap, its end, end of what is covered) of each signature."""
    return [(int(a[1]), int(a[2]), int(a[2]) + int(a[3])) for a in _GAP.finditer(pdf)]
