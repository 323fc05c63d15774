"""Two texts word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_WORDS = 3000
"""Words of a text that are compared one by one; beyond, the rest of both texts counts as one replaced piece."""
_WORD = re.compile(r"\s+|[\w.,/%-]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: ``kind`` is ``same``, ``gone`` or ``new``."""

    kind: str
    text: str


def word_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The runs of both texts in reading order. Same and gone make ``before``, same and new make ``after``."""
    old, old_rest = _words(before)
    new, new_rest = _words(after)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        found.append(Piece("gone", "".join(old[a:b])))
        found.append(Piece("new", "".join(new[c:d])))
    if old_rest == new_rest:
        found.append(Piece("same", old_rest))
    else:
        found += [Piece("gone", old_rest), Piece("new", new_rest)]
    return tuple(one for one in found if one.text)


def _words(text: str) -> tuple[list[str], str]:
    words = _WORD.findall(text)
    return words[:MOST_WORDS], "".join(words[MOST_WORDS:])
