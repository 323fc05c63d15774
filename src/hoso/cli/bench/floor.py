"""The floor of intake: the same rows of the same tables in one durable transaction, by the bare driver."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from hoso.base.identifiers import receipt_number, uuid7
from hoso.cli.bench.rows import Pattern, changed, key

_DAY = date(2001, 1, 1)  # a day on which nothing was filed: the counter of the real day stays gap-free


@dataclass(frozen=True, slots=True)
class Bare:
    """What one accepted dossier left in the database, in the order in which it can be written."""

    dossier: Pattern
    lines: Pattern
    leaves: Pattern
    components: Pattern
    submission: Pattern
    messages: Pattern

    @classmethod
    def of(cls, dossier_id: UUID) -> Bare:
        """The pattern of this dossier's rows."""
        own = (key(dossier_id),)
        entries = "entry_id IN (SELECT id FROM dossiers_entry WHERE dossier_id = %s)"
        return cls(
            Pattern.read("dossiers_dossier", "id = %s", *own),
            Pattern.read("dossiers_entry", "dossier_id = %s ORDER BY seq", *own),
            Pattern.read("dossiers_leaf", f"{entries} ORDER BY entry_id", *own),
            Pattern.read("filing_component", "dossier_id = %s", *own),
            Pattern.read("filing_submission", "dossier_id = %s", *own),
            Pattern.read("base_outbox", "key LIKE %s", f"%{dossier_id}%"),
        )

    @property
    def count(self) -> int:
        """How many rows that is, the day's counter included."""
        return 1 + sum(len(pattern.rows) for pattern in self._all)

    @property
    def _all(self) -> tuple[Pattern, ...]:
        return (self.dossier, self.lines, self.leaves, self.components, self.submission, self.messages)

    def copies(self, times: int) -> list[list[tuple[str, list[tuple[Any, ...]]]]]:
        """So many dossiers' statements with their parameters, every key new; made before the clock runs."""
        mark = "?" if connection.vendor == "sqlite" else None
        statements = [pattern.statement(mark=mark) for pattern in self._all]
        return [list(zip(statements, self._parameters(number), strict=True)) for number in range(times)]

    def _parameters(self, number: int) -> list[list[tuple[Any, ...]]]:
        dossier, entries = uuid7(), [uuid7() for _ in self.lines.rows]
        own = {"dossier_id": key(dossier)}
        unique = {
            "id": key(dossier), "receipt_number": receipt_number(), "code": f"F-{dossier}", "matter": dossier.hex
        }  # fmt: skip
        return [
            changed(self.dossier.rows, lambda *_: unique),
            changed(self.lines.rows, lambda place, _: {**own, "id": key(entries[place])}),
            changed(self.leaves.rows, lambda place, _: {"entry_id": key(entries[place])}),
            changed(self.components.rows, lambda *_: {**own, "id": key(uuid7())}),
            changed(self.submission.rows, lambda *_: own),
            changed(self.messages.rows, lambda place, row: _message(row, place, dossier)),
        ]

    def write(self, copy: list[tuple[str, list[tuple[Any, ...]]]]) -> None:
        """One dossier in one transaction on this thread's connection, the counter last, without Django."""
        connection.ensure_connection()
        cursor = connection.connection.cursor()
        sqlite = connection.vendor == "sqlite"
        cursor.execute("BEGIN IMMEDIATE" if sqlite else "BEGIN")
        for statement, parameters in copy:
            cursor.executemany(statement, parameters)
        cursor.execute(
            _COUNTER.replace("%s", "?") if sqlite else _COUNTER,
            (self.dossier.rows[0]["receiver_id"], str(_DAY)),
        )
        cursor.fetchone()
        cursor.execute("COMMIT")


_COUNTER = (
    "INSERT INTO dossiers_day_counter (agency_id, day, last) VALUES (%s, %s, 1) ON CONFLICT (agency_id, day) "
    "DO UPDATE SET last = dossiers_day_counter.last + 1 RETURNING last"
)


def _message(row: dict[str, Any], place: int, dossier: UUID) -> dict[str, Any]:
    """A message under a new key; its own identifier is of whatever kind the table has."""
    identifier = key(uuid7()) if not isinstance(row["id"], int) else None
    return {"key": f"{place}:{dossier}"} | ({"id": identifier} if identifier is not None else {"id": _next()})


_numbers = iter(range(10**12, 2 * 10**12))


def _next() -> int:
    return next(_numbers)
