"""Gate (d): the engine in a process of its own, limited in time and memory; whatever happens there ends in
a report.

A small server process is started on first use. It has loaded the engine, runs no threads, and forks one
worker for each file, so a worker starts in milliseconds and is safe to use from a threaded web server. A
file that kills, hangs or fills its worker leaves everybody else untouched.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import resource
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from .trust import TrustStore
from .verdict.conclusion import unreadable
from .verdict.expectation import Expectation
from .verdict.report import Report

MEMORY_BYTES = 1024 * 1024 * 1024
_WALL_FACTOR = 5
_LENGTH = struct.Struct("!Q")
_SOURCES = str(Path(__file__).parents[2])


class _Server:
    """The link to this process's server: started when first needed, again after a fork or when it died."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.owner = 0
        self.control: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def worker(self) -> socket.socket:
        """A fresh connection to a fresh worker. Raises OSError when no server can be started."""
        ours, theirs = socket.socketpair()
        with self.lock, theirs:
            control = self.start()
            socket.send_fds(control, [b"w"], [theirs.fileno()])
        return ours

    def start(self) -> socket.socket:
        """The control connection of the running server, which is started when there is none."""
        alive = self.process is not None and self.owner == os.getpid() and self.process.poll() is None
        if alive and self.control is not None:
            return self.control
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", __name__, str(theirs.fileno())]
            environment = {**os.environ, "PYTHONPATH": _SOURCES}
            self.process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=environment
            )
        self.owner, self.control = os.getpid(), ours
        return ours


_SERVER = _Server()


def warm_up() -> None:
    """Start the server now, so that it loads the engine while the caller does something else."""
    with _SERVER.lock, contextlib.suppress(OSError):
        _SERVER.start()


def verify_in_worker(
    name: str,
    data: bytes,
    trust: TrustStore,
    *,
    now: datetime,
    expect: Expectation | None,
    seconds: float,
    memory_bytes: int = MEMORY_BYTES,
    content: bytes | None = None,
    any_kind: bool = False,
) -> Report:
    """The report from a worker limited to ``seconds`` of processor time and ``memory_bytes`` above the
    file's size. ``any_kind`` looks beyond PDF (see ``formats``); ``content`` then goes with a lone signature.
    """
    if any_kind:
        arguments: tuple[object, ...] = (name, data, content, trust, now, expect)
        report = in_worker("any", arguments, len(data) + len(content or b""), seconds, memory_bytes)
    else:
        report = in_worker("pdf", (name, data, trust, now, expect), len(data), seconds, memory_bytes)
    if isinstance(report, Report):
        return report
    return unreadable(name, "LIMIT_REACHED", trust, now, suspicious=b"/ByteRange" in data)


def in_worker(
    task: str,
    arguments: tuple[object, ...],
    size: int,
    seconds: float,
    memory_bytes: int = MEMORY_BYTES,
) -> object:
    """What the task (see ``_task``) returns, or None when the worker broke or went over a limit."""
    try:
        with _SERVER.worker() as link:
            link.settimeout(seconds * _WALL_FACTOR + 10)
            _send(link, pickle.dumps((task, arguments, size, seconds, memory_bytes)))
            return pickle.loads(_received(link))  # noqa: S301  written by our own worker over our own socket
    except (OSError, EOFError, pickle.UnpicklingError):
        return None


def _send(link: socket.socket, content: bytes) -> None:
    link.sendall(_LENGTH.pack(len(content)))
    link.sendall(content)


def _received(link: socket.socket) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(link, _LENGTH.size))
    return _exactly(link, length)


def _exactly(link: socket.socket, length: int) -> bytes:
    held = bytearray()
    while len(held) < length:
        part = link.recv(min(length - len(held), 1 << 20))
        if not part:
            raise EOFError
        held += part
    return bytes(held)


def _serve(control: socket.socket) -> None:
    """Fork a worker for every connection handed over; end when the owner's end closes."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        link = socket.socket(fileno=descriptors[0])
        if os.fork() == 0:
            control.close()
            try:
                _work(link)
            finally:
                os._exit(0)
        link.close()


def _work(link: socket.socket) -> None:
    task, arguments, size, seconds, memory_bytes = pickle.loads(_received(link))  # noqa: S301  from our owner
    signal.setitimer(signal.ITIMER_PROF, seconds)  # processor time; its signal ends the worker
    signal.setitimer(signal.ITIMER_REAL, seconds * _WALL_FACTOR)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    room = _address_space() + memory_bytes + size
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    _send(link, pickle.dumps(_task(task)(*arguments)))


def _task(name: str) -> Callable[..., object]:
    """What a worker can be asked to do. The server has loaded all of it before it forks."""
    from .formats.verify_any import examine_any
    from .reporting.material import gathered
    from .verdict import examination  # noqa: F401  loaded before the fork
    from .verify import examine_file

    tasks: dict[str, Callable[..., object]] = {
        "pdf": examine_file,
        "any": examine_any,
        "material": gathered,
    }
    return tasks[name]


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    _task("any")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _serve(socket.socket(fileno=int(sys.argv[1])))
