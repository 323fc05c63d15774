"""One warm pool of worker processes in which untrusted files are opened."""

from __future__ import annotations

import atexit
from functools import cache

from hoso.scan.sandbox import WorkerPool


@cache
def pool() -> WorkerPool:
    """The pool of this process; its workers end with it."""
    workers = WorkerPool()
    atexit.register(workers.close)
    return workers
