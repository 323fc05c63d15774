"""The only place that reads the clock. Instants are aware and in UTC; civil days are those of Viet Nam."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_fixed: ContextVar[datetime | None] = ContextVar("hoso_fixed_clock", default=None)


def now() -> datetime:
    """The present instant, aware, UTC."""
    return _fixed.get() or datetime.now(UTC)


def civil_day(instant: datetime) -> date:
    """The calendar day in Viet Nam (UTC+07:00, no summer time) on which ``instant`` falls.

    Raises ``ValueError`` for an instant without a time zone: the machine's own would be taken silently.
    """
    _refuse_naive(instant)
    return instant.astimezone(VIETNAM).date()


@contextmanager
def standing_at(instant: datetime) -> Iterator[None]:
    """Let ``now()`` answer ``instant`` in this context: for demonstrations and tests of dated law.

    Other threads keep the real time. Raises ``ValueError`` for an instant without a time zone.
    """
    _refuse_naive(instant)
    token = _fixed.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)


def _refuse_naive(instant: datetime) -> None:
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} has no time zone")
