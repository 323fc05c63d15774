"""Attacks on the file's own bytes: gaps, ranges, tables, tails."""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

import re
from collections.abc import Callable

from hoso.seal.sign import with_document_timestamp

from .attacks import new_content
from .workshop import Workshop, changed, document

_CONTENTS = re.compile(rb"/Contents <([0-9a-fA-F]+)>")
_RANGE = re.compile(rb"/ByteRange \[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def _startxref(content: bytes) -> int:
    return int(re.findall(rb"startxref\s+(\d+)", content)[-1])


def _root(content: bytes) -> int:
    return int(re.findall(rb"/Root (\d+) 0 R", content)[-1])


def _first_page(content: bytes) -> int:
    found = re.search(rb"/Kids \[ (\d+) 0 R", content)
    assert found
    return int(found[1])


def _tail(content: bytes, entries: bytes, more: bytes = b"") -> bytes:
    at = len(content)
    return content + b"xref\n%strailer\n<< /Size 90 /Root %d 0 R /Prev %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        entries, _root(content), _startxref(content), more, at,
    )  # fmt: skip


def _page(content: bytes) -> bytes:
    return b"%d 0 obj\n<< /Type /Page /MediaBox [0 0 99 99] >>\nendobj\n" % _first_page(content)


def _empty_table(content: bytes) -> bytes:
    return _tail(content + _page(content), b"0 0\n")


def _no_table(content: bytes) -> bytes:
    return content + _page(content)


def _repeated_end(content: bytes) -> bytes:
    return content + _page(content) + b"startxref\n%d\n%%%%EOF\n" % _startxref(content)


def _wrong_offset(content: bytes) -> bytes:
    """The table names an honest place; a broken reader finds the stray object."""
    return _tail(content + _page(content), b"0 1\n0000000000 65535 f \n")


def _hidden_in_hybrid(content: bytes) -> bytes:
    """A table for old readers, and a stream with other objects for new ones."""
    number, at = _first_page(content), len(content)
    page = _page(content)
    row = b"\x01" + at.to_bytes(4, "big") + b"\x00"
    stream = (
        b"89 0 obj\n<< /Type /XRef /Size 90 /W [1 4 1] /Index [%d 1] /Length 6 >>\nstream\n%s\nendstream\nendobj\n"
        % (number, row)
    )
    return _tail(content + page + stream, b"0 1\n0000000000 65535 f \n", b"/XRefStm %d " % (at + len(page)))


def _looped(content: bytes) -> bytes:
    at = len(content)
    return (
        content
        + b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 90 /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
        % (_root(content), at, at)
    )


def _freed(content: bytes) -> bytes:
    return _tail(content, b"%d 1\n0000000000 00001 f \n" % _first_page(content))


def _old_object_anew(content: bytes) -> bytes:
    """The page tree's number now points to the place of another signed object."""
    pages = re.search(rb"/Pages (\d+) 0 R", content)
    assert pages
    other = re.search(rb"(?m)^(%d) 0 obj" % _root(content), content)
    assert other
    return _tail(content, b"%d 1\n%010d 00000 n \n" % (int(pages[1]), other.start()))


def _ranged(change: Callable[[list[int]], list[int]]) -> Callable[[bytes], bytes]:
    def attack(content: bytes) -> bytes:
        found = _RANGE.search(content)
        assert found
        numbers = change([int(group) for group in found.groups()])
        written = b"/ByteRange [%s]" % b" ".join(b"%d" % number for number in numbers)
        return (
            content[: found.start()] + written.ljust(len(found[0]))[: len(found[0])] + content[found.end() :]
        )

    return attack


def _filled_gap(content: bytes) -> bytes:
    found = _CONTENTS.search(content)
    assert found
    start, end = found.span(1)
    return (
        content[: end - 40] + b"> /Evil (" + b"x" * 25 + b") <" + content[end - 3 :]
        if start < end
        else content
    )


def _spaced_gap(content: bytes) -> bytes:
    found = _CONTENTS.search(content)
    assert found
    return content[: found.end(1) - 8] + b"%evil\n>>" + content[found.end(1) :]


def _no_contents(content: bytes) -> bytes:
    return content.replace(b"/Contents <", b"/Kontents <", 1)


def _zero_contents(content: bytes) -> bytes:
    return _CONTENTS.sub(lambda found: b"/Contents <" + b"0" * len(found[1]) + b">", content, count=1)


def _script_behind(content: bytes) -> bytes:
    return content + b"\n<script>alert(1)</script>\n"


def _program_behind(content: bytes) -> bytes:
    return content + b"\nPK\x03\x04" + bytes(64)


def _comment_behind(content: bytes) -> bytes:
    return content + b"%" + b"A" * 200 + b"\n"


def _byte(content: bytes) -> bytes:
    return content.replace(b"/MediaBox [ 0 0 595", b"/MediaBox [ 0 0 695", 1)


def _swapped_signature(shop: Workshop) -> bytes:
    one, other = shop.signed(document()), shop.signed(document(text=b"BT (khac) Tj ET"))
    held = _CONTENTS.search(one)
    there = _CONTENTS.search(other)
    assert held
    assert there
    return (
        other[: there.start(1)] + held[1].ljust(len(there[1]), b"0")[: len(there[1])] + other[there.end(1) :]
    )


def _shadow(shop: Workshop) -> bytes:
    """Hide and replace: the signed file already holds a second catalogue that nobody reaches, until the end."""
    content = document()
    hidden = (
        b"\n60 0 obj\n<< /Type /Catalog /Pages 61 0 R >>\nendobj\n"
        b"61 0 obj\n<< /Type /Pages /Count 0 /Kids [] >>\nendobj\n"
    )
    at = len(content)
    prepared = content + hidden
    first, second = prepared.index(b"60 0 obj", at), prepared.index(b"61 0 obj", at)
    prepared = _tail(prepared, b"60 2\n%010d 00000 n \n%010d 00000 n \n" % (first, second))
    signed = shop.signed(prepared)
    place = len(signed)
    return (
        signed
        + b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 90 /Root 60 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
        % (_startxref(signed), place)
    )


def _content_that_is_a_field(shop: Workshop) -> bytes:
    """The page's content is prepared to be a form field too, and later rewritten as one, of the same length."""
    content = document()
    number = int(re.findall(rb"/Contents (\d+) 0 R", content)[0])
    text = b"BT /F1 12 Tf 72 700 Td (10 trieu) Tj ET"

    def field(shown: bytes) -> bytes:
        entries = b"/FT /Sig /T (noi dung) /Length %d" % len(shown)
        return b"%d 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (number, entries, shown)

    def revised(before: bytes, shown: bytes, more: bytes = b"") -> bytes:
        at = len(before)
        body, table = field(shown) + more, b"%d 1\n%010d 00000 n \n" % (number, at)
        if more:
            table += b"%d 1\n%010d 00000 n \n" % (_root(before), at + len(field(shown)))
        return _tail(before + body, table)

    pages = re.search(rb"/Pages (\d+) 0 R", content)
    assert pages
    catalogue = b"%d 0 obj\n<< /Type /Catalog /Pages %s 0 R /AcroForm << /Fields [%d 0 R] >> >>\nendobj\n"
    prepared = revised(content, text, catalogue % (_root(content), pages[1], number))
    return revised(shop.signed(prepared), text.replace(b"10", b"90"))


def _two_revisions(shop: Workshop) -> bytes:
    """An honest revision first, then content replaced: every revision counts."""
    timestamped = with_document_timestamp(
        shop.signed(document()), shop.timestamper, field_name="Dau", now=shop.now
    )
    return changed(timestamped, new_content)


BYTES: dict[str, Callable[[bytes], bytes]] = {
    "second page body with an empty table (ISA)": _empty_table,
    "second page body without a table (ISA)": _no_table,
    "second page body and a repeated end (ISA)": _repeated_end,
    "second page body beside its table (ISA)": _wrong_offset,
    "page in a hybrid stream": _hidden_in_hybrid,
    "table that leads to itself": _looped,
    "page freed": _freed,
    "number led to another signed object": _old_object_anew,
    "range not from the start": _ranged(lambda r: [1, r[1] - 1, r[2], r[3]]),
    "ranges that overlap (SWA)": _ranged(lambda r: [0, r[1], r[1] - 9, r[3]]),
    "gap wider than the container": _ranged(lambda r: [0, r[1] - 9, r[2], r[3]]),
    "range short of the end": _ranged(lambda r: [0, r[1], r[2], r[3] - 5]),
    "range beyond the end": _ranged(lambda r: [0, r[1], r[2], r[3] + 5]),
    "empty range (USF)": _ranged(lambda _: [0, 0, 0, 0]),
    "negative range (USF)": _ranged(lambda r: [0, -1, r[2], r[3]]),
    "entry hidden in the gap": _filled_gap,
    "comment hidden in the gap": _spaced_gap,
    "no container (USF)": _no_contents,
    "container of zeros (USF)": _zero_contents,
    "script behind the file": _script_behind,
    "archive behind the file": _program_behind,
    "comment behind the file": _comment_behind,
    "one byte changed": _byte,
}
MADE: dict[str, Callable[[Workshop], bytes]] = {
    "signature of another file": _swapped_signature,
    "catalogue replaced by a hidden one (shadow)": _shadow,
    "replaced after a harmless revision": _two_revisions,
    "content that is a field as well (shadow)": _content_that_is_a_field,
}


def tampered(name: str, signed: bytes) -> bytes:
    """A signed document of the workshop after the attack of this name on its bytes."""
    return BYTES[name](signed)
