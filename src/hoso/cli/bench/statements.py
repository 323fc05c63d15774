"""The statements behind a query: caught with their parameters, run again without Django, explained."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as it went to the database."""

    sql: str
    parameters: tuple[Any, ...]

    def bare(self) -> None:
        """Run it through the driver alone and fetch every row, as Django's records would need."""
        connection.ensure_connection()
        cursor = connection.connection.cursor()
        sql = self.sql.replace("%s", "?").replace("%%", "%") if connection.vendor == "sqlite" else self.sql
        cursor.execute(sql, self.parameters)
        cursor.fetchall()
        cursor.close()

    def plan(self) -> str:
        """How the database finds the dossiers: the scans it makes of them, and whether it sorts."""
        sqlite = connection.vendor == "sqlite"
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {'QUERY PLAN ' if sqlite else ''}{self.sql}", self.parameters)
            lines = [str(row[-1] if sqlite else row[0]) for row in cursor.fetchall()]
        telling = [line.strip(" ->") for line in lines if _TELLING.search(line)]
        return "; ".join(dict.fromkeys(_COSTS.sub("", line) for line in telling)) or "no table is read"


_TELLING = re.compile(r"(SEARCH|SCAN|[Ss]can.* on) dossiers_|TEMP B-TREE|Sort +\(cost")
_COSTS = re.compile(r"\s*\(cost=.*\)|dossiers_dossier\.|\"")


@contextmanager
def caught() -> Iterator[list[Statement]]:
    """The SELECT statements of what happens inside."""
    found: list[Statement] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django calls it so
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            found.append(Statement(sql, tuple(params or ())))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
