"""The verbs of processing."""

from hoso.processing.actions.assigning import assign, hand_over
from hoso.processing.actions.clockwork import apologise, request_supplement, stop
from hoso.processing.actions.comparing import compare
from hoso.processing.actions.opinions import ask_opinion, give_opinion
from hoso.processing.actions.proposing import complete_step, preview_of, propose
from hoso.processing.actions.recounting import recount

__all__ = [
    "apologise",
    "ask_opinion",
    "assign",
    "compare",
    "complete_step",
    "give_opinion",
    "hand_over",
    "preview_of",
    "propose",
    "recount",
    "request_supplement",
    "stop",
]
