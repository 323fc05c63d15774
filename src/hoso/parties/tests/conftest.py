"""The real province, and someone who may manage it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hoso.law.roles import Role
from hoso.parties.actors import SYSTEM, Actor
from hoso.parties.agencies import import_province
from hoso.parties.tree import forget_agencies


@pytest.fixture(autouse=True)
def _from_nothing(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("django_db") or "db" in request.fixturenames:
        request.getfixturevalue("empty_database")


@pytest.fixture
def province(empty_database: None) -> Iterator[None]:
    """The agencies of the package's own file."""
    import_province(by=SYSTEM)
    yield
    forget_agencies()


@pytest.fixture
def admin() -> Actor:
    """A system administrator."""
    return Actor(account_id=None, name="Quản trị", roles=frozenset({Role.SYSTEM_ADMIN}))
