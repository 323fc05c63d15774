"""The clock acts once a minute while a worker runs; several workers do no harm, each thing is done once."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from hoso.reminders.actions import Acted, act

log = logging.getLogger(__name__)
EVERY = timedelta(minutes=1)


class Acting:
    """Remembers when the clock last acted in this process."""

    def __init__(self) -> None:
        self._acted: datetime | None = None

    def round(self, now: datetime) -> Acted | None:
        """Let the clock act when a minute has passed since the last time; None when it has not."""
        if self._acted is not None and now - self._acted < EVERY:
            return None
        self._acted = now
        acted = act(now)
        if acted.done.total() or acted.failed:
            log.info("the clock acted: %s, %s failed", dict(acted.done), acted.failed)
        return acted
