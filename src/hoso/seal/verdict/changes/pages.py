"""What happened to the pages: their number, what they show, how they lie, and what is pinned to them."""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from collections.abc import Iterator

from .form import FormChanges
from .found import Change
from .notes import is_harmless_note
from .sameness import Sameness
from .views import Key, View, key_of

_HARMLESS = frozenset(
    {"/Parent", "/Annots", "/Metadata", "/PieceInfo", "/LastModified", "/StructParents", "/Tabs", "/Thumb"}
)
_DEFAULTS = {"/Rotate": 0, "/UserUnit": 1}


def page_changes(sameness: Sameness, form: FormChanges) -> Iterator[Change]:
    """Compare both states page by page."""
    old, new = sameness.old, sameness.new
    if len(old.pages) != len(new.pages):
        yield Change("other", f"{len(new.pages)} pages instead of {len(old.pages)}")
        return
    if new.strays - old.strays:
        yield Change("other", "page tree: a page names another parent")
    for number, (before, after) in enumerate(zip(old.pages, new.pages, strict=True), start=1):
        for name in sameness.differing(before.entries, after.entries, _HARMLESS):
            if not _is_default(old, before.entries, name) or not _is_default(new, after.entries, name):
                yield Change("other", f"page {number}: {name}")
        yield from _annotation_changes(sameness, number, form)


def _is_default(view: View, entries: dict[str, object], name: str) -> bool:
    """Whether the entry says what its absence would say."""
    held = view.entry(entries, name)
    return held is None or (name in _DEFAULTS and held == _DEFAULTS[name])


def _annotation_changes(sameness: Sameness, number: int, form: FormChanges) -> Iterator[Change]:
    old, new = sameness.old, sameness.new
    before = old.items(old.pages[number - 1].entries.get("/Annots"))
    after = new.items(new.pages[number - 1].entries.get("/Annots"))
    pairs, gone, come = _matched(before, after)
    for one, other in pairs:
        key = key_of(one)
        if key is not None and key in form.old_widgets and key in form.new_widgets:
            continue  # compared with the form
        if not sameness.same(one, other):
            yield _note(sameness, (one, other), f"page {number}: annotation changed")
    for one in gone:
        yield _note(sameness, (one, None), f"page {number}: annotation removed")
    for other in come:
        if key_of(other) not in form.arriving:
            yield _note(sameness, (None, other), f"page {number}: annotation added")
    kept = [key_of(one) for one, _ in pairs]
    if kept != sorted(kept, key=[key_of(other) for other in after].index):
        yield Change("other", f"page {number}: annotations in another order")


def _note(sameness: Sameness, pair: tuple[object, object], place: str) -> Change:
    views = (sameness.old, sameness.new)
    harmless = all(
        is_harmless_note(view, held) for view, held in zip(views, pair, strict=True) if held is not None
    )
    return Change("note" if harmless else "other", place)


def _matched(
    before: list[object], after: list[object]
) -> tuple[list[tuple[object, object]], list[object], list[object]]:
    """(pairs, only before, only after): by object number, or by place for those written in place."""
    numbered: dict[Key, object] = {key: raw for raw in after if (key := key_of(raw)) is not None}
    inline = [raw for raw in after if key_of(raw) is None]
    pairs: list[tuple[object, object]] = []
    gone: list[object] = []
    for raw in before:
        key = key_of(raw)
        match = numbered.pop(key, None) if key is not None else (inline.pop(0) if inline else None)
        if match is None:
            gone.append(raw)
        else:
            pairs.append((raw, match))
    return pairs, gone, [*numbered.values(), *inline]
