from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest

from hoso.grants import actions, ports
from hoso.grants.tests.authority import LocalAuthority
from hoso.parties.actors import Actor
from hoso.parties.queries import account_actor

COMMUNE = "tq-02269"
FARMER = ("008075000002", "Ma Văn Thử")


@pytest.fixture
def authority() -> Iterator[LocalAuthority]:
    made, before = LocalAuthority(), ports._Holder.make
    ports.connect_issuing(lambda: made)
    yield made
    ports._Holder.make = before


@pytest.fixture
def farmer(db: None) -> Actor:
    return account_actor("nongdan")


@pytest.fixture
def officer(db: None) -> Actor:
    return account_actor("motcua")


@pytest.fixture
def requested(farmer: Actor) -> UUID:
    return actions.request(COMMUNE, by=farmer)


@pytest.fixture
def confirmed(requested: UUID, officer: Actor) -> UUID:
    actions.confirm(requested, *FARMER, by=officer)
    return requested


@pytest.fixture
def issue(authority: LocalAuthority) -> Callable[[UUID, Actor], UUID]:
    def made(grant_id: UUID, holder: Actor) -> UUID:
        authority.choose_pin(actions.invite(grant_id, by=holder))
        actions.collect(grant_id, by=holder)
        return grant_id

    return made


@pytest.fixture
def issued(confirmed: UUID, farmer: Actor, issue: Callable[[UUID, Actor], UUID]) -> UUID:
    return issue(confirmed, farmer)
