"""Annotations a certification may leave free, of the kinds that cannot hide or replace what is signed.

An annotation may draw anything in its appearance. Free text, stamps, redactions, shapes, links, media and files
are never counted as harmless (evil annotation attack); marks and notes only when their appearance is made of
lines and areas: no text, no picture, no shading.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

import re

from pyhanko.pdf_utils import generic

from .views import View

_KINDS = frozenset(
    {"/Text", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Popup", "/Caret", "/Ink"}
)
_ENTRIES_FORBIDDEN = frozenset({"/A", "/AA", "/Dest", "/OC", "/FS"})
_SPEAKING = re.compile(rb"(?:^|[\s\])>])(?:Tj|TJ|'|\"|BI|ID|EI|sh)(?=[\s\[(<]|$)")
_DEEPEST = 6
_LARGEST = 200_000
_LARGEST_ICON = 60.0


def is_harmless_note(view: View, raw: object) -> bool:
    """Whether this annotation is of a harmless kind with a harmless appearance."""
    held = view.at(raw)
    if not isinstance(held, generic.DictionaryObject) or _ENTRIES_FORBIDDEN & held.keys():
        return False
    kind = view.entry(held, "/Subtype")
    if kind not in _KINDS or (kind == "/Text" and not _is_small(view, held)):
        return False
    looks = view.entry(held, "/AP")
    if looks is None:
        return True
    return isinstance(looks, generic.DictionaryObject) and all(
        _only_draws(view, view.at(look), 0) for look in dict.values(looks)
    )


def _is_small(view: View, held: generic.DictionaryObject) -> bool:
    try:
        left, bottom, right, top = (float(view.at(edge)) for edge in view.items(dict.get(held, "/Rect")))
    except (TypeError, ValueError):
        return False
    return abs(right - left) <= _LARGEST_ICON and abs(top - bottom) <= _LARGEST_ICON


def _only_draws(view: View, look: object, depth: int) -> bool:
    """Whether an appearance, with the forms it uses, is free of text, pictures and shadings."""
    if not isinstance(look, generic.StreamObject) or depth > _DEEPEST:
        return False
    try:
        content = look.data
    except Exception:  # noqa: BLE001  what cannot be unpacked is not known to be harmless
        return False
    if len(content) > _LARGEST or _SPEAKING.search(content):
        return False
    resources = view.entry(look, "/Resources")
    if any(view.entry(resources, group) for group in ("/Pattern", "/Shading")):
        return False
    used = view.entry(resources, "/XObject")
    return all(
        _only_draws(view, view.at(held), depth + 1)
        for held in (dict.values(used) if isinstance(used, dict) else ())
    )
