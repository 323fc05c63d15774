"""The real province, and someone who may manage it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hoso.law.roles import Role
from hoso.parties.actors import SYSTEM, Actor
from hoso.parties.agencies import import_province
from hoso.parties.tree import forget_agencies


@pytest.fixture
def province(db: None) -> Iterator[None]:
    """The agencies of the package's own file."""
    import_province(by=SYSTEM)
    yield
    forget_agencies()


@pytest.fixture
def admin() -> Actor:
    """A system administrator."""
    return Actor(account_id=None, name="Quản trị", roles=frozenset({Role.SYSTEM_ADMIN}))
