"""Where on the pages a later revision had leave to draw: the blocks of its signatures, fields and notes."""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hoso.seal.verdict.changes.found import Change, Kind
from hoso.seal.verdict.changes.views import View, key_of

Box = tuple[float, float, float, float]
_DRAWING: frozenset[Kind] = frozenset({"signature", "new_block", "fill", "note"})


@dataclass(frozen=True)
class Area:
    """A rectangle of a page (its own units) and the kind of change that may have drawn there."""

    page: int
    box: Box
    kind: Kind


def areas_of(view: View, old: View, changes: Iterable[Change]) -> list[Area]:
    """The areas of all drawing changes, in the newer view. Notes are those annotations the older lacks."""
    drawing = [change for change in changes if change.kind in _DRAWING]
    kinds = {change.field: change.kind for change in drawing if change.field is not None}
    found: list[Area] = []
    if drawing:
        found += _widgets(view, kinds)
    if any(change.kind == "note" for change in drawing):
        found += _notes(view, old)
    return found


def _widgets(view: View, kinds: dict[str, Kind]) -> Iterator[Area]:
    places = {
        key: number
        for number, page in enumerate(view.pages)
        for key in map(key_of, view.items(page.entries.get("/Annots")))
        if key is not None
    }
    for name, kind in kinds.items():
        for node in view.fields.get(name, []):
            box = box_of(view, node.entries)
            if node.key in places and box is not None:
                yield Area(places[node.key], box, kind)


def _notes(view: View, old: View) -> Iterator[Area]:
    for number, page in enumerate(view.pages):
        known = {key_of(raw) for raw in old.items(old.pages[number].entries.get("/Annots"))}
        for raw in view.items(page.entries.get("/Annots")):
            box = box_of(view, view.at(raw))
            if box is not None and (key_of(raw) is None or key_of(raw) not in known):
                yield Area(number, box, "note")


def box_of(view: View, entries: object) -> Box | None:
    """The rectangle of an annotation, or None when it cannot be read."""
    try:
        one, two, three, four = (float(view.at(edge)) for edge in view.items(view.entry(entries, "/Rect")))
    except (TypeError, ValueError):
        return None
    return min(one, three), min(two, four), max(one, three), max(two, four)
