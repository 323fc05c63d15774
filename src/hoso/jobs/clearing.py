"""Once an hour: signing sessions that ended are cleared, holders of signatures warned, ended certificates closed."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from hoso.grants.actions import watch
from hoso.papers.signing_sessions import clear
from hoso.parties.actors import SYSTEM

log = logging.getLogger(__name__)
EVERY = timedelta(hours=1)
"""Warnings are due by the day; an hour lets a worker that was down in the night make up for it."""


class Clearing:
    """Remembers when this process last looked. Repeating, or several workers at once, changes nothing."""

    def __init__(self) -> None:
        self._done: datetime | None = None

    def round(self, now: datetime) -> bool:
        """Look when an hour has passed since the last time; True when it looked."""
        if self._done is not None and now - self._done < EVERY:
            return False
        self._done = now
        ended, gone = clear(now)
        warned, closed = watch(by=SYSTEM)
        if any((ended, gone, warned, closed)):
            log.info("signing: %s ended, %s removed, %s warned, %s closed", ended, gone, warned, closed)
        return True
