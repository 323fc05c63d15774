"""Rows of the application's own tables, copied with new keys and written without the application.

A floor must write what the verbs wrote, no more and no less; so one real dossier is read back from the tables
and its rows are the pattern.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pattern:
    """The rows of one thing in one table."""

    table: str
    rows: tuple[Values, ...]

    @classmethod
    def read(cls, table: str, where: str, *parameters: object) -> Pattern:
        """The rows of ``table`` for which ``where`` holds, as the driver gives them."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} WHERE {where}", parameters)  # noqa: S608 - constant names
            names = [column[0] for column in cursor.description]
            return cls(table, tuple(dict(zip(names, row, strict=True)) for row in cursor.fetchall()))

    def statement(self, *, mark: str | None = None) -> str:
        """The INSERT of one row. ``mark``: the driver's own placeholder where Django is left out."""
        names = list(self.rows[0])
        marks = ", ".join([mark or "%s"] * len(names))
        quoted = ", ".join(connection.ops.quote_name(name) for name in names)
        return f"INSERT INTO {self.table} ({quoted}) VALUES ({marks})"  # noqa: S608 - names of our own tables


def key(identifier: UUID) -> object:
    """A UUID as the database's column holds it."""
    return identifier if connection.features.has_native_uuid_field else identifier.hex


def changed(
    rows: Sequence[Values], change: Callable[[int, Values], Mapping[str, object]]
) -> list[tuple[Any, ...]]:
    """The rows with some values replaced, as parameters; ``change`` gets the place of the row."""
    return [tuple({**row, **change(place, row)}.values()) for place, row in enumerate(rows)]


def insert(pattern: Pattern, rows: Iterator[Sequence[Any]] | Sequence[Sequence[Any]]) -> None:
    """Write many rows through Django's connection."""
    with connection.cursor() as cursor:
        cursor.executemany(pattern.statement(), list(rows))


def with_answer(document: object, name: str, value: str) -> str:
    """A JSON column with one value replaced."""
    known = json.loads(document) if isinstance(document, (str, bytes)) else document
    return json.dumps({**known, name: value}, ensure_ascii=False)  # type: ignore[dict-item]
