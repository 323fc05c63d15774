"""Owners by name at any size: an index of syllables, the same answers on both databases.

SQLite has an FTS5 table kept by triggers, PostgreSQL an expression index; neither needs an extension. Both
see folded names only (``base.identifiers.fold``), so neither folds đ in its own way. Syllables and not
trigrams, because many Vietnamese names have two letters.
"""

from __future__ import annotations

import re

from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from hoso.base.identifiers import fold
from hoso.dossiers.models import Dossier

LEAST_LETTERS = 2
MOST_SYLLABLES = 12

_VECTOR = "to_tsvector('simple'::regconfig, {name})"
_MAKE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE dossiers_search USING fts5(dossier_id UNINDEXED, name, tokenize='unicode61')",
        "INSERT INTO dossiers_search (dossier_id, name) SELECT id, folded_owner FROM dossiers_dossier",
        "CREATE TRIGGER dossiers_search_new AFTER INSERT ON dossiers_dossier BEGIN "
        "INSERT INTO dossiers_search (dossier_id, name) VALUES (NEW.id, NEW.folded_owner); END",
        "CREATE TRIGGER dossiers_search_renamed AFTER UPDATE OF folded_owner ON dossiers_dossier BEGIN "
        "UPDATE dossiers_search SET name = NEW.folded_owner WHERE dossier_id = NEW.id; END",
        "CREATE TRIGGER dossiers_search_gone AFTER DELETE ON dossiers_dossier BEGIN "
        "DELETE FROM dossiers_search WHERE dossier_id = OLD.id; END",
    ),
    "postgresql": (
        f"CREATE INDEX dossiers_search ON dossiers_dossier USING gin ({_VECTOR.format(name='folded_owner')})",
    ),
}
_UNMAKE = {
    "sqlite": (
        *(f"DROP TRIGGER IF EXISTS dossiers_search_{change}" for change in ("new", "renamed", "gone")),
        "DROP TABLE IF EXISTS dossiers_search",
    ),
    "postgresql": ("DROP INDEX IF EXISTS dossiers_search",),
}


def named(rows: QuerySet[Dossier], words: str) -> QuerySet[Dossier]:
    """Those of ``rows`` whose owner's name has these syllables side by side; the last may be unfinished."""
    syllables = re.findall(r"\w+", fold(words))[:MOST_SYLLABLES]
    if sum(map(len, syllables)) < LEAST_LETTERS:
        return rows.none()
    if connection.vendor == "sqlite":
        phrase = '"' + " ".join(syllables) + '" *'
        found = RawSQL("SELECT dossier_id FROM dossiers_search WHERE dossiers_search MATCH %s", [phrase])
        return rows.filter(pk__in=found)
    phrase = " <-> ".join(syllables) + ":*"
    matches = f"{_VECTOR.format(name='dossiers_dossier.folded_owner')} @@ to_tsquery('simple'::regconfig, %s)"
    return rows.filter(RawSQL(matches, [phrase], output_field=BooleanField()))  # noqa: S611


def search_index() -> migrations.RunPython:
    """The migration step that makes the index. SQLite drops the triggers when a later migration remakes the
    table of dossiers: repeat this step after such a change.
    """

    def run(editor: BaseDatabaseSchemaEditor, *steps: dict[str, tuple[str, ...]]) -> None:
        for step in steps:
            for statement in step[editor.connection.vendor]:
                editor.execute(statement, params=None)

    return migrations.RunPython(
        lambda _apps, editor: run(editor, _UNMAKE, _MAKE), lambda _apps, editor: run(editor, _UNMAKE)
    )
