"""The child process: confines itself, then answers one task after another until its input closes.

Started by ``hoso.scan.sandbox`` only. Arguments: memory, file size and open-file limits.
"""

from __future__ import annotations

import os
import re
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hoso.scan.opening.confine import allow_cpu, forbid_network, limit_resources
from hoso.scan.opening.wire import Message, receive, send

Task = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]


def main(arguments: list[str]) -> None:
    """Serve tasks from standard input to standard output."""
    memory, file_size, open_files = (int(word) for word in arguments)
    limit_resources(memory, file_size, open_files)
    confined = forbid_network()
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a parser that prints must not speak on the wire
    while True:
        try:
            asked = receive(questions)
        except EOFError:
            return
        facts, blob = _answer(asked)
        send(answers, {**facts, "confined": confined, "peak": peak_memory()}, blob)


def peak_memory() -> int:
    """Most resident bytes this process ever held (the kernel's other figure also counts the parent's)."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _answer(asked: Message) -> tuple[dict[str, Any], bytes]:
    allow_cpu(int(asked.facts["cpu"]))
    try:
        return _task(str(asked.facts["task"]))(asked.facts, asked.blob)
    except MemoryError:
        return {"stopped": "memory"}, b""
    except Exception as error:  # noqa: BLE001 - whatever a parser throws is a statement about the file
        return {"stopped": "crash", "error": type(error).__name__}, b""


def _task(name: str) -> Task:
    if name == "inspect":
        from hoso.scan.opening.look import look

        return look
    from hoso.scan.pages.tasks import TASKS

    return TASKS[name]


if __name__ == "__main__":
    main(sys.argv[1:])
