"""Tolerance for writers that copy a page's resources into a new object without changing them.

The engine compares references, so an identical copy under another number looks like a change. Where the
copy says
exactly the same, with the same references inside, the page is read as if it still pointed to the original.
What those
inner references lead to is compared by the engine as ever.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

_DEEPEST = 30


def read_copies_as_originals(reader: PdfFileReader, signed_revision: int) -> None:
    """Mend the engine's view of every revision after ``signed_revision``; the file itself is not touched."""
    old = reader.get_historical_resolver(signed_revision)
    originals = dict(_pages(old.root.raw_get("/Pages"), 0))
    for revision in range(signed_revision + 1, reader.xrefs.total_revisions):
        new = reader.get_historical_resolver(revision)
        for number, page in _pages(new.root.raw_get("/Pages"), 0):
            if number in originals:
                _mend(originals[number], page)


def _mend(old_page: generic.DictionaryObject, new_page: generic.DictionaryObject) -> None:
    before, after = dict.get(old_page, "/Resources"), dict.get(new_page, "/Resources")
    if not isinstance(before, generic.IndirectObject) or not isinstance(after, generic.IndirectObject):
        return
    original, copy = before.get_object(), after.get_object()
    same_kind = isinstance(original, generic.DictionaryObject) and type(original) is type(copy)
    if before.reference != after.reference and same_kind and _same(original, copy):
        new_page[generic.NameObject("/Resources")] = generic.IndirectObject(
            before.idnum, before.generation, after.get_pdf_handler()
        )


def _same(one: generic.PdfObject, other: generic.PdfObject) -> bool:
    """Equality entry by entry; streams never count as equal, and references only when they are the same
    ones.
    """
    if isinstance(one, generic.StreamObject) or isinstance(other, generic.StreamObject):
        return False
    if isinstance(one, generic.DictionaryObject) and isinstance(other, generic.DictionaryObject):
        return one.keys() == other.keys() and all(_same(one.raw_get(key), other.raw_get(key)) for key in one)
    return bool(one == other)


def _pages(raw: generic.PdfObject, depth: int) -> Iterator[tuple[int, generic.DictionaryObject]]:
    if depth > _DEEPEST or not isinstance(raw, generic.IndirectObject):
        return
    node = raw.get_object()
    kids = node.get("/Kids") if isinstance(node, generic.DictionaryObject) else None
    if isinstance(kids, generic.IndirectObject):
        kids = kids.get_object()
    if isinstance(kids, generic.ArrayObject):
        for kid in list.__iter__(kids):
            yield from _pages(kid, depth + 1)
    elif isinstance(node, generic.DictionaryObject):
        yield raw.idnum, node
