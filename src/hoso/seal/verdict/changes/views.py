"""A PDF as it stood after one of its revisions, and the walk over its pages and form fields.

Objects that did not change later are read once and shared by all views, so "the same object" costs nothing.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

Key = tuple[int, int]
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_MOST_STEPS = 40
_MOST_PAGES = 50_000
_MOST_FIELDS = 20_000


class TooTangled(Exception):
    """The file's structure is deeper, or holds more, than any honest one."""


@dataclass(frozen=True)
class Page:
    """A page with the attributes it inherits. ``key`` is its object number."""

    key: Key | None
    entries: dict[str, object]


@dataclass(frozen=True)
class Node:
    """A form field or one of its widgets. ``key`` is None for a dictionary written in place."""

    name: str
    kind: str
    key: Key | None
    entries: generic.DictionaryObject


class View:
    """The file after ``revision`` (0 is the oldest)."""

    def __init__(self, reader: PdfFileReader, revision: int) -> None:
        self.reader = reader
        self.revision = revision
        self.trailer = reader.trailer.flatten(revision)
        self._held: dict[Key, object] = {}
        self.strays: set[Key] = set()
        """Nodes of the page tree that name another parent than the one that holds them; filled with ``pages``."""

    def at(self, raw: object) -> Any:
        """The object a value stands for, references followed and encryption undone; None for null."""
        for _ in range(_MOST_STEPS):
            if isinstance(raw, generic.DecryptedObjectProxy):
                raw = _decrypted(raw)
            elif isinstance(raw, generic.IndirectObject):
                raw = self._object(raw.reference)
            else:
                return None if isinstance(raw, generic.NullObject) else raw
        raise TooTangled("references without end")

    def _object(self, reference: generic.Reference) -> object:
        key = (reference.idnum, reference.generation)
        if key in self._held:
            return self._held[key]
        xrefs = self.reader.xrefs
        if xrefs.get_historical_ref(reference, self.revision) is None:
            return None
        reference = generic.Reference(*key, pdf=self.reader)
        if xrefs.get_last_change(reference) <= self.revision:
            held = self.reader.get_object(reference, transparent_decrypt=False)
        else:
            held = self.reader.get_object(reference, self.revision, transparent_decrypt=False)
        self._held[key] = held
        return held

    def entry(self, dictionary: object, name: str) -> Any:
        """An entry of a dictionary with references followed; None when missing, null or no dictionary."""
        return self.at(dict.get(dictionary, name)) if isinstance(dictionary, dict) else None

    def items(self, array: object) -> list[object]:
        """The raw items of an array, or nothing."""
        held = self.at(array)
        return list(list.__iter__(held)) if isinstance(held, generic.ArrayObject) else []

    @cached_property
    def root(self) -> generic.DictionaryObject:
        """The catalogue. Raises TooTangled when there is none."""
        held = self.entry(self.trailer, "/Root")
        if not isinstance(held, generic.DictionaryObject):
            raise TooTangled("no catalogue")
        return held

    @cached_property
    def pages(self) -> list[Page]:
        """All pages in reading order."""
        return list(self._pages(dict.get(self.root, "/Pages"), {}, [], set()))

    @cached_property
    def page_numbers(self) -> dict[Key, int]:
        """Place in reading order by object number."""
        return {page.key: number for number, page in enumerate(self.pages) if page.key is not None}

    def _pages(
        self, raw: object, inherited: dict[str, object], above: list[Key | None], seen: set[Key]
    ) -> Iterator[Page]:
        key, node = key_of(raw), self.at(raw)
        if not _is_plain(node):
            return
        if key is not None and above and key_of(dict.get(node, "/Parent")) != above[-1]:
            self.strays.add(key)
        if len(above) > _MOST_STEPS or (key is not None and key in seen) or len(seen) > _MOST_PAGES:
            raise TooTangled("page tree")
        if key is not None:
            seen.add(key)
        own = inherited | {name: dict.get(node, name) for name in INHERITED if name in node}
        if "/Kids" not in node:
            yield Page(key, {**dict(dict.items(node)), **own})
            return
        for kid in self.items(dict.get(node, "/Kids")):
            yield from self._pages(kid, own, [*above, key], seen)

    @cached_property
    def form(self) -> generic.DictionaryObject:
        """The interactive form, empty when there is none."""
        held = self.entry(self.root, "/AcroForm")
        return held if isinstance(held, generic.DictionaryObject) else generic.DictionaryObject()

    @cached_property
    def fields(self) -> dict[str, list[Node]]:
        """Form fields with their widgets by full name; names without a type of their own group other fields."""
        found: dict[str, list[Node]] = {}
        for node in self._nodes(dict.get(self.form, "/Fields"), "", "", 0, set()):
            found.setdefault(node.name, []).append(node)
        return found

    def _nodes(self, array: object, prefix: str, kind: str, depth: int, seen: set[object]) -> Iterator[Node]:
        if depth > _MOST_STEPS or len(seen) > _MOST_FIELDS:
            raise TooTangled("form")
        for raw in self.items(array):
            key, node = key_of(raw), self.at(raw)
            mark = key or id(node)
            if not _is_plain(node) or mark in seen:
                continue
            seen.add(mark)
            own = text_of(self.entry(node, "/T"))
            name = ".".join(part for part in (prefix, own) if part)
            here = str(self.entry(node, "/FT") or kind)
            yield Node(name, here, key, node)
            yield from self._nodes(dict.get(node, "/Kids"), name, here, depth + 1, seen)

    @cached_property
    def landmarks(self) -> dict[Key, object]:
        """Pages by their place and form fields: compared by themselves, so not entered when reached by the way."""
        fields = {node.key: node.key for nodes in self.fields.values() for node in nodes if node.key}
        return {**fields, **self.page_numbers}


def _is_plain(held: object) -> bool:
    """A dictionary that is not also a stream, so that its entries are all there is to it."""
    return isinstance(held, generic.DictionaryObject) and not isinstance(held, generic.StreamObject)


class States:
    """The states of one file, each looked at once."""

    def __init__(self, reader: PdfFileReader) -> None:
        self.reader = reader
        self._held: dict[int, View] = {}

    def after(self, revision: int) -> View:
        """The file after this revision."""
        if revision not in self._held:
            self._held[revision] = View(self.reader, revision)
        return self._held[revision]

    @property
    def last(self) -> View:
        """The file as it is."""
        return self.after(self.reader.xrefs.total_revisions - 1)


def _decrypted(raw: generic.DecryptedObjectProxy) -> object:
    """The plain value; signature containers are never encrypted, so what does not decrypt stands as it is."""
    try:
        return raw.decrypted
    except (ValueError, TypeError):
        return raw.raw_object


def key_of(raw: object) -> Key | None:
    """The object number of a reference, None for a value written in place."""
    return (raw.idnum, raw.generation) if isinstance(raw, generic.IndirectObject) else None


def text_of(held: object) -> str:
    """The text of a string object, the empty one for anything else."""
    if isinstance(held, generic.ByteStringObject):
        return bytes(held.original_bytes).decode("latin-1")
    return str(held) if isinstance(held, generic.TextStringObject) else ""
