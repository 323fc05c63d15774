"""Where a measurement runs: a folder and a database of its own, both gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

LOCAL_SERVER = "postgresql://postgres@127.0.0.1:5432/postgres"


@dataclass(frozen=True, slots=True)
class Place:
    """The environment in which the processes of a part run."""

    database: str
    environment: Mapping[str, str]


@contextmanager
def place(database: str, server: str | None) -> Iterator[Place]:
    """A prepared demonstration on ``sqlite`` or ``postgresql`` (on ``server``), removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="hoso-bench-"))
    name = f"hoso_bench_{os.getpid()}"
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("HOSO_", "DATABASE_"))
    }
    environment |= {"HOSO_VAR": str(folder), "HOSO_DEMONSTRATION": "1"}
    try:
        if server:
            _on_server(server, f"CREATE DATABASE {name}")
            environment["DATABASE_URL"] = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        prepare = [sys.executable, "-m", "hoso.cli", "prepare"]
        subprocess.run(prepare, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=120)
        yield Place(database, environment)
    finally:
        if server:
            _on_server(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        shutil.rmtree(folder, ignore_errors=True)


def postgres_server() -> str | None:
    """The server of ``DATABASE_URL``, else one that answers on this machine; None where there is none."""
    import psycopg

    given = os.environ.get("DATABASE_URL", "")
    address = given if given.startswith("postgres") else LOCAL_SERVER
    try:
        psycopg.connect(address, connect_timeout=2).close()
    except psycopg.Error:
        return None
    return address


def _on_server(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True, connect_timeout=5) as connection:
        connection.execute(statement.encode())
