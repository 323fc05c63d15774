"""SQLite lets one writer in at a time; the others knock again and again, later each time, and some wait for long.

Threads of one process can do better: they wait for each other, and whoever is next is woken at once. Between
processes (the web and the worker) SQLite's own knocking remains, with one knocker a process.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from typing import Any

from django.db.backends.sqlite3 import base

PATIENCE_SECONDS = 20.0
"""After that SQLite decides by itself; it refuses after its own ``busy_timeout``."""

_queues: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes its turn before BEGIN and gives way after COMMIT or ROLLBACK."""

    _turn: threading.Lock | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._give_way()
        queue = _queues[str(self.settings_dict["NAME"])]
        if queue.acquire(timeout=PATIENCE_SECONDS):
            self._turn = queue
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._give_way()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()
        finally:
            self._give_way()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()
        finally:
            self._give_way()

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            self._give_way()

    def _give_way(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.release()
