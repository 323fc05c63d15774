"""kill -9 at the two points that matter, on a real database file: nothing is half-sealed, nothing is sealed twice."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

_RUN = """
import datetime, io, json, pathlib, sys, time
import django; django.setup()
from django.conf import settings
from django.db import connection

from hoso.archive.actions import preserve, renew
from hoso.archive.models import Place, Renewal, Stamp
from hoso.archive.objects import Kept, opened
from hoso.archive.ports import connect_stamping
from hoso.archive.queries import evidence_record
from hoso.base import clock
from hoso.base.vault import vault
from hoso.jobs.preserving import Nightly
from hoso.papers.judging import trust_store
from hoso.papers.models import Paper
from hoso.parties.actors import SYSTEM
from hoso.project import wiring
from hoso.seal.demonstration.hierarchy import create
from hoso.seal.preservation.verification import verify_record

what, reached = sys.argv[1], pathlib.Path(sys.argv[2])

def hang(*_):
    reached.touch()
    time.sleep(60)

class Asked:
    def answer(self, request):
        answer = wiring._authority().answer(request)
        hang()
        return answer

if what == "prepare":
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    create(pathlib.Path(settings.HOSO_TRUST), clock.now(), "http://127.0.0.1/trust")
    for n in range(700):
        stored = vault().put(io.BytesIO(b"%d" % n))
        Paper.objects.create(kind="a", title="a", provenance="uploaded", sha256=stored.sha256, size=1,
                             media_type="a/b", file_name="a", created_at=clock.now() - datetime.timedelta(days=1))
elif what == "finish":
    nightly, night = Nightly(), clock.now().astimezone(clock.VIETNAM).replace(hour=2)
    started = nightly.round(night)
    code = nightly._running.wait()
    again = nightly.round(night)
    done = [started, code, again, Place.objects.count(), preserve(by=SYSTEM).objects]
    done.append(renew(by=SYSTEM, every=True).stamps)
    sound = sum(
        verify_record(evidence_record(one.id), dict(opened(Kept(paper=one))), trust_store(), now=clock.now()).verdict
        == "TOTAL_PASSED" for one in Paper.objects.order_by("id")[::100]
    )
    print(json.dumps([*done, sound]))
else:
    if what == "after the stamp": connect_stamping(Asked)
    if what == "among the rows":
        def slow(execute, sql, params, many, context, seen=[]):
            done = execute(sql, params, many, context)
            if 'INSERT INTO "archive_place"' in sql: hang()
            return done
        connection.execute_wrappers.append(slow)
    preserve(by=SYSTEM)
"""


class _Place:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder / 'archive.sqlite3'}",
            "HOSO_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "hoso.project.settings",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }

    def start(self, what: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", _RUN, what, str(self.folder / what)]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)

    def ask(self, what: str) -> list[int]:
        output, _ = (process := self.start(what)).communicate(timeout=120)
        assert process.returncode == 0
        return json.loads(output or "[]")

    def kill_at(self, what: str) -> None:
        process, end = self.start(what), time.monotonic() + 60
        while not (self.folder / what).exists():
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> _Place:
    made = _Place(tmp_path_factory.mktemp("archive"))
    made.ask("prepare")
    return made


def test_a_run_killed_anywhere_is_made_good_by_the_next_night(place: _Place) -> None:
    for moment in ("after the stamp", "among the rows"):
        place.kill_at(moment)
        with closing(sqlite3.connect(place.folder / "archive.sqlite3")) as rows:
            counted = [
                rows.execute(f"SELECT count(*) FROM archive_{one}").fetchone()[0]
                for one in ("stamp", "place")
            ]
        assert counted == [0, 0], moment
    assert place.ask("finish") == [True, 0, False, 700, 0, 1, 7]
