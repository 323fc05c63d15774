"""Every night the papers of the day before go under a time stamp: as a process of its own, so slips never wait."""

from __future__ import annotations

import logging
import subprocess
import sys
from datetime import date, datetime, time

from hoso.archive.queries import sealed_through
from hoso.base import clock

log = logging.getLogger(__name__)
FROM = time(1, 0)
"""The hour in Viet Nam from which the night's run may begin; the day before is then complete."""


class Nightly:
    """Starts ``hoso preserve run`` once a civil day, and ``hoso preserve renew`` after it.

    What it remembers is only to spare the database: a run that finds nothing to do does nothing.
    """

    def __init__(self) -> None:
        self._started_on: date | None = None
        self._running: subprocess.Popen[bytes] | None = None

    def due(self, now: datetime) -> bool:
        """Whether tonight's run is still to be started."""
        local = now.astimezone(clock.VIETNAM)
        if local.time() < FROM or self._started_on == local.date():
            return False
        done = sealed_through()
        return done is None or done < local.date()

    def round(self, now: datetime) -> bool:
        """Start the run when it is due; True when it was started now."""
        if self._running is not None and (code := self._running.poll()) is not None:
            if code:
                log.error("the night's preservation ended with %s; see hoso preserve status", code)
            self._running = None
        if self._running is not None or not self.due(now):
            return False
        self._started_on = now.astimezone(clock.VIETNAM).date()
        command = [sys.executable, "-m", "hoso.cli", "preserve", "nightly"]
        self._running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        return True

    def stop(self) -> None:
        """End with the worker. What was not finished is taken up the next night, or by hand."""
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()
            self._running.wait()
