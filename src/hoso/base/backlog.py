"""What waits in the outbox and what failed there, for whoever looks after the installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Max, Min, Q

from hoso.base import clock
from hoso.base.models import OutboxMessage


@dataclass(frozen=True, slots=True)
class Backlog:
    """How the outbox stands. ``oldest`` is when the oldest message that could run now became ready.

    ``failing`` messages had an error and will be tried again; ``given_up`` ones will not.
    """

    waiting: int
    leased: int
    failing: int
    given_up: int
    done: int
    oldest: datetime | None
    last_done: datetime | None


def backlog() -> Backlog:
    """Count the outbox, in one statement."""
    moment = clock.now()
    unfinished = Q(done_at__isnull=True, gave_up_at__isnull=True)
    ready = unfinished & Q(available_at__lte=moment)
    counted = OutboxMessage.objects.aggregate(
        waiting=Count("id", filter=unfinished),
        leased=Count("id", filter=unfinished & Q(leased_until__gte=moment)),
        failing=Count("id", filter=unfinished & ~Q(last_error="")),
        given_up=Count("id", filter=Q(gave_up_at__isnull=False)),
        done=Count("id", filter=Q(done_at__isnull=False)),
        oldest=Min("available_at", filter=ready),
        last_done=Max("done_at"),
    )
    return Backlog(**counted)


@dataclass(frozen=True, slots=True)
class Troubled:
    """A message that failed; ``gave_up_at`` None: it will be tried again at ``available_at``."""

    id: UUID
    topic: str
    key: str
    attempts: int
    error: str
    available_at: datetime
    gave_up_at: datetime | None


def troubled(*, most: int = 50) -> tuple[Troubled, ...]:
    """Messages that failed, those given up first, then the newest."""
    rows = (
        OutboxMessage.objects.filter(done_at__isnull=True)
        .exclude(last_error="")
        .order_by(F("gave_up_at").desc(nulls_last=True), "-available_at", "-id")[:most]
    )
    return tuple(
        Troubled(row.id, row.topic, row.key, row.attempts, row.last_error, row.available_at, row.gave_up_at)
        for row in rows
    )


def revive(message_id: UUID) -> bool:
    """Let a message that failed or was given up run again now, with all its attempts; whether there was one.

    Who may do this is the caller's question. A message being delivered at this moment is left alone.
    """
    moment = clock.now()
    rows = OutboxMessage.objects.filter(id=message_id, done_at__isnull=True).exclude(last_error="")
    free = rows.filter(Q(leased_until__isnull=True) | Q(leased_until__lt=moment))
    return bool(free.update(available_at=moment, attempts=0, gave_up_at=None, leased_until=None))
