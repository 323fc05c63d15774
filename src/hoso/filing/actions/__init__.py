"""The verbs of filing. Each checks its actor, asks the law, writes, journals and posts in one transaction."""

from hoso.filing.actions.drafts import (
    attach,
    attach_held,
    detach,
    discard_draft,
    open_draft,
    save_draft,
)
from hoso.filing.actions.submission import submit
from hoso.filing.actions.supplement import supplement
from hoso.filing.actions.withdrawal import withdraw

__all__ = [
    "attach",
    "attach_held",
    "detach",
    "discard_draft",
    "open_draft",
    "save_draft",
    "submit",
    "supplement",
    "withdraw",
]
