"""A PDF seen through its cross-reference chain: single objects as they are written, nothing parsed ahead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .lexer import NotUnderstood, Reference, dictionary, integer, numbers, reference, references, value
from .sections import Section, head, read_section, stream_content

_TAIL = re.compile(rb"startxref[\r\n ]+(\d{1,12})[\r\n ]+%%EOF[\r\n ]*\Z")
_INHERITED = (b"/MediaBox", b"/CropBox", b"/Rotate")
_DEEPEST, _MOST_SECTIONS = 30, 200


@dataclass(frozen=True)
class Page:
    """A page object: its reference, what is written in it, and the boxes and turn it has or inherits."""

    reference: Reference
    entries: dict[bytes, bytes]
    inherited: dict[bytes, bytes]

    @property
    def rotation(self) -> int:
        """Degrees clockwise the page is shown turned by: 0, 90, 180 or 270."""
        return integer(self.inherited.get(b"/Rotate", b"0")) % 360

    @property
    def visible_box(self) -> tuple[float, float, float, float]:
        """What a reader shows: the crop box within the media box (ISO 32000-1, 14.11.2)."""
        media = _box(self.inherited.get(b"/MediaBox"))
        crop = _box(self.inherited.get(b"/CropBox", self.inherited.get(b"/MediaBox")))
        left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
        right, top = min(media[2], crop[2]), min(media[3], crop[3])
        return (left, bottom, right, top) if left < right and bottom < top else media


class PdfReading:
    """One state of a file. Every question may raise NotUnderstood; then the careful way must be taken."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        tail = _TAIL.search(data, max(0, len(data) - 1024))
        if tail is None or not data.startswith(b"%PDF-"):
            raise NotUnderstood("no usual beginning and end")
        self.start = int(tail[1])
        self._sections: list[Section] = [read_section(data, self.start)]
        self._starts = {self.start}
        self._streams: dict[int, tuple[list[tuple[int, int]], bytes, int]] = {}
        if b"/Encrypt" in self.trailer:
            raise NotUnderstood("an encrypted file")
        root = reference(self.trailer.get(b"/Root"))
        if root is None:
            raise NotUnderstood("no root")
        self.root = root

    @property
    def trailer(self) -> dict[bytes, bytes]:
        """The newest trailer."""
        return self._sections[0].trailer

    @property
    def has_stream_section(self) -> bool:
        """Whether the newest section is a cross-reference stream."""
        return self._sections[0].is_stream

    @property
    def size(self) -> int:
        """One more than the highest object number in use."""
        return integer(self.trailer.get(b"/Size"))

    def written(self, wanted: Reference) -> bytes:
        """The object as it is written, without a stream's bytes."""
        data, at = self._place(wanted)
        return value(data, at)[0]

    def entries(self, wanted: Reference) -> dict[bytes, bytes]:
        """The entries of a dictionary object."""
        data, at = self._place(wanted)
        return dictionary(data, at)[0]

    def resolved(self, held: bytes | None) -> bytes:
        """The value itself where a reference to it may be written."""
        named = reference(held)
        if named is not None:
            return self.written(named)
        if held is None:
            raise NotUnderstood("a value is missing")
        return held

    def stream(self, wanted: Reference) -> bytes:
        """The decoded bytes of a stream object."""
        data, at = self._place(wanted)
        entries, end = dictionary(data, at)
        if b"/DecodeParms" in entries:
            raise NotUnderstood("a stream with parameters")
        return stream_content(data, end, entries, integer(self.resolved(entries.get(b"/Length"))))

    def page(self, number: int) -> Page:
        """The page with this number; 0 is the first, negative numbers count from the end.

        Raises IndexError when there is no such page.
        """
        node = reference(self.entries(self.root).get(b"/Pages"))
        if node is None:
            raise NotUnderstood("no page tree")
        inherited: dict[bytes, bytes] = {}
        entries = self.entries(node)
        count = integer(self.resolved(entries.get(b"/Count")))
        left = number if number >= 0 else count + number
        if not 0 <= left < count:
            raise IndexError(number)
        for _ in range(_DEEPEST):
            inherited |= {key: self.resolved(entries[key]) for key in _INHERITED if key in entries}
            if entries.get(b"/Type") == b"/Page":
                return Page(node, entries, inherited)
            node, left = self._child(entries, left)
            entries = self.entries(node)
        raise NotUnderstood("a deep page tree")

    def _child(self, entries: dict[bytes, bytes], left: int) -> tuple[Reference, int]:
        children = references(self.resolved(entries.get(b"/Kids")))
        if integer(self.resolved(entries.get(b"/Count"))) == len(children):  # every child is a page
            return children[left], 0
        for child in children:
            held = self.entries(child)
            count = 1 if held.get(b"/Type") == b"/Page" else integer(self.resolved(held.get(b"/Count")))
            if left < count:
                return child, left
            left -= count
        raise NotUnderstood("the page tree miscounts")

    def _place(self, wanted: Reference) -> tuple[bytes, int]:
        number, generation = wanted
        for section in self.sections():
            entry = section.entry(number)
            if entry is None:
                continue
            kind, first, second = entry
            if kind == "stream" and generation == 0:
                return self._in_stream(first, number)
            if kind != "offset" or second != generation:
                raise NotUnderstood("a reference to a free object")
            found_number, found_generation, end = head(self.data, first)
            if (found_number, found_generation) != wanted:
                raise NotUnderstood("another object lies there")
            return self.data, end
        raise NotUnderstood("an object is in no section")

    def sections(self) -> Iterator[Section]:
        """All sections, newest first; older ones are read when first asked for."""
        for number in range(_MOST_SECTIONS):
            yield self._sections[number]
            if number + 1 < len(self._sections):
                continue
            older = self._sections[-1].trailer.get(b"/Prev")
            if older is None:
                return
            at = integer(older)
            if at in self._starts:
                break
            self._starts.add(at)
            self._sections.append(read_section(self.data, at))
        raise NotUnderstood("the sections do not come to an end")

    def _in_stream(self, stream: int, number: int) -> tuple[bytes, int]:
        if stream not in self._streams:
            entries = self.entries((stream, 0))
            content, count = self.stream((stream, 0)), integer(entries.get(b"/N"))
            first = integer(entries.get(b"/First"))
            try:
                table = [int(part) for part in content[:first].split()]
            except ValueError as error:
                raise NotUnderstood("an odd object stream") from error
            if entries.get(b"/Type") != b"/ObjStm" or len(table) < 2 * count:
                raise NotUnderstood("an odd object stream")
            self._streams[stream] = list(zip(table[::2], table[1::2], strict=False))[:count], content, first
        places, content, first = self._streams[stream]
        for held, offset in places:
            if held == number:
                return content, first + offset
        raise NotUnderstood("an object is not in its stream")


def _box(held: bytes | None) -> tuple[float, float, float, float]:
    edges = numbers(held) if held is not None else []
    if len(edges) != 4:
        raise NotUnderstood("a box has four edges")
    left, bottom, right, top = edges
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
