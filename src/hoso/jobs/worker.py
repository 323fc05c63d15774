"""Delivers what waits in the outbox, numbers the ledger's leaves, and stops cleanly when told."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from datetime import datetime, timedelta
from types import FrameType

from django.db import Error as DatabaseError
from django.db import close_old_connections

from hoso.base import clock, outbox
from hoso.dossiers.notary import sequence
from hoso.jobs.acting import Acting
from hoso.jobs.clearing import Clearing
from hoso.jobs.preserving import Nightly

log = logging.getLogger(__name__)
IDLE_SECONDS = 0.5
HEAD_EVERY = timedelta(seconds=2)


class Worker:
    """One worker process. Several may run: a message is leased to one at a time."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self._stop = threading.Event()
        self._headed: datetime | None = None
        self.nightly = Nightly()
        self.acting = Acting()
        self.clearing = Clearing()

    def round(self) -> int:
        """Deliver what waits now and sign a new head of the ledger; how many messages were delivered."""
        done = outbox.drain(self.name, most=200)
        now = clock.now()
        if self._headed is None or now - self._headed >= HEAD_EVERY:
            sequence(now)
            self._headed = now
        return done

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; the message in hand is finished first."""
        signal.signal(signal.SIGTERM, self._told_to_stop)
        signal.signal(signal.SIGINT, self._told_to_stop)
        while not self._stop.is_set():
            close_old_connections()
            try:
                self.acting.round(clock.now())
                done = self.round()
                self.nightly.round(clock.now())
                self.clearing.round(clock.now())
            except DatabaseError:
                log.exception("the database did not answer; trying again")
                done = 0
            if not done:
                self._stop.wait(IDLE_SECONDS)
        self.nightly.stop()

    def _told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()
