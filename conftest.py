"""Fixtures of all tests that need the database: one prepared demonstration, shared by a whole run."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_VAR = Path(tempfile.mkdtemp(prefix="hoso-tests-"))
os.environ["HOSO_VAR"] = str(_VAR)
os.environ.setdefault("HOSO_DEMONSTRATION", "1")


def _move_out() -> None:
    """A run never touches the data of the installation it stands in.

    pytest-django has read the settings before this file, so the variable above reaches child processes alone.
    """
    try:
        from django.conf import settings
    except ImportError:  # the crafts are tested without Django
        return
    if not settings.configured:
        return
    settings.HOSO_VAR, settings.HOSO_VAULT, settings.HOSO_TRUST = _VAR, _VAR / "vault", _VAR / "trust"
    settings.HOSO_LEDGER_KEY, settings.HOSO_SIGNING = _VAR / "ledger" / "key.pem", _VAR / "signing.toml"


_move_out()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:  # type: ignore[no-redef]
    """After the tables: the province, the catalogue and the keys of the demonstration, once a run."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        _lay_in()


def _lay_in() -> None:
    from hoso.base import clock
    from hoso.catalogue import demonstration as catalogue
    from hoso.integrations.signing.local import prepare_keys
    from hoso.parties import demonstration as parties
    from hoso.parties.actors import SYSTEM
    from hoso.parties.queries import account_actor, forget_agencies

    forget_agencies()
    parties.seed(by=SYSTEM)
    catalogue.seed(by=account_actor("danhmuc"))
    prepare_keys(_VAR / "trust", "http://127.0.0.1:8000", clock.now())


@pytest.fixture
def empty_database(db: None) -> None:
    """No demonstration at all, for tests of the laying in itself. Undone with the test's transaction."""
    from django.core.management.color import no_style
    from django.core.management.sql import sql_flush
    from django.db import connection, transaction

    from hoso.base.append_only import guards_lifted
    from hoso.parties.queries import forget_agencies

    with transaction.atomic(), guards_lifted(), connection.cursor() as cursor:
        for statement in sql_flush(no_style(), connection, allow_cascade=True, reset_sequences=False):
            cursor.execute(statement)
    forget_agencies()


@pytest.fixture(autouse=True)
def _fresh_caches(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a process remembers between requests must not leak from one test into the next."""
    yield
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        from hoso.parties.queries import forget_agencies

        forget_agencies()


@pytest.fixture(autouse=True, scope="session")
def _tables_may_be_emptied() -> Iterator[None]:
    """Tests with real commits empty all tables at their end, append-only ones too: only here, only then.

    The demonstration is laid in again for whoever comes after them.
    """
    try:
        from django.test import TransactionTestCase
    except ImportError:  # the crafts are tested without Django
        yield
        return
    from hoso.base.append_only import guards_lifted

    original = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        with guards_lifted():
            original(self)
        _lay_in()

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = original  # type: ignore[method-assign]
