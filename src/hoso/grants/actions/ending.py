"""A request is withdrawn; a certificate is revoked, by its holder or by the desk with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Invalid
from hoso.grants.access import grant_of, move, relations_to, require_step
from hoso.grants.models import Grant
from hoso.grants.ports import issuing
from hoso.law.grants import HOLDERS_REASONS, WAITING, GrantState, RevocationReason
from hoso.law.text import Text
from hoso.parties.actors import Actor, require

NO_REASON = Text("Hãy chọn lý do thu hồi.", "Choose why it is revoked.")
NO_GROUND = Text(
    "Cán bộ thu hồi thì phải ghi rõ căn cứ; người giữ chữ ký số sẽ đọc được.",
    "An officer who revokes says why; the holder will read it.",
)


def withdraw(grant_id: UUID, *, by: Actor) -> None:
    """Take the request back. A key that was made meanwhile is revoked at the authority first.

    Raises ``Unavailable`` when the authority cannot be asked about that; the request then stands as it was.
    """
    grant = grant_of(grant_id, by)
    require(by, "grants.withdraw", relations_to(grant, by))
    require_step(grant, "grants.withdraw")
    _end_key_of(grant)
    with transaction.atomic():
        grant = grant_of(grant_id, by, hold=True)
        _end(grant, "grants.withdraw", by, clock.now())


def revoke(grant_id: UUID, reason: str, ground: str = "", *, by: Actor) -> datetime:
    """End the certificate now, at the authority first, then here; the instant of the end.

    What was signed and time-stamped before stays valid. Raises ``Invalid`` without a reason (for an officer:
    without a ground), ``Unavailable`` when the authority does not answer: nothing has changed, try again.
    """
    grant = grant_of(grant_id, by)
    require(by, "grants.revoke", relations_to(grant, by))
    allowed = RevocationReason if by.is_officer else HOLDERS_REASONS
    if reason not in {one.value for one in allowed}:
        raise Invalid(NO_REASON, {"reason": NO_REASON})
    if by.is_officer and not ground.strip():
        raise Invalid(NO_GROUND, {"ground": NO_GROUND})
    require_step(grant, "grants.revoke")
    begun = Grant.objects.filter(renews=grant, state__in=WAITING).first()
    if begun:
        _end_key_of(begun)
    ended_at = issuing().revoke(grant.reference)
    now = clock.now()
    with transaction.atomic():
        grant = grant_of(grant_id, by, hold=True)
        grant.reason, grant.ground = reason, ground.strip()[:1000]
        _end(grant, "grants.revoke", by, now, ended_at)
        for renewal in Grant.objects.filter(renews=grant, state__in=WAITING).select_for_update():
            _end(renewal, "grants.withdraw", by, now)
    return ended_at


def _end_key_of(grant: Grant) -> None:
    if grant.state == GrantState.CONFIRMED and issuing().certificate(grant.reference) is not None:
        issuing().revoke(grant.reference)


def _end(grant: Grant, verb: str, by: Actor, now: datetime, ended_at: datetime | None = None) -> None:
    grant.ended_at = ended_at or now
    note = " – ".join(part for part in (grant.reason, grant.ground) if part)
    move(grant, verb, by, now, note=note[:1000])
