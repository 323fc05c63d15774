"""Which colour a state wears. Colour is never the only sign: the tag always carries the state's words."""

from __future__ import annotations

import re
from typing import Any

from hoso.screens.language import spoken

# One colour per meaning: grey rests, blue is new, teal is being worked on, yellow waits for the citizen,
# purple waits for a signature, green is done, red is refused or late. The states of a dossier come first.
COLOURS = {
    "grey": "draft withdrawn closed archived superseded unknown",
    "blue": "submitted new open waiting sent",
    "teal": "accepted in_process assigned running",
    "yellow": "awaiting_completion awaiting_supplement paused due_today indeterminate unconfirmed partial",
    "orange": "awaiting_payment extended",
    "purple": "proposed decided opinion_requested",
    "green": "issued returned valid passed paid granted full on_time early delivered published active done",
    "red": "refused stopped denied overdue late failed invalid revoked",
}
COLOUR_OF = {name: colour for colour, names in COLOURS.items() for name in names.split()}


def value_of(state: Any) -> str:
    """The plain lower-case name of a state: of an enumeration, of a string or of anything with ``value``."""
    value = getattr(state, "value", state)
    return re.sub(r"[^a-z0-9]+", "_", str(value).lower()).strip("_")


def colour_of(state: Any) -> str:
    """The colour word of ``govuk-tag--…``; grey for a state this file does not know."""
    return COLOUR_OF.get(value_of(state), "grey")


def label_of(state: Any) -> str:
    """The words of the state in the language of the request."""
    label = getattr(state, "label", None)
    if callable(label):
        label = label()
    return spoken(state if label is None else label)
