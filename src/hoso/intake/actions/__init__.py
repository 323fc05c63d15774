"""The verbs of the one-stop desk."""

from hoso.intake.actions.answering import accept, refuse, request_completion
from hoso.intake.actions.counter import digitise_into_draft, mark_not_digitisable
from hoso.intake.actions.digitising import digitise
from hoso.intake.actions.judging import judge
from hoso.intake.actions.reuse import use_held

__all__ = [
    "accept",
    "digitise",
    "digitise_into_draft",
    "judge",
    "mark_not_digitisable",
    "refuse",
    "request_completion",
    "use_held",
]
