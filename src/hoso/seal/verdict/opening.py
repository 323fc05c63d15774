"""Opening a PDF for the engine, and finding its signatures without trusting names or types more than
needed.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from .byte_gate import Sections
from .engine import quick_reading
from .engine.embedded_signature import FoundSignature
from .engine.readable import readable
from .engine.revisions import index_revisions

_DEEPEST = 40
_MOST_FIELDS = 5000


@dataclass(frozen=True)
class Found:
    """A filled signature field: its full name and the engine's view, or what was wrong with it."""

    name: str
    signature: EmbeddedPdfSignature | None
    trouble: str = ""
    is_timestamp: bool = False
    """By its sub-filter, since authorities forget the ``/Type`` (ISO 32000-2, 12.8.5)."""


class Locked(Exception):
    """The file opens only with a password."""


def entry(held: generic.DictionaryObject, key: str) -> object:
    """The entry with references followed, or None when it is missing or leads nowhere."""
    try:
        return held[key]
    except (KeyError, PdfError):
        return None


def open_reader(data: bytes) -> PdfFileReader:
    """The engine's reader in tolerant mode; an encrypted file is tried with the empty password."""
    quick_reading.install()
    reader = PdfFileReader(io.BytesIO(readable(data)), strict=False)
    if reader.encrypted and reader.decrypt("").status == AuthStatus.FAILED:
        raise Locked
    index_revisions(reader)
    return reader


def found_signatures(reader: PdfFileReader) -> list[Found]:
    """Every filled signature field, in the order of the form; fields sharing one signature count once."""
    found: list[Found] = []
    seen: set[object] = set()
    form = entry(reader.root, "/AcroForm")
    if not isinstance(form, generic.DictionaryObject):
        return found
    for name, kind, field in fields(entry(form, "/Fields")):
        if kind != "/Sig" or "/V" not in field:
            continue
        held = field.raw_get("/V")
        mark = held.reference if isinstance(held, generic.IndirectObject) else id(held)
        if mark in seen:
            continue
        seen.add(mark)
        found.append(_examine(reader, field, name))
    return found


def _examine(reader: PdfFileReader, field: generic.DictionaryObject, name: str) -> Found:
    stamp = _is_timestamp(entry(field, "/V"))
    try:
        return Found(name, FoundSignature(reader, field, name), is_timestamp=stamp)
    except MemoryError:
        raise  # the worker's limit, not the file's fault
    except Exception as error:  # noqa: BLE001  the engine raises many kinds on hostile input; each is a finding
        return Found(name, None, f"{type(error).__name__}: {error}", stamp)


def _is_timestamp(value: object) -> bool:
    if not isinstance(value, generic.DictionaryObject):
        return False
    named = entry(value, "/SubFilter")
    return str(named or "") == "/ETSI.RFC3161" or (
        named is None and str(entry(value, "/Type")) == "/DocTimeStamp"
    )


def fields(nodes: object) -> Iterator[tuple[str, str, generic.DictionaryObject]]:
    """(full name, type, field) of every field below an array of fields, to a sane depth and number."""
    yield from _fields(nodes, "", "", 0, set())


def _fields(
    nodes: object, prefix: str, kind: str, depth: int, seen: set[object]
) -> Iterator[tuple[str, str, generic.DictionaryObject]]:
    if not isinstance(nodes, generic.ArrayObject) or depth > _DEEPEST or len(seen) > _MOST_FIELDS:
        return
    for raw in nodes:
        node = raw.get_object() if isinstance(raw, generic.IndirectObject) else raw
        mark = raw.reference if isinstance(raw, generic.IndirectObject) else id(raw)
        if not isinstance(node, generic.DictionaryObject) or mark in seen:
            continue
        seen.add(mark)
        own = str(entry(node, "/T") or "")
        name = ".".join(part for part in (prefix, own) if part)
        here = str(entry(node, "/FT") or kind)
        yield name, here, node
        yield from _fields(entry(node, "/Kids"), name, here, depth + 1, seen)


def sections_of(reader: PdfFileReader) -> Sections:
    """The cross-reference sections the reader used, as the byte gate wants them."""
    starts: set[int] = set()
    objects: dict[int, tuple[int, int]] = {}
    for revision in range(reader.xrefs.total_revisions):
        info = reader.xrefs.get_xref_container_info(revision)
        starts.update((info.start_location, info.declared_startxref))
        if info.stream_ref is not None:
            objects[info.start_location] = (info.stream_ref.idnum, info.stream_ref.generation)
        data = reader.xrefs.get_xref_data(revision)
        for part in (data, data.hybrid.xref_data if data.hybrid is not None else None):
            if part is not None:
                objects.update(
                    {place: (number, held) for number, (held, place) in part.standard_xrefs.items()}
                )
        if data.hybrid is not None and data.hybrid.meta_info.stream_ref is not None:
            starts.add(data.hybrid.meta_info.start_location)
    return Sections(frozenset(starts), objects)
