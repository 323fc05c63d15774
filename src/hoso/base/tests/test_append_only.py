"""Append-only tables: the database itself refuses change, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, migrations, transaction
from django.db.migrations.loader import MigrationLoader

from hoso.base.append_only import append_only, guards_lifted, unguarded_tables

pytestmark = pytest.mark.django_db


def _run(sql: str) -> list[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def _freeze(**how: Any) -> migrations.RunPython:
    step = append_only("scratch_leaf", **how)
    step.code(apps, connection.schema_editor())
    return step


@pytest.fixture(autouse=True)
def leaf(db: None) -> Iterator[None]:
    _run("CREATE TABLE scratch_leaf (id integer PRIMARY KEY, word varchar(20), number integer)")
    _run("INSERT INTO scratch_leaf VALUES (1, 'a', NULL), (2, 'b', 7)")
    yield
    _run("DROP TABLE IF EXISTS scratch_leaf")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE scratch_leaf SET word = 'x' WHERE id = 1",
        "UPDATE scratch_leaf SET word = word",
        "DELETE FROM scratch_leaf WHERE id = 1",
        "DELETE FROM scratch_leaf",
    ],
)
def test_a_row_cannot_be_changed_or_deleted(change: str) -> None:
    _freeze()
    with pytest.raises(IntegrityError, match="scratch_leaf is append-only"):
        _run(change)
    assert _run("SELECT * FROM scratch_leaf ORDER BY id") == [(1, "a", None), (2, "b", 7)]


def test_a_row_can_be_added() -> None:
    _freeze()
    _run("INSERT INTO scratch_leaf VALUES (3, 'c', NULL)")
    assert _run("SELECT count(*) FROM scratch_leaf") == [(3,)]


def test_a_row_cannot_be_replaced_or_the_table_emptied_by_a_side_door() -> None:
    _freeze()
    postgres = connection.vendor == "postgresql"
    side_door = (
        "TRUNCATE scratch_leaf" if postgres else "INSERT OR REPLACE INTO scratch_leaf VALUES (1, 'x', NULL)"
    )
    with pytest.raises(IntegrityError, match="append-only"):
        _run(side_door)
    assert _run("SELECT word FROM scratch_leaf WHERE id = 1") == [("a",)]


def test_with_columns_the_others_may_gain_a_value() -> None:
    _freeze(columns=("id", "word"))
    _run("UPDATE scratch_leaf SET number = 1 WHERE id = 1")
    assert _run("SELECT number FROM scratch_leaf WHERE id = 1") == [(1,)]
    for change in ("UPDATE scratch_leaf SET word = 'x'", "DELETE FROM scratch_leaf"):
        with pytest.raises(IntegrityError):
            _run(change)


def test_with_once_a_draft_may_change_until_it_is_published() -> None:
    _freeze(once="number")
    _run("UPDATE scratch_leaf SET word = 'x' WHERE id = 1")
    _run("UPDATE scratch_leaf SET number = 8 WHERE id = 1")
    for change in (
        "UPDATE scratch_leaf SET word = 'y' WHERE id = 1",
        "DELETE FROM scratch_leaf WHERE id = 1",
    ):
        with pytest.raises(IntegrityError):
            _run(change)


def test_the_step_can_be_repeated_and_taken_back() -> None:
    step = _freeze()
    _freeze()
    assert step.reverse_code is not None
    step.reverse_code(apps, connection.schema_editor())
    _run("DELETE FROM scratch_leaf")
    assert _run("SELECT count(*) FROM scratch_leaf") == [(0,)]


def test_a_test_may_empty_its_database_and_the_guards_come_back() -> None:
    _freeze()
    with guards_lifted():
        _run("DELETE FROM scratch_leaf WHERE id = 1")
    with pytest.raises(IntegrityError):
        _run("DELETE FROM scratch_leaf")
    assert _run("SELECT id FROM scratch_leaf") == [(2,)]


def test_the_guards_of_a_real_database_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "hoso")
    with pytest.raises(RuntimeError, match="no test database"), guards_lifted():
        pass


def test_a_lost_guard_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Frozen(migrations.Migration):
        operations = (append_only("scratch_leaf"),)

    read = MigrationLoader.load_disk

    def load_disk(loader: MigrationLoader) -> None:
        read(loader)
        loader.disk_migrations["scratch", "0001"] = Frozen("0001", "scratch")

    monkeypatch.setattr(MigrationLoader, "load_disk", load_disk)
    assert unguarded_tables() == ["scratch_leaf"]
    _freeze()
    assert unguarded_tables() == []


def test_every_table_declared_append_only_is_guarded_after_all_migrations() -> None:
    assert unguarded_tables() == []
