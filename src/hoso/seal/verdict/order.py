"""Do the times in one file agree with each other? A clock that is off, or an authority that lies, shows here."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hoso.law.text import Text

from .report import Outcome, Reason, SignatureReport, TimestampReport

SKEW = timedelta(minutes=5)
"""How far two honest clocks may be apart."""
CONTRADICTION = Text(
    "Các dấu thời gian mâu thuẫn nhau về thứ tự.", "The time stamps contradict each other in their order."
)


def out_of_order(
    signatures: tuple[SignatureReport, ...], stamps: tuple[TimestampReport, ...]
) -> list[Reason]:
    """A ground for every time stamp that claims to be later than one that was put over it (ETSI EN 319 102-1
    clause 5.6.2.4); which of the two is wrong nobody can tell, so nothing is decided.
    """
    dated = [one for one in sorted(stamps, key=lambda one: one.coverage_end) if one.intact and one.time]
    found = [
        Reason("TIMESTAMP_ORDER_FAILURE", CONTRADICTION, under.field)
        for under, over in pairwise(dated)
        if under.time and over.time and under.time > over.time + SKEW
    ]
    last = dated[-1].time if dated else None
    for signature in signatures:
        own = signature.timestamp
        covered = signature.level == "B-LTA" and own is not None and own.intact and own.time is not None
        if covered and own and own.time and last and own.time > last + SKEW:
            found.append(Reason("TIMESTAMP_ORDER_FAILURE", CONTRADICTION, signature.field))
    return found


def claim_fits(signature: SignatureReport) -> Outcome | None:
    """Whether the signer's own time is no later than the proven one; None when one of them is missing.

    A claim that is too late is a clock that was wrong: worth seeing, no ground against the signature.
    """
    if signature.signed_at is None or signature.best_time is None:
        return None
    return "ok" if signature.signed_at <= signature.best_time + SKEW else "unknown"
