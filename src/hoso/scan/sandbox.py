"""Worker processes for untrusted bytes: limited in memory, time and files, without network, replaceable.

The parent talks to a worker over pipes with length-prefixed JSON and raw bytes, never pickle, so that a
worker taken over by a hostile file cannot run code in the parent. The worker's environment carries no
secrets. Any death of a worker (crash, limit, wall time) is reported as ``WorkerStopped``.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from hoso.law.text import Text
from hoso.scan.opening.wire import Message, receive, send

WORKER_MODULE = "hoso.scan.opening.worker"
JOBS_BEFORE_RENEWAL = 400
"""A worker is replaced after this many jobs, so slow leaks in parsers never add up."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one worker may use. Bytes for memory and files, seconds of CPU for one job."""

    memory: int = 1200 * 1024**2
    """Address space (RLIMIT_AS); resident memory stays far below it."""
    cpu: int = 5
    file_size: int = 0
    """Largest file the worker may write; it needs none."""
    open_files: int = 64


READING = Limits()
"""Enough to look at a file."""
DIGITISING = Limits(cpu=60)
"""Enough to recognise one page at a time."""

STOPPED = Text(
    "Không mở được tệp một cách an toàn: tệp hỏng hoặc quá nặng. Vui lòng quét hoặc xuất lại tệp.",
    "The file could not be opened safely: it is damaged or too heavy. Please scan or export it again.",
)


class WorkerStopped(Exception):
    """The worker died or ran out of time on this job; says which through ``cause``."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause
        """``time``, ``memory`` or ``crash``."""
        self.text = STOPPED


class Worker:
    """One child process. Not for use by two threads at once; ``WorkerPool`` sees to that."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.jobs = 0
        self._timed_out = False
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                WORKER_MODULE,
                str(limits.memory),
                str(limits.file_size),
                str(limits.open_files),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_bare_environment(),
            cwd="/",
            close_fds=True,
            start_new_session=True,
        )

    @property
    def alive(self) -> bool:
        """Still running and young enough to be used again."""
        return not self._timed_out and self._process.poll() is None and self.jobs < JOBS_BEFORE_RENEWAL

    def call(self, task: str, /, blob: bytes = b"", *, seconds: float = 5.0, **facts: Any) -> Message:
        """Run one task within so many seconds of wall time. Raises ``WorkerStopped``: the worker is gone."""
        self.jobs += 1
        self._timed_out = False
        watchdog = threading.Timer(seconds, self._expire)
        watchdog.daemon = True
        watchdog.start()
        try:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            send(self._process.stdin, {"task": task, "cpu": self.limits.cpu, **facts}, blob)
            answer = receive(self._process.stdout)
        except (OSError, ValueError, EOFError) as error:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=1)  # its pipes close before it is gone: what it died of comes last
            self.kill()
            raise WorkerStopped("time" if self._timed_out else self._cause_of_death()) from error
        finally:
            watchdog.cancel()
        if answer.facts.get("stopped"):
            self.kill()
            raise WorkerStopped(str(answer.facts["stopped"]))
        return answer

    def kill(self) -> None:
        """End the process now and reap it."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _expire(self) -> None:
        self._timed_out = True
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    def _cause_of_death(self) -> str:
        sigxcpu = -24
        return "time" if self._process.returncode == sigxcpu else "crash"


class WorkerPool:
    """Warm workers for a server; thread-safe. Make it after forking, one per server process.

    A worker that died is replaced at the next lease. ``close`` (or leaving the ``with`` block) ends all.
    """

    def __init__(self, size: int = 1, limits: Limits = DIGITISING) -> None:
        self.limits = limits
        self._places: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(size):
            self._places.put(None)
        self.size = size

    def warm(self) -> None:
        """Start every worker now and load the parsers, so the first file does not wait."""
        with contextlib.ExitStack() as stack:
            workers = [stack.enter_context(self.lease()) for _ in range(self.size)]
            for worker in workers:
                with contextlib.suppress(WorkerStopped):
                    worker.call("warm", seconds=30.0)

    @contextlib.contextmanager
    def lease(self) -> Iterator[Worker]:
        """One worker for several calls in a row; waits while all are busy."""
        worker = self._places.get()
        try:
            if worker is None or not worker.alive:
                if worker is not None:
                    worker.kill()
                worker = Worker(self.limits)
            yield worker
        finally:
            self._places.put(worker)

    def call(self, task: str, /, blob: bytes = b"", *, seconds: float = 5.0, **facts: Any) -> Message:
        """One task on any free worker. Raises ``WorkerStopped``."""
        with self.lease() as worker:
            return worker.call(task, blob, seconds=seconds, **facts)

    def close(self) -> None:
        """End every idle worker."""
        for _ in range(self.size):
            worker = self._places.get()
            if worker is not None:
                worker.kill()
            self._places.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextlib.contextmanager
def pool_or_one_off(pool: WorkerPool | None) -> Iterator[WorkerPool]:
    """The given pool, left open; or a pool of one that ends with the block (for the command line)."""
    if pool is not None:
        yield pool
        return
    with WorkerPool() as own:
        yield own


def _bare_environment() -> dict[str, str]:
    """No settings and no secrets; one thread for every numeric library."""
    source = str(Path(__file__).resolve().parents[2])
    kept = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": source,
        "LANG": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
