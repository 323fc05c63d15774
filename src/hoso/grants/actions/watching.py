"""Once a day: the holder is warned before the end, and what has ended is closed. Repeating changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from hoso.base import clock
from hoso.grants.access import move
from hoso.grants.models import Grant, GrantNotice
from hoso.law.grants import LIVE, WAITING, WARNING_DAYS, warnings_due
from hoso.law.text import Text
from hoso.parties.actors import Actor, require

ENDS = Text(
    "Chữ ký số của bạn hết hạn ngày {day}. Hãy gia hạn trước ngày đó ở mục “Chữ ký số”.",
    "Your digital signature ends on {day}. Renew it before that day under “Signature”.",
)


def watch(*, by: Actor) -> tuple[int, int]:
    """(holders warned, certificates closed) today. A warning missed for a while is given once, not made up."""
    require(by, "grants.watch")
    now = clock.now()
    horizon = now + timedelta(days=max(WARNING_DAYS.value) + 1)
    warned = closed = 0
    near = Grant.objects.filter(state__in=LIVE, valid_to__lte=horizon).order_by("valid_to", "id")
    for grant_id in list(near.values_list("id", flat=True)):
        with transaction.atomic():
            grant = Grant.objects.select_for_update().get(id=grant_id)
            if grant.state not in LIVE or grant.valid_to is None:
                continue
            if grant.valid_to <= now:
                lapse(grant, by, now)
                closed += 1
            else:
                warned += _warn(grant, now)
    return warned, closed


def _warn(grant: Grant, now: datetime) -> bool:
    if grant.valid_to is None:
        return False
    end = clock.civil_day(grant.valid_to)
    given = set(grant.notices.values_list("days", flat=True))
    days = warnings_due(end, clock.civil_day(now), given)
    if days is None:
        return False
    text = ENDS.format(day=f"{end:%d/%m/%Y}")
    GrantNotice.objects.create(grant=grant, days=days, vi=text.vi, en=text.en, at=now)
    return True


def lapse(grant: Grant, by: Actor, now: datetime) -> None:
    """Close a certificate whose day has passed, with the renewal that was begun and not finished.

    For the verbs of this room, which have checked the duty; within a transaction.
    """
    grant.ended_at = grant.valid_to
    move(grant, "grants.watch", by, now)
    for renewal in Grant.objects.filter(renews=grant, state__in=WAITING).select_for_update():
        renewal.ended_at = now
        move(renewal, "grants.withdraw", by, now)
