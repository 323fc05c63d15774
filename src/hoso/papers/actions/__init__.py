"""Verbs of this room that people do on purpose: the trust store's changes, and a verdict computed again."""

from hoso.papers.actions.reverifying import reverify
from hoso.papers.actions.trust import confirm, propose_anchor, propose_removal, refuse

__all__ = ["confirm", "propose_anchor", "propose_removal", "refuse", "reverify"]
