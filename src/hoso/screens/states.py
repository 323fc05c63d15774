"""Which colour a state wears. Colour is never the only sign: the tag always carries the state's words."""

from __future__ import annotations

import re
from typing import Any

from hoso.screens.language import spoken

# One colour per meaning: grey rests, blue waits for an officer, yellow waits for the citizen,
# purple waits for a signature, green is done, red is refused or late.
COLOURS = {
    "grey": "draft withdrawn withdraw_requested cancelled superseded unknown closed archived expired none",
    "blue": "new submitted registered received_online queued waiting pending sent open info",
    "teal": "accepted received assigned processing in_progress in_process working appraisal running",
    "yellow": "supplement_requested supplement_required supplementing waiting_supplement awaiting_supplement "
    "paused suspended due_today soon warning unconfirmed indeterminate partial",
    "orange": "payment_required payment_requested awaiting_payment fee_due extended",
    "purple": "proposed awaiting_signature decided signing resolving opinion_requested transferred",
    "green": "resolved done finished completed issued returned result_returned valid ok passed paid granted full "
    "on_time early delivered published active",
    "red": "refused rejected not_accepted denied stopped terminated overdue late failed invalid revoked error urgent",
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
