"""All changes between the state that was signed and the last one."""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils import generic

from .form import form_changes
from .found import Change
from .metadata import metadata_changes
from .pages import page_changes
from .sameness import Sameness
from .structure import structure_changes
from .views import View

_OWN_RULES = frozenset({"/AcroForm", "/Pages", "/StructTreeRoot", "/Metadata", "/DSS"})
_HARMLESS = frozenset({"/Type", "/Version", "/Extensions", "/MarkInfo", "/PieceInfo"})
_STORE = frozenset({"/Type", "/VRI", "/Certs", "/CRLs", "/OCSPs"})


def changes_between(old: View, new: View) -> list[Change]:
    """Compare two states of one file. Raises TooTangled for structures no honest file has, and whatever the
    engine raises for damaged ones.
    """
    sameness = Sameness(old, new)
    form = form_changes(sameness)
    return [
        *_catalogue_changes(sameness),
        *metadata_changes(sameness),
        *structure_changes(sameness),
        *form.changes,
        *page_changes(sameness, form),
    ]


def _catalogue_changes(sameness: Sameness) -> Iterator[Change]:
    old, new = sameness.old, sameness.new
    if not sameness.same(dict.get(old.trailer, "/Encrypt"), dict.get(new.trailer, "/Encrypt")):
        yield Change("other", "encryption")
    for name in sameness.differing(old.root, new.root, _OWN_RULES):
        yield Change("evidence" if name in _HARMLESS else "other", f"catalogue {name}")
    if not sameness.same(dict.get(old.root, "/DSS"), dict.get(new.root, "/DSS")):
        yield _store_change(new)


def _store_change(new: View) -> Change:
    """Validation data may come, go and be rewritten; what else would hang there is no validation data."""
    store = new.entry(new.root, "/DSS")
    if store is None:
        return Change("evidence", "validation data removed")
    known = isinstance(store, generic.DictionaryObject) and store.keys() <= _STORE
    return Change("evidence" if known else "other", "validation data")
