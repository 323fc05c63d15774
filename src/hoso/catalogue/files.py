"""Official records out of a file, one at a time: a broken one is handed over as it stands, the rest go on.

JSON (RFC 8259): a list, records one after the other or one a line, a single record, or an object that holds
one list. Never more than one record, and one block of the file, is in memory.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from hoso.law.text import Text

BLOCK = 1 << 16
MOST_RECORD = 1 << 25
"""Characters that one record may have; what is longer is handed over as broken, piece by piece."""
_MARKS = re.compile(r'["\\{}\[\]\n]')
_START = re.compile(r"[{\[]")
_OPENS = re.compile(r'\{\s*"')
_SIGNS = {"sector", "decision", "channels", "components", "steps"}


class NoRecordsError(ValueError):
    """A file in which no record can be looked for. ``text`` says why in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.vi)
        self.text = text


@dataclass(frozen=True, slots=True)
class Broken:
    """A piece of a file that is no readable record: its ``raw`` text, whole, and ``why``."""

    raw: str
    why: str


def records_in(stream: IO[bytes]) -> Iterator[object]:
    """Every record of the file in its order, and a ``Broken`` for every piece that is none.

    Raises NoRecordsError when the file is empty or begins with neither a list nor an object.
    """
    reader = _Reader(_text(stream))
    first = reader.skip(" \t\r\n")
    if first not in {"[", "{"}:
        raise NoRecordsError(_EMPTY if not first else _NO_LIST)
    if first == "[":
        reader.advance()
    alone: object = None
    for place, (raw, why) in enumerate(_pieces(reader)):
        for one in _read(raw, why):
            if place == 0 and first == "{":
                alone = one  # it may be an object around the list; known only when nothing follows
                continue
            if alone is not None:
                yield alone
                alone = None
            yield one
    if alone is not None:
        yield from _unwrapped(alone)
    if first == "[" and not reader.ended:
        yield Broken("", "tệp hết giữa chừng: thiếu dấu ] cuối danh sách")


def _text(stream: IO[bytes]) -> Iterator[str]:
    head = stream.read(BLOCK)
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8-sig")(errors="replace")
    while head:
        yield decoder.decode(head)
        head = stream.read(BLOCK)
    yield decoder.decode(b"", final=True)


class _Reader:
    """Text that is read block by block; ``text[at:]`` is what has not been handed over yet."""

    def __init__(self, blocks: Iterator[str]) -> None:
        self._blocks = blocks
        self.text, self.at, self.ended = "", 0, False

    def more(self) -> bool:
        """Append a block; False at the end of the file."""
        for block in self._blocks:
            if block:
                self.text, self.at = self.text[self.at :] + block, 0
                return True
        return False

    def skip(self, marks: str) -> str:
        """Pass over ``marks``; the first other character, or nothing at the end of the file."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in marks:
                self.ended = self.ended or self.text[self.at] == "]"
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def advance(self) -> None:
        """Pass over one character."""
        self.at += 1

    def take(self, end: int) -> str:
        """Hand over the text up to ``end``."""
        piece, self.at = self.text[self.at : end], end
        return piece


def _pieces(reader: _Reader) -> Iterator[tuple[str, str]]:
    """(text of one element, why it is broken or nothing), bracket by bracket."""
    while first := reader.skip(" \t\r\n,]"):
        yield _element(reader) if first in "{[" else _loose(reader)


def _element(reader: _Reader) -> tuple[str, str]:
    brackets, looked = _Brackets(), 0
    while True:
        start = reader.at
        end = brackets.end(reader.text, start + looked)
        if end is not None:
            return reader.take(end), ""
        looked = brackets.position - start
        if looked > MOST_RECORD:
            return reader.take(start + looked), "bản ghi quá dài"
        if not reader.more():
            return reader.take(len(reader.text)), "tệp hết giữa chừng bản ghi"


class _Brackets:
    """Counts brackets outside strings; ``position`` is how far the text was looked through."""

    def __init__(self) -> None:
        self._depth, self._quoted, self.position = 0, False, 0

    def end(self, text: str, position: int) -> int | None:
        """Where the element that began ends, from ``position`` on; None when ``text`` stops before."""
        while mark := _MARKS.search(text, position):
            position, sign = mark.end(), mark.group()
            if sign == "\\" and self._quoted and position == len(text):
                self.position = position - 1  # what it escapes is in the next block
                return None
            if sign == "\\":
                position += self._quoted
            elif sign in '"\n':  # no string runs over a line end: there one was not closed
                self._quoted = sign == '"' and not self._quoted
            elif not self._quoted:
                self._depth += 1 if sign in "{[" else -1
                if self._depth <= 0:
                    return position
        self.position = len(text)
        return None


def _loose(reader: _Reader) -> tuple[str, str]:
    """Text outside any record, up to the next record."""
    found = ""
    while True:
        mark = _START.search(reader.text, reader.at)
        found += reader.take(mark.start() if mark else len(reader.text))
        reader.ended = reader.ended or "]" in found
        if mark or len(found) > MOST_RECORD or not reader.more():
            return found.strip(" \t\r\n,]"), ""


def _read(raw: str, why: str) -> Iterator[object]:
    try:
        yield json.loads(raw)
    except (ValueError, RecursionError) as fault:
        saved = list(_salvaged(raw))
        yield from saved
        yield Broken(raw, f"{why or 'không phải JSON đúng chuẩn'}: {fault}; cứu được {len(saved)} bản ghi")


def _salvaged(raw: str) -> Iterator[object]:
    """Whole records inside a piece whose brackets do not match, such as those after a missing brace."""
    decoder, position = json.JSONDecoder(), 0
    while mark := _OPENS.search(raw, position):
        try:
            found, position = decoder.raw_decode(raw, mark.start())
        except (ValueError, RecursionError):
            position = mark.start() + 1
            continue
        if "code" in found and "name" in found and _SIGNS & found.keys():
            yield found


def _unwrapped(found: object) -> Iterator[object]:
    if isinstance(found, dict) and "code" not in found:
        lists = [one for one in found.values() if isinstance(one, list)]
        if len(lists) == 1:
            yield from lists[0]
            return
    yield found


_EMPTY = Text("tệp trống", "the file is empty")
_NO_LIST = Text(
    "không phải danh sách thủ tục (JSON array), cũng không phải một thủ tục",
    "it is neither a list of procedures (a JSON array) nor one procedure",
)
