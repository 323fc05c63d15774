"""Tolerance in comparing revisions, for what real writers do although nothing is hidden by it.

Copied resources: some writers put a page's resources, unchanged, into a new object. The engine compares
references, so that looks like a change. Where the copy says exactly the same, with the same references
inside, the page is read as if it still pointed to the original; what those inner references lead to is
compared by the engine as ever.

Dots in field names: forbidden in partial names (ISO 32000-1, 12.7.3.2) and found in the field. Names stay
as they are and are compared as they are; only the engine's refusal is disarmed.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from .opening import entry, fields

_DEEPEST = 30


def be_lenient(reader: PdfFileReader, signed_revision: int) -> None:
    """Mend the engine's view of ``signed_revision`` and every later one; the file itself is not touched."""
    old = reader.get_historical_resolver(signed_revision)
    _accept_dots(old)
    originals = dict(_pages(old.root.raw_get("/Pages"), 0))
    for revision in range(signed_revision + 1, reader.xrefs.total_revisions):
        new = reader.get_historical_resolver(revision)
        _accept_dots(new)
        for number, page in _pages(new.root.raw_get("/Pages"), 0):
            if number in originals:
                _mend(originals[number], page)


class _DottedName(generic.TextStringObject):
    """A field name that does not admit to its dots; equal to, and hashed as, the plain one."""

    def __contains__(self, part: object) -> bool:
        return part != "." and super().__contains__(str(part))


def _accept_dots(resolver: HistoricalResolver) -> None:
    form = entry(resolver.root, "/AcroForm")
    if not isinstance(form, generic.DictionaryObject):
        return
    for _, _, field in fields(entry(form, "/Fields")):
        name = dict.get(field, "/T")
        if isinstance(name, generic.TextStringObject) and "." in name:
            field[generic.NameObject("/T")] = _DottedName(name)


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
