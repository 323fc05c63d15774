"""One PDF through all gates, in order."""

from __future__ import annotations

from datetime import datetime

from hoso.seal.trust import TrustStore

from .byte_gate import unowned
from .changes.removed import carried_signature_before
from .changes.views import States
from .conclusion import concluded, unreadable
from .embedded import embedded_evidence
from .expectation import Expectation
from .integrity import Integrity, examined, looked_at
from .judge import judged
from .opening import Locked, found_signatures, open_reader, sections_of
from .report import Report
from .sight.gate import Viewer
from .stamps import timeline
from .trusting import Truster

__all__ = ["Locked", "examined_file"]


def examined_file(
    name: str,
    data: bytes,
    trust: TrustStore,
    now: datetime,
    expect: Expectation | None,
    *,
    drawn: bool = True,
) -> Report:
    """The report on one PDF, with what a reader sees when ``drawn``.

    Raises Locked, MemoryError, and whatever the engine raises for damaged files.
    """
    reader = open_reader(data)
    found, states = found_signatures(reader), States(reader)
    if not found and b"/ByteRange" in data and carried_signature_before(states):
        return unreadable(name, "SIGNATURE_REMOVED", trust, now, suspicious=True)
    held = [examined(data, item, states) for item in found]
    held = _seen(data, held) if drawn else held
    signed_ends = [item.coverage_end for item in held if item.coverage_end]
    hidden = unowned(data, min(signed_ends), sections_of(reader)) if signed_ends else None
    evidence = embedded_evidence(reader, found, for_chains=bool(trust.anchors))
    truster = Truster(trust, evidence)
    stamps = timeline([item for item in held if item.found.is_timestamp], truster, now)
    has_evidence = bool(evidence.crls or evidence.ocsps)
    reports = [judged(item, truster, stamps, has_evidence=has_evidence) for item in _signatures(held)]
    return concluded(name, tuple(reports), stamps, hidden, trust, expect)


def _seen(data: bytes, held: list[Integrity]) -> list[Integrity]:
    """The same with what a reader sees, the oldest state looked at first."""
    viewer = Viewer(data)
    try:
        seen = {id(item): looked_at(item, viewer) for item in sorted(held, key=lambda one: one.coverage_end)}
    finally:
        viewer.close()
    return [seen[id(item)] for item in held]


def _signatures(held: list[Integrity]) -> list[Integrity]:
    return [item for item in held if not item.found.is_timestamp]
