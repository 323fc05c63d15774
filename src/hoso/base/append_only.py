"""Tables in which rows are added and never changed: the database itself refuses UPDATE and DELETE."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = """
CREATE TRIGGER {table}_no_{word} BEFORE {verb} {of} ON {table} {when}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION hoso_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""
_POSTGRES = """
CREATE TRIGGER {table}_no_{word} BEFORE {verb} {of} ON {table}
FOR EACH {each} {when} EXECUTE FUNCTION hoso_append_only()
"""


def append_only(table: str, *, columns: tuple[str, ...] = (), once: str | None = None) -> migrations.RunPython:
    """A migration step that makes ``table`` append-only on SQLite and PostgreSQL.

    With ``columns`` only those columns are frozen (a row may still gain a bookkeeping value elsewhere).
    With ``once`` the refusal starts when that column is no longer NULL (a draft may change, what is
    published may not).
    """

    def add(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        postgres = editor.connection.vendor == "postgresql"
        template = _POSTGRES if postgres else _SQLITE
        if postgres:
            editor.execute(_POSTGRES_FUNCTION)
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

    return migrations.RunPython(add, remove)
