"""Workers as real processes on a real database file: one is killed half-way, two share the rest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

_WORKER = """
import sys, time, pathlib, datetime
import django; django.setup()
from django.db import connection
from hoso.base import clock, outbox
from hoso.base.models import OutboxMessage

said, what = pathlib.Path(sys.argv[1]), sys.argv[2]

@outbox.handles("word")
def say(payload):
    with said.open("a") as out:
        out.write(f"{payload['n']}\\n")
    if what == "hang":
        time.sleep(60)

if what == "prepare":
    with connection.schema_editor() as editor:
        editor.create_model(OutboxMessage)
    for n in range(60):
        outbox.post("word", f"row/{n}", {"n": n})
elif what == "report":
    rows = OutboxMessage.objects
    print(rows.filter(done_at__isnull=False).count(), rows.filter(attempts__gt=1).count())
else:
    late = clock.now() + (datetime.timedelta() if what == "hang" else 2 * outbox.LEASE)
    with clock.standing_at(late):
        print(outbox.drain(what))
"""


@pytest.fixture
def worker(tmp_path: Path) -> object:
    """Starts a worker process on one SQLite file."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'outbox.sqlite3'}",
        "HOSO_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }

    def start(what: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", _WORKER, str(tmp_path / "said"), what],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    return start


def _answer(process: subprocess.Popen[str]) -> str:
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return output.strip()


def test_what_a_killed_worker_began_is_run_again_and_two_workers_share_the_rest(
    worker: object, tmp_path: Path
) -> None:
    start = worker
    assert callable(start)
    _answer(start("prepare"))
    victim = start("hang")
    deadline = time.monotonic() + 60
    while not (tmp_path / "said").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    victim.send_signal(signal.SIGKILL)
    victim.communicate()

    together = [start("first"), start("second")]
    assert sum(int(_answer(process)) for process in together) == 60

    said = Counter((tmp_path / "said").read_text().split())
    assert set(said) == {str(n) for n in range(60)}
    assert said.pop("0") == 2  # begun by the victim, finished by another
    assert set(said.values()) == {1}
    assert _answer(start("report")) == "60 10"  # ten were leased to the victim
