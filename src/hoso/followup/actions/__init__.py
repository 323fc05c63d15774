"""The verbs of followup."""

from hoso.followup.actions.revoking import revoke
from hoso.followup.actions.voices import feedback, report_paper_request

__all__ = ["feedback", "report_paper_request", "revoke"]
