"""The structure tree of a tagged PDF: a new signature field adds its own element, and nothing else changes.

What assistive technology reads aloud comes from here (alternative and replacement texts), so elements that were
there stay as they were, and new ones only point to fields.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from collections import Counter

from pyhanko.pdf_utils import generic

from .found import Change
from .sameness import Sameness
from .views import TooTangled, View, key_of, text_of

_TOLD = ("/Alt", "/ActualText", "/E", "/T", "/Lang")
_MOST = 100_000
Element = tuple[str, ...]


def structure_changes(sameness: Sameness) -> list[Change]:
    """The change of the structure tree, if any."""
    old, new = sameness.old, sameness.new
    before, after = (view.entry(view.root, "/StructTreeRoot") for view in (old, new))
    if sameness.same(before, after):
        return []
    left, right = Counter(_elements(old, before)), Counter(_elements(new, after))
    roles = sameness.same(_part(old, before, "/RoleMap"), _part(new, after, "/RoleMap"))
    added = list((right - left).elements())
    if left - right or not roles or any(_says_something(element) for element in added):
        return [Change("other", "structure tree")]
    return [Change("evidence", "structure tree")]


def _part(view: View, root: object, name: str) -> object:
    held = view.at(root)
    return dict.get(held, name) if isinstance(held, dict) else None


def _says_something(element: Element) -> bool:
    """Whether a new element carries texts or page content of its own; ``T``, a name for editors, does not count."""
    kind, alternative, replacement, expansion, _, _, content = element
    return bool(alternative or replacement or expansion or content) and kind != "/Form"


def _elements(view: View, root: object) -> list[Element]:
    """Every element as (kind, its texts, the page content it holds)."""
    found: list[Element] = []
    waiting: list[object] = [_part(view, root, "/K")]
    seen: set[object] = set()
    while waiting:
        raw = waiting.pop()
        held = view.at(raw)
        if isinstance(held, generic.ArrayObject):
            waiting += list(list.__iter__(held))
            continue
        key = key_of(raw)
        if not isinstance(held, generic.DictionaryObject) or "/S" not in held or (key and key in seen):
            continue
        if key:
            seen.add(key)
        if len(found) > _MOST:
            raise TooTangled("structure tree")
        kids = dict.get(held, "/K")
        texts = [text_of(view.entry(held, name)) for name in _TOLD]
        found.append((str(view.entry(held, "/S")), *texts, _content(view, held, kids)))
        waiting.append(kids)
    return found


def _content(view: View, element: generic.DictionaryObject, kids: object) -> str:
    """The marked content below an element: page and number."""
    page = view.page_numbers.get(key_of(dict.get(element, "/Pg")) or (-1, -1))
    held = view.at(kids)
    items = list(list.__iter__(held)) if isinstance(held, generic.ArrayObject) else [held]
    told = [f"{page}:{int(item)}" for item in map(view.at, items) if isinstance(item, int)]
    for item in map(view.at, items):
        if isinstance(item, generic.DictionaryObject) and "/MCID" in item:
            there = view.page_numbers.get(key_of(dict.get(item, "/Pg")) or (-1, -1), page)
            told.append(f"{there}:{view.entry(item, '/MCID')}")
    return " ".join(told)
