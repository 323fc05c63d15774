"""Descriptions of the document: signing programs note their name and the hour; the title stays the title."""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

import re
from collections.abc import Iterator

from pyhanko.pdf_utils import generic

from .found import Change
from .sameness import Sameness
from .views import View, text_of

_INFO = ("/Title", "/Author", "/Subject", "/Keywords")
_TELLING = re.compile(
    rb"<(dc:(?:title|creator|description|subject|rights)|pdf:Keywords)\b[^>]*>(.*?)</\1\s*>", re.DOTALL
)
_TAG = re.compile(rb"<[^>]*>")
_LARGEST = 4 * 1024 * 1024


def metadata_changes(sameness: Sameness) -> Iterator[Change]:
    """Changes of the information dictionary and the document's XMP packet."""
    old, new = sameness.old, sameness.new
    if not sameness.same(dict.get(old.trailer, "/Info"), dict.get(new.trailer, "/Info")):
        before, after = _information(old), _information(new)
        replaced = [name for name in _INFO if before[name] and before[name] != after[name]]
        yield Change("other" if replaced else "evidence", f"information {', '.join(replaced)}")
    if not sameness.same(dict.get(old.root, "/Metadata"), dict.get(new.root, "/Metadata")):
        said = _packet(old), _packet(new)
        replaced = sorted(
            name for name, told in said[0].items() if told and said[1].get(name) not in (told, None, "")
        )
        yield Change("other" if replaced else "evidence", f"metadata {', '.join(replaced)}")


def _information(view: View) -> dict[str, str]:
    held = view.entry(view.trailer, "/Info")
    return {name: text_of(view.entry(held, name)).strip() for name in _INFO}


def _packet(view: View) -> dict[str, str]:
    """What the XMP packet says about the content, by element."""
    held = view.entry(view.root, "/Metadata")
    if not isinstance(held, generic.StreamObject) or len(held.encoded_data) > _LARGEST:
        return {}
    try:
        content = held.data[:_LARGEST]
    except Exception:  # noqa: BLE001  a packet that cannot be unpacked says nothing
        return {}
    return {
        name.decode(): b" ".join(_TAG.sub(b" ", told).split()).decode("utf-8", "replace")
        for name, told in _TELLING.findall(content)
    }
