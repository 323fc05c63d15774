"""The few words of SQL that SQLite and PostgreSQL spell differently. Everything else is written once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection


def is_postgres() -> bool:
    """Whether this is PostgreSQL; otherwise it is SQLite."""
    return connection.vendor == "postgresql"


def text(document: str, key: str) -> str:
    """The value of ``key`` in a JSON object, as text; NULL when it is missing or null."""
    return f"({document} ->> '{key}')" if is_postgres() else f"json_extract({document}, '$.{key}')"


def is_true(document: str, key: str) -> str:
    """Whether ``key`` in a JSON object is true; not known (NULL) when it is missing."""
    return (
        f"({document} ->> '{key}' = 'true')"
        if is_postgres()
        else f"(json_extract({document}, '$.{key}') = 1)"
    )


def length(document: str, key: str) -> str:
    """How many items the list ``key`` of a JSON object has; NULL when it is missing."""
    return (
        f"jsonb_array_length({document} -> '{key}')"
        if is_postgres()
        else f"json_array_length({document}, '$.{key}')"
    )


def items(document: str, key: str, alias: str) -> str:
    """The items of the list ``key``, as a table whose rows are ``alias.value``."""
    if is_postgres():
        return f"jsonb_array_elements({document} -> '{key}') AS {alias}(value)"
    return f"json_each({document}, '$.{key}') AS {alias}"


def civil_day(instant: str) -> str:
    """The civil day in Viet Nam (UTC+07:00, without summer time) of an instant kept in UTC, comparable.

    SQLite rounds to milliseconds, which would carry the last microsecond of a day into the next: it is cut
    to whole seconds first.
    """
    return (
        f"CAST({instant} AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date)"
        if is_postgres()
        else f"date(substr({instant}, 1, 19), '+7 hours')"
    )


def day_of_text(value: str) -> str:
    """A civil day kept as YYYY-MM-DD, comparable with ``civil_day``."""
    return f"CAST({value} AS date)" if is_postgres() else value


def civil_month(instant: str) -> str:
    """The civil month in Viet Nam as YYYY-MM."""
    if is_postgres():
        return f"to_char({instant} AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM')"
    return f"strftime('%%Y-%%m', substr({instant}, 1, 19), '+7 hours')"


def seconds(instant: str) -> str:
    """An instant as seconds of the Unix clock."""
    return (
        f"EXTRACT(EPOCH FROM {instant})"
        if is_postgres()
        else f"((julianday({instant}) - 2440587.5) * 86400.0)"
    )


def bound(moment: datetime) -> Any:
    """An aware instant as a parameter of a statement."""
    return connection.ops.adapt_datetimefield_value(moment)


def bound_id(key: UUID) -> Any:
    """An identifier as a parameter of a statement."""
    return key if is_postgres() else key.hex


def instant(value: Any) -> datetime:
    """An instant as it came out of a statement, aware, in UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def identifier(value: Any) -> UUID:
    """An identifier as it came out of a statement."""
    return value if isinstance(value, UUID) else UUID(str(value))
