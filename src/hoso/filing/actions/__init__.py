"""The verbs of filing. Each checks its actor, asks the law, writes, journals and posts in one transaction."""

from hoso.filing.actions.drafts import (
    attach,
    attach_held,
    detach,
    discard_draft,
    open_draft,
    save_draft,
)
from hoso.filing.actions.signing import (
    attach_signed_form,
    sign_form_complete,
    sign_form_prepare,
    unsigned_form,
)
from hoso.filing.actions.submission import submit
from hoso.filing.actions.supplement import supplement
from hoso.filing.actions.withdrawal import withdraw

__all__ = [
    "attach",
    "attach_held",
    "attach_signed_form",
    "detach",
    "discard_draft",
    "open_draft",
    "save_draft",
    "sign_form_complete",
    "sign_form_prepare",
    "submit",
    "supplement",
    "unsigned_form",
    "withdraw",
]
