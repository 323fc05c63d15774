"""The outbox: post work in the transaction that causes it; a worker of ``jobs/`` delivers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from hoso.base import clock
from hoso.base.models import OutboxMessage

Handler = Callable[[Mapping[str, Any]], None]
_handlers: dict[str, Handler] = {}
_places: dict[str, str] = {}

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 8
AHEAD = timedelta(hours=1)
"""How far back a message is dated that overtakes the others: messages are taken in the order of their dates."""


def handles(topic: str) -> Callable[[Handler], Handler]:
    """Register the function that delivers messages of ``topic``. One topic, one handler."""

    def register(handler: Handler) -> Handler:
        if topic in _handlers and _handlers[topic] is not handler:
            raise ValueError(f"two handlers for {topic}")
        _handlers[topic] = handler
        return handler

    return register


def delivered_by(topic: str, place: str) -> None:
    """Say where the handler of ``topic`` is (``package.module``): it is imported when a message first needs it.

    Keeps commands and pages that deliver nothing quick to start.
    """
    _places[topic] = place


def _handler_of(topic: str) -> Handler | None:
    if topic not in _handlers and topic in _places:
        import_module(_places[topic])
    return _handlers.get(topic)


def post(topic: str, key: str, payload: Mapping[str, Any], *, at: datetime | None = None) -> None:
    """Write a message for ``topic``; the same ``key`` is posted only once. ``at``: not before then.

    Raises ``ValueError`` for a topic or key too long for its column, which SQLite would not notice.
    """
    post_all([(topic, key, payload)], at=at)


def post_all(
    messages: Iterable[tuple[str, str, Mapping[str, Any]]], *, at: datetime | None = None, ahead: bool = False
) -> None:
    """Write several messages (topic, key, payload) in one statement; otherwise as ``post``.

    ``ahead``: somebody watches and waits, so they overtake what nobody watches (slips, synchronisation).
    """
    moment = clock.now()
    if ahead:
        at = moment - AHEAD
    rows = []
    for topic, key, payload in messages:
        if len(topic) > 60 or len(key) > 160:
            raise ValueError(f"topic or key too long: {topic} {key}")
        rows.append(
            OutboxMessage(
                topic=topic, key=key, payload=dict(payload), created_at=moment, available_at=at or moment
            )
        )
    OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)


def lease(worker: str, *, most: int = 10) -> list[OutboxMessage]:
    """Take up to ``most`` waiting messages for ``worker``, oldest first; for a minute nobody else gets them.

    A message whose workers died ``MOST_ATTEMPTS`` times (it may be what kills them) is given up.
    """
    moment = clock.now()
    waiting = OutboxMessage.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=moment),
        done_at__isnull=True,
        gave_up_at__isnull=True,
        available_at__lte=moment,
    ).order_by("available_at", "id")
    with transaction.atomic():
        _bury_the_deadly(moment)
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        taken = list(waiting[:most])
        if taken:
            OutboxMessage.objects.filter(id__in=[message.id for message in taken]).update(
                leased_until=moment + LEASE, leased_by=worker, attempts=F("attempts") + 1
            )
    for message in taken:
        message.attempts += 1
        message.leased_by, message.leased_until = worker, moment + LEASE
    return taken


def deliver(message: OutboxMessage) -> bool:
    """Run the handler of a leased message and mark it done; on failure note why and when to try again.

    False too, with nothing run, if the lease ran out meanwhile and another worker has the message.
    The handler opens its own transactions: one around it would hold SQLite's write lock for all its time.
    """
    if not _held(message).update(leased_until=clock.now() + LEASE):  # its full minute begins now
        return False
    handler = _handler_of(message.topic)
    # Inside a caller's transaction a savepoint keeps a failing statement from spoiling the rest.
    guard = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        if handler is None:
            raise LookupError(f"no handler for {message.topic}")  # noqa: TRY301 - same path as a failing one
        with guard:
            handler(message.payload)
    except Exception as failure:  # noqa: BLE001 - a worker outlives any handler
        _note_failure(message, failure)
        return False
    OutboxMessage.objects.filter(id=message.id).update(done_at=clock.now(), leased_until=None, last_error="")
    return True


def _held(message: OutboxMessage) -> QuerySet[OutboxMessage]:
    """The row while this lease of it is the latest: ``attempts`` counts leases, so it tells them apart."""
    return OutboxMessage.objects.filter(
        id=message.id, attempts=message.attempts, done_at__isnull=True, gave_up_at__isnull=True
    )


def _bury_the_deadly(moment: datetime) -> None:
    OutboxMessage.objects.filter(
        done_at__isnull=True, gave_up_at__isnull=True, leased_until__lt=moment, attempts__gte=MOST_ATTEMPTS
    ).update(gave_up_at=moment, leased_until=None, last_error="no worker lived to finish it")


def _note_failure(message: OutboxMessage, failure: Exception) -> None:
    moment, tries = clock.now(), message.attempts
    _held(message).update(
        last_error=f"{type(failure).__name__}: {failure}"[:2000],
        leased_until=None,
        available_at=moment + timedelta(seconds=min(2**tries, 3600)),
        gave_up_at=moment if tries >= MOST_ATTEMPTS else None,
    )


def drain(worker: str = "here", *, most: int = 10_000) -> int:
    """Deliver everything that waits now, in this process; the number delivered. For commands and tests."""
    done = 0
    while done < most and (taken := lease(worker, most=min(10, most - done))):
        done += sum(deliver(message) for message in taken)
    return done
