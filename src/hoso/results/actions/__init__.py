"""The verbs of results."""

from hoso.results.actions.deciding import decide, rework
from hoso.results.actions.issuing import digitise_paper, issue
from hoso.results.actions.returning import return_result

__all__ = ["decide", "digitise_paper", "issue", "return_result", "rework"]
