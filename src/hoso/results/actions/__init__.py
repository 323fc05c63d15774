"""The verbs of results."""

from hoso.results.actions.deciding import decide, rework
from hoso.results.actions.issuing import digitise_paper, issue
from hoso.results.actions.ordering import order, resume_order, stop_order
from hoso.results.actions.returning import return_result

__all__ = [
    "decide", "digitise_paper", "issue", "order", "resume_order", "return_result", "rework", "stop_order",
]  # fmt: skip
