"""Signature fields without a signature that appeared, or changed their looks, after a signing.

The engine lets a later revision add signature fields, since a signature needs one. An empty one can show any
picture over the signed page (an evil annotation attack), so it may neither come nor change where it is seen.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from .opening import entry, fields


def painted_empty_fields(reader: PdfFileReader, signed_revision: int) -> list[str]:
    """Names of visible, unsigned signature fields that differ from what the signed revision shows."""
    before = _empty_looks(reader.get_historical_resolver(signed_revision))
    after = _empty_looks(reader.get_historical_resolver(reader.xrefs.total_revisions - 1))
    return sorted(name for name, look in after.items() if before.get(name) != look)


def _empty_looks(resolver: HistoricalResolver) -> dict[str, str]:
    """What each visible empty field shows: its rectangle and the references of its appearance."""
    form = entry(resolver.root, "/AcroForm")
    if not isinstance(form, generic.DictionaryObject):
        return {}
    looks: dict[str, str] = {}
    for number, (name, kind, field) in enumerate(fields(entry(form, "/Fields"))):
        parent = entry(field, "/Parent")
        signed = "/V" in field or (isinstance(parent, generic.DictionaryObject) and "/V" in parent)
        if kind == "/Sig" and not signed and _is_visible(field):
            looks[f"{name}#{number}"] = f"{entry(field, '/Rect')} {entry(field, '/AP')} {entry(field, '/MK')}"
    return looks


def _is_visible(field: generic.DictionaryObject) -> bool:
    box = entry(field, "/Rect")
    try:
        left, bottom, right, top = (float(edge) for edge in box)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return box is not None
    return abs(left - right) > 0 and abs(top - bottom) > 0
