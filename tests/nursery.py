"""Real processes on a real database of their own, quick to start and quick to kill: one parent that forks.

Run as a module it is that parent: it loads the house once, then forks a child for every line it reads.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Nursery:
    """The forking parent, seen from the test."""

    process: subprocess.Popen[str]
    directory: Path
    born: int = 0

    def start(self, task: str, **facts: Any) -> Child:
        """Fork a child that does ``task`` (a function of this module)."""
        self.born += 1
        out = self.directory / f"child-{self.born}"
        out.touch()
        self.process.stdin.write(json.dumps({"task": task, "out": str(out), **facts}) + "\n")
        self.process.stdin.flush()
        return Child(int(self.process.stdout.readline()), out)

    def ask(self, task: str, **facts: Any) -> Any:
        """Do ``task`` to its end and give what it told."""
        return self.start(task, **facts).told()


@dataclass
class Child:
    """One forked process and the file it writes to."""

    pid: int
    out: Path

    def kill_after(self, seconds: float) -> None:
        """kill -9, at whatever it is doing then."""
        time.sleep(seconds)
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def lines(self) -> list[str]:
        """What it had written, line by line; a line cut by the kill does not count."""
        text = self.out.read_text()
        return text[: text.rfind("\n") + 1].splitlines()

    def told(self, within: float = 120) -> Any:
        """Wait for its last line, which is JSON."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            lines = self.lines()
            if lines and lines[-1].startswith("end "):
                return json.loads(lines[-1][4:])
            if lines and lines[-1].startswith("fault "):
                raise AssertionError(lines[-1])
            time.sleep(0.02)
        raise AssertionError(f"process {self.pid} did not end: {self.lines()[-3:]}")


@contextmanager
def nursery(directory: Path) -> Iterator[Nursery]:
    """A prepared installation of its own: SQLite in ``directory``, or a new database beside DATABASE_URL's."""
    with _database(directory) as address:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "HOSO_VAR": str(directory),
            "DJANGO_SETTINGS_MODULE": "hoso.project.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
        }
        subprocess.run(
            [sys.executable, "-m", "hoso.cli", "prepare"], env=environment, check=True, cwd=directory
        )
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.nursery"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield Nursery(process, directory)
        finally:
            process.stdin.close()
            process.wait(timeout=30)


@contextmanager
def _database(directory: Path) -> Iterator[str]:
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{directory / 'hoso.sqlite3'}"
        return
    import psycopg

    parts, name = urlsplit(given), f"test_nursery_{os.getpid()}"
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


# From here on: what the children do.


def file_many(say: Any, facts: dict[str, Any]) -> list[str]:
    """File and judge some dossiers."""
    from tests import stage

    return [str(stage.judged()) for _ in range(facts["many"])]


def accept(say: Any, facts: dict[str, Any]) -> int:
    """Accept the given dossiers in an order of its own; say each code after its commit."""
    from uuid import UUID

    from hoso.base.errors import Conflict
    from hoso.intake import actions as intake
    from tests import stage

    chance, desk, done = random.Random(facts["seed"]), stage.who("motcua"), 0
    ids = list(facts["ids"])
    chance.shuffle(ids)
    for one in ids:
        try:
            code = intake.accept(UUID(one), by=desk)
        except Conflict:
            continue
        say(f"{one} {code}")
        done += 1
    return done


def submit(say: Any, facts: dict[str, Any]) -> str:
    """File one draft at an agreed instant; the dossier, or ``Conflict``."""
    from uuid import UUID

    from hoso.base.errors import Conflict
    from hoso.filing import actions as filing
    from tests import stage

    citizen = stage.who("nguoidan")
    time.sleep(max(0.0, facts["at"] - time.time()))
    try:
        return str(filing.submit(UUID(facts["draft"]), by=citizen))
    except Conflict:
        return "Conflict"


def drafts(say: Any, facts: dict[str, Any]) -> list[str]:
    """Drafts of one and the same matter."""
    from hoso.filing import actions as filing
    from hoso.filing import queries as filed
    from tests import stage

    citizen, answers = stage.who("nguoidan"), stage.answers(so_dang_ky=facts["number"])
    made = [stage.draft(complete=False) for _ in range(facts["many"])]
    for one in made:
        filing.save_draft(one, {**filed.draft(one, by=citizen).answers, **answers}, by=citizen)
    return [str(one) for one in made]


def number_leaves(say: Any, facts: dict[str, Any]) -> int:
    """Number the waiting leaves in small rounds."""
    from hoso.base import clock
    from hoso.dossiers.notary import sequence

    done = 0
    while taken := sequence(clock.now(), most=facts["most"]):
        done += taken
        say(str(taken))
    return done


def deliver(say: Any, facts: dict[str, Any]) -> int:
    """Deliver what waits in the outbox as a worker does; ``later`` seconds pass first (leases run out)."""
    from datetime import timedelta

    from hoso.base import clock, outbox

    say("begin")
    with clock.standing_at(clock.now() + timedelta(seconds=facts.get("later", 0))):
        return outbox.drain(facts.get("name", "child"), most=facts.get("most", 1000))


def keep_only(say: Any, facts: dict[str, Any]) -> int:
    """Let only some messages wait: the first ``many`` of a topic."""
    from hoso.base import clock
    from hoso.base.models import OutboxMessage

    kept = OutboxMessage.objects.filter(topic=facts["topic"]).order_by("id")[: facts["many"]]
    chosen = [one.id for one in kept]
    return OutboxMessage.objects.exclude(id__in=chosen).update(done_at=clock.now())


def report(say: Any, facts: dict[str, Any]) -> dict[str, Any]:
    """Everything a test wants to know afterwards, read in one process."""
    from collections import Counter

    from hoso.base.models import OutboxMessage
    from hoso.dossiers.journal import broken_at
    from hoso.dossiers.models import DayCounter, Dossier, Entry, Leaf, TreeHead
    from hoso.dossiers.notary import StoredNodes
    from hoso.ledger.proofs import root_at
    from hoso.ledger.tree import CompactRange
    from hoso.slips.models import Slip

    journals: dict[str, list[Any]] = {}
    for entry in Entry.objects.order_by("seq"):
        journals.setdefault(str(entry.dossier_id), []).append(entry)
    heads = list(TreeHead.objects.order_by("size"))
    leaves = list(Leaf.objects.exclude(index=None).order_by("index"))
    fresh = CompactRange()
    for leaf in leaves:
        fresh.append(bytes.fromhex(leaf.leaf_hash))
    return {
        "codes": {
            str(key): code for key, code in Dossier.objects.exclude(code=None).values_list("id", "code")
        },
        "counters": list(DayCounter.objects.values_list("last", flat=True)),
        "dossiers": Dossier.objects.count(),
        "broken": {one: at for one, lines in journals.items() if (at := broken_at(lines)) is not None},
        "heads_match": all(
            row.head_hash == journals[str(row.id)][-1].hash and row.last_seq == len(journals[str(row.id)])
            for row in Dossier.objects.all()
        ),
        "entries": Entry.objects.count(),
        "leaves": Leaf.objects.count(),
        "messages": dict(Counter(OutboxMessage.objects.values_list("topic", flat=True))),
        "waiting": OutboxMessage.objects.filter(done_at=None, gave_up_at=None).count(),
        "most_attempts": max(OutboxMessage.objects.values_list("attempts", flat=True), default=0),
        "slips": sorted(f"{one.dossier_id} {one.form} {one.seq}" for one in Slip.objects.all()),
        "indices": [leaf.index for leaf in leaves],
        "size": heads[-1].size if heads else 0,
        "root": heads[-1].root if heads else "",
        "root_again": fresh.root().hex(),
        "root_stored": root_at(heads[-1].size, StoredNodes()).hex() if heads else "",
    }


def _child(order: dict[str, Any]) -> None:
    out = os.open(order["out"], os.O_WRONLY | os.O_APPEND)

    def say(line: str) -> None:
        os.write(out, f"{line}\n".encode())

    from tests import stage

    stage.begin_matters_at(os.getpid() * 10_000)
    try:
        say("end " + json.dumps(globals()[order["task"]](say, order), default=str))
    except Exception as fault:
        say(f"fault {type(fault).__name__}: {fault}")


def main() -> None:
    """Load once, fork for every order."""
    import django

    django.setup()
    from hoso.base.identifiers import uuid7
    from tests import stage

    uuid7(), stage.small_pdf()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        order = json.loads(line)
        order = {**order, "ids": order.get("ids", [])}
        pid = os.fork()
        if not pid:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _child(order)
            os._exit(0)
        print(pid, flush=True)


if __name__ == "__main__":
    main()
