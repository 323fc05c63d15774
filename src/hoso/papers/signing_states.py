"""The life of one signing session: every state and every step, written once. No other path exists.

    PREPARED → DIGEST_ISSUED → RETURNED → VERIFIED → EMBEDDED

PREPARED: the revision the person is shown is fixed, byte for byte. DIGEST_ISSUED: its signed attributes were
given to the person's device. RETURNED: a signature came back; the session is used up from here on, whatever the
signature is worth. VERIFIED: it was made by the certificate's key over exactly this revision. EMBEDDED: the signed
file lies in the draft of exactly the answers it was made from. The other ends: REFUSED (the signature does not fit, or
the answers changed meanwhile), REPLACED (the person began again, perhaps in another window), EXPIRED (15 minutes).
OFFERED is the other way: the file was given out to be signed elsewhere, and its beginning is expected back.
"""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from hoso.papers.models import SigningSession


class SessionState(StrEnum):
    """Where a signing session stands."""

    OFFERED = "offered"
    PREPARED = "prepared"
    DIGEST_ISSUED = "digest_issued"
    RETURNED = "returned"
    VERIFIED = "verified"
    EMBEDDED = "embedded"
    REFUSED = "refused"
    REPLACED = "replaced"
    EXPIRED = "expired"


_S = SessionState
STEPS: dict[SessionState, frozenset[SessionState]] = {
    _S.OFFERED: frozenset(),
    _S.PREPARED: frozenset({_S.DIGEST_ISSUED, _S.REPLACED, _S.EXPIRED}),
    _S.DIGEST_ISSUED: frozenset({_S.RETURNED, _S.REPLACED, _S.EXPIRED}),
    _S.RETURNED: frozenset({_S.VERIFIED, _S.REFUSED, _S.EXPIRED}),
    _S.VERIFIED: frozenset({_S.EMBEDDED, _S.REFUSED, _S.EXPIRED}),
    _S.EMBEDDED: frozenset(),
    _S.REFUSED: frozenset(),
    _S.REPLACED: frozenset(),
    _S.EXPIRED: frozenset(),
}
OPEN = frozenset({_S.PREPARED, _S.DIGEST_ISSUED})
"""A signature may still come back, or be begun anew."""
UNFINISHED = frozenset(state for state, onward in STEPS.items() if onward)


def step(session_id: UUID, source: SessionState, target: SessionState) -> bool:
    """Take one step if the session still stands at ``source``; False when somebody was faster.

    The database compares and sets in one statement, so of two that try one succeeds. Raises ``ValueError`` for a
    step that does not exist.
    """
    if target not in STEPS[source]:
        raise ValueError(f"no step leads from {source} to {target}")
    return SigningSession.objects.filter(id=session_id, state=source).update(state=target) == 1
