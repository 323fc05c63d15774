"""Gate (d): the engine in a process of its own, limited in time and memory; whatever happens there ends in
a report.

The worker is forked for one file from a process that already holds the engine, so starting it costs
milliseconds.
A file that kills it, hangs it or fills its memory leaves this process untouched.
"""

from __future__ import annotations

import multiprocessing
import pickle
import resource
from datetime import datetime
from multiprocessing.connection import Connection

from .trust import TrustStore
from .verdict.conclusion import unreadable
from .verdict.expectation import Expectation
from .verdict.report import Report
from .verify import examine_file

_MEMORY = 1024 * 1024 * 1024
_WALL_FACTOR = 4


def verify_in_worker(
    name: str, data: bytes, trust: TrustStore, *, now: datetime, expect: Expectation | None, seconds: float
) -> Report:
    """The report from a worker limited to ``seconds`` of processor time and one gigabyte above the file's
    own size.
    """
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    work = (theirs, name, data, trust, now, expect, seconds)
    process = context.Process(target=_work, args=work, daemon=True)
    process.start()
    theirs.close()
    report = None
    try:
        if ours.poll(seconds * _WALL_FACTOR):
            report = pickle.loads(ours.recv_bytes())  # noqa: S301  written by our own worker over our own pipe
    except (EOFError, OSError, pickle.UnpicklingError):
        report = None
    finally:
        ours.close()
        if process.is_alive() and report is None:
            process.kill()
        process.join()
    if isinstance(report, Report):
        return report
    return unreadable(name, "LIMIT_REACHED", trust, now, suspicious=b"/ByteRange" in data)


def _work(
    answer: Connection,
    name: str,
    data: bytes,
    trust: TrustStore,
    now: datetime,
    expect: Expectation | None,
    seconds: float,
) -> None:
    whole = max(1, round(seconds))
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    used = _address_space()
    resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY + len(data), used + _MEMORY + len(data)))
    try:
        report = examine_file(name, data, trust, now, expect)
    except MemoryError:
        report = unreadable(name, "LIMIT_REACHED", trust, now, suspicious=b"/ByteRange" in data)
    answer.send_bytes(pickle.dumps(report))
    answer.close()


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123  one line of the kernel
        return int(file.read().split()[0]) * resource.getpagesize()
