"""Words that people type: what no screen shows and no database keeps is refused before anything is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from hoso.base.errors import Invalid
from hoso.law.text import Text

UNREADABLE = Text(
    "Nội dung có ký tự điều khiển không đọc được. Hãy xóa đoạn đó và gõ lại.",
    "There is an unreadable control character in the text. Delete that part and type it again.",
)
_KEPT = frozenset("\n\r\t")


def refuse_unreadable(value: Any) -> None:
    """Raise ``Invalid`` when a text anywhere in ``value`` holds a control character or half a letter.

    PostgreSQL stores neither NUL nor lone surrogates, SQLite stores both, and no page can print them: the
    same answer on both, before the first row is written.
    """
    if isinstance(value, str):
        if any(not _readable(letter) for letter in value):
            raise Invalid(UNREADABLE)
    elif isinstance(value, Mapping):
        for one in value.values():
            refuse_unreadable(one)
    elif isinstance(value, list | tuple):
        for one in value:
            refuse_unreadable(one)


def storable(value: Any) -> Any:
    """``value`` without what ``refuse_unreadable`` refuses: for drafts, which are kept whatever was typed."""
    if isinstance(value, str):
        return "".join(letter for letter in value if _readable(letter))
    if isinstance(value, Mapping):
        return {storable(name): storable(one) for name, one in value.items()}
    return [storable(one) for one in value] if isinstance(value, list | tuple) else value


def _readable(letter: str) -> bool:
    return letter in _KEPT or unicodedata.category(letter) not in {"Cc", "Cs"}
