"""A PostgreSQL for the tests: the one named or running, or a private cluster on a loopback port."""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtool.environment import PYTHON

_PROBE = "import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3).close()"
_LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"


def _answers(address: str) -> bool:
    return subprocess.call([PYTHON, "-c", _PROBE, address], stderr=subprocess.DEVNULL) == 0


@contextmanager
def server() -> Iterator[str | None]:
    """The address of a server on which test databases may be made, or None where there is none."""
    named = os.environ.get("HOSO_TEST_POSTGRES", _LOCAL)
    if _answers(named):
        yield named
        return
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    if not programs:
        yield None
        return
    with _private(Path(programs[-1])) as address:
        yield address


@contextmanager
def _private(programs: Path) -> Iterator[str]:
    home = Path(tempfile.mkdtemp(prefix="hoso-postgres-"))
    as_owner = _as_owner(home)
    data, log = home / "data", home / "log"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    initdb = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    subprocess.run([*as_owner, *initdb], check=True, stdout=subprocess.DEVNULL, cwd=home)
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1"
    control = [*as_owner, programs / "pg_ctl", "-D", data, "-l", log, "-w"]
    subprocess.run([*control, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd=home)
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [*control, "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, cwd=home, check=False
        )
        shutil.rmtree(home, ignore_errors=True)


def _as_owner(home: Path) -> list[str]:
    """PostgreSQL refuses to run as root: hand the folder to its own user and run as that one."""
    if os.geteuid() != 0:
        return []
    owner = pwd.getpwnam("postgres")
    os.chown(home, owner.pw_uid, owner.pw_gid)
    return ["runuser", "-u", "postgres", "--"]
