"""The parts, one process each: a slow or dying one is ended and said so, and the next one runs."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hoso.cli.bench.places import Place, place, postgres_server
from hoso.cli.bench.table import Row, printed

MOST_SECONDS = 60
OVERALL_SECONDS = 240


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the measurement. ``databases``: measured on every database there is, else only on SQLite."""

    name: str
    purpose: str
    every_database: bool = False
    needs_database: bool = True


PARTS = (
    Part(
        "intake",
        "submit, judge and accept beside the bare database writing the same rows",
        every_database=True,
    ),
    Part(
        "worklist", "lists, look-ups and searches with 100,000 open dossiers (made up)", every_database=True
    ),
    Part("memory", "peak memory of the web worker and of the worker that makes slips"),
    Part("clock", "due dates in bulk beside the naive day loop and pandas", needs_database=False),
    Part("ledger", "the log beside bare SHA-256", needs_database=False),
    Part("preserve", "evidence records beside bare SHA-256", needs_database=False),
    Part("press", "printed papers, laid out, made archival and read back", needs_database=False),
    Part("verify", "verdicts and their time beside stock pyHanko and pdfsig", needs_database=False),
    Part(
        "seal", "signing at every level beside stock pyHanko and the bare cryptography", needs_database=False
    ),
)


def run_parts(names: Sequence[str], databases: Sequence[str]) -> int:
    """Run and print; 0 when every part came to its end. Told to end, it still removes what it made."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    chosen = [part for part in PARTS if not names or part.name in names]
    found: dict[str, tuple[list[Row], list[str]]] = {part.name: ([], []) for part in chosen}
    begun, whole = time.monotonic(), True
    for part in (part for part in chosen if not part.needs_database):
        whole &= _run(part, None, found[part.name], begun)
        _show(part, found)
    rooms = [part for part in chosen if part.needs_database]
    server = postgres_server() if "postgresql" in databases else None
    for database in ("sqlite", "postgresql"):
        mine = [part for part in rooms if part.every_database or database == "sqlite"]
        if not mine or database not in databases or (database == "postgresql" and not server):
            continue
        with place(database, server if database == "postgresql" else None) as here:
            for part in mine:
                whole &= _run(part, here, found[part.name], begun)
                if database == "sqlite" and not (part.every_database and server):
                    _show(part, found)
    for part in (part for part in rooms if part.every_database and server):
        _show(part, found)
    print(
        f"\n{time.monotonic() - begun:.0f} s in all. Only ratios of one run are worth comparing.", flush=True
    )
    return 0 if whole else 1


def _show(part: Part, found: dict[str, tuple[list[Row], list[str]]]) -> None:
    print(printed(f"{part.name}: {part.purpose}", *found[part.name]), flush=True)


def _run(part: Part, here: Place | None, into: tuple[list[Row], list[str]], begun: float) -> bool:
    rows, remarks = into
    database = here.database if here else ""
    seconds = min(MOST_SECONDS, OVERALL_SECONDS - (time.monotonic() - begun))
    if seconds < 5:
        remarks.append(f"{database}: not run, the time for all parts is over")
        return False
    command = [sys.executable, "-m", "hoso.cli.bench", part.name]
    process = subprocess.Popen(
        command, env=dict(here.environment) if here else None, stdout=subprocess.PIPE, text=True
    )
    late = False
    try:
        told, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.terminate()
        late = True
        told, _ = process.communicate()
    for line in told.splitlines():
        said = json.loads(line)
        if "row" in said:
            rows.append(replace(Row(**said["row"]), database=database if part.every_database else ""))
        else:
            remarks.append(f"{database}: {said['remark']}" if part.every_database else said["remark"])
    if late or process.returncode:
        remarks.append(
            f"{database} ended early ({'time is over' if late else f'exit {process.returncode}'})".strip()
        )
    return not late and process.returncode == 0
