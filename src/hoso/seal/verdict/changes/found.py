"""A change that a later revision made, and how much permission it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["evidence", "timestamp", "signature", "new_block", "fill", "note", "other"]
"""``evidence``: validation data, metadata of tools, invisible preparations. ``signature``: an existing or
invisible field signed; ``new_block``: a visible field that came with its signature. ``fill``: a form field
filled. ``note``: an annotation of a kind that hides nothing. ``other``: everything else.
"""


@dataclass(frozen=True)
class Change:
    """One change. ``place`` says where, for people; ``field`` is the form field concerned, if any."""

    kind: Kind
    place: str
    field: str | None = None
