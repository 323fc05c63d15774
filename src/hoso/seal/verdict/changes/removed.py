"""Signatures that an earlier state of the file carried and the last one no longer shows."""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from .views import States

_MOST = 30


def carried_signature_before(states: States) -> bool:
    """Whether one of the newest earlier states had a signed field. States that cannot be read count as none."""
    last = states.reader.xrefs.total_revisions - 1
    for revision in range(last - 1, max(last - 1 - _MOST, -1), -1):
        view = states.after(revision)
        try:
            nodes = [node for held in view.fields.values() for node in held]
        except Exception:  # noqa: BLE001, S112  an early part of a linearised file is no whole state
            continue
        if any(node.kind == "/Sig" and view.entry(node.entries, "/V") is not None for node in nodes):
            return True
    return False
