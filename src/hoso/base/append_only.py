"""Tables in which rows are added and never changed: the database itself refuses UPDATE and DELETE."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps.registry import Apps
from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader

_SQLITE = """
CREATE TRIGGER {table}_no_{word} BEFORE {verb} {of} ON {table} {when}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION hoso_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_POSTGRES = """
CREATE TRIGGER {table}_no_{word} BEFORE {verb} {of} ON {table}
FOR EACH {each} {when} EXECUTE FUNCTION hoso_append_only()
"""


class AppendOnly(migrations.RunPython):
    """The migration step of ``append_only``; knows its table, so that a check can find every frozen one."""

    table = ""


def append_only(table: str, *, columns: tuple[str, ...] = (), once: str | None = None) -> AppendOnly:
    """A migration step that makes ``table`` append-only on SQLite and PostgreSQL (``IntegrityError``).

    With ``columns`` only those columns are frozen (a row may still gain a bookkeeping value elsewhere).
    With ``once`` the refusal starts when that column is no longer NULL (a draft may change, what is
    published may not).

    SQLite drops the triggers when a later migration remakes the table (almost any change of a column):
    repeat this step after such a change. ``unguarded_tables`` finds what was forgotten.
    """

    def add(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        remove(apps, editor)
        postgres = editor.connection.vendor == "postgresql"
        template = _POSTGRES if postgres else _SQLITE
        if postgres:
            editor.execute(_POSTGRES_FUNCTION, params=None)  # None: its % is no placeholder
        when = f"WHEN (OLD.{once} IS NOT NULL)" if once else ""
        of = f"OF {', '.join(columns)}" if columns else ""
        for word, verb, limit in (("update", "UPDATE", of), ("delete", "DELETE", "")):
            editor.execute(
                template.format(table=table, word=word, verb=verb, of=limit, when=when, each="ROW")
            )
        if postgres:
            editor.execute(
                template.format(
                    table=table, word="truncate", verb="TRUNCATE", of="", when="", each="STATEMENT"
                )
            )

    def remove(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        for word in ("update", "delete", "truncate"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{word}{on}")

    step = AppendOnly(add, remove)
    step.table = table
    return step


def unguarded_tables() -> list[str]:
    """Tables that a migration declared append-only but whose triggers are gone. It must be empty."""
    loader = MigrationLoader(connection)
    steps = (step for migration in loader.disk_migrations.values() for step in migration.operations)
    with connection.cursor() as cursor:
        source = (
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
            if connection.vendor == "postgresql"
            else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        )
        cursor.execute(source)
        standing = {name for (name,) in cursor.fetchall()}
    needed = ("update", "delete", "truncate") if connection.vendor == "postgresql" else ("update", "delete")
    tables = {step.table for step in steps if isinstance(step, AppendOnly)}
    return sorted(
        table for table in tables if not standing.issuperset(f"{table}_no_{word}" for word in needed)
    )


@contextmanager
def guards_lifted() -> Iterator[None]:
    """Let a test empty its own database between tests. Raises ``RuntimeError`` on any other database."""
    name = str(connection.settings_dict["NAME"])
    if not (name.startswith("test_") or "memory" in name):
        raise RuntimeError(f"{name} is no test database: its guards stay")
    lift, restore = _postgres_guards() if connection.vendor == "postgresql" else _sqlite_guards()
    with connection.cursor() as cursor:
        for statement in lift:
            cursor.execute(statement)
        try:
            yield
        finally:
            for statement in restore:
                cursor.execute(statement)


def _sqlite_guards() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%is append-only%'"
        )
        found = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _ in found], [sql for _, sql in found]


def _postgres_guards() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE proname = 'hoso_append_only'"
        )
        found = cursor.fetchall()
    switches = [f"ALTER TABLE {table} {{}} TRIGGER {trigger}" for table, trigger in found]
    return [each.format("DISABLE") for each in switches], [each.format("ENABLE") for each in switches]
