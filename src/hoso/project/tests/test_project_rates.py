"""Guessing codes and flooding the public check are slowed down; whoever knows his code never notices."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from hoso.project import rates

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(settings: object) -> Iterator[Client]:
    """A visitor of his own address: nobody else's misses count for him."""
    return Client(REMOTE_ADDR="192.0.2.7")


def test_guessing_codes_ends_after_a_minutes_worth_of_misses(client: Client) -> None:
    most = next(one.most.amount for one in rates.RATES if one.misses)
    for number in range(most):
        assert client.get(f"/tra-cuu/H26.12-261122-{number:04}").status_code == 404
    stopped = client.get("/tra-cuu/H26.12-261122-9999")
    assert stopped.status_code == 429
    assert stopped.headers["Retry-After"] == "60"
    assert "quá nhiều lượt" in stopped.content.decode()
    machine = client.get("/api/v1/track/H26.12-261122-9999")
    assert machine.status_code == 429
    assert machine.json()["type"].endswith("too-many")
    assert client.get("/tra-cuu").status_code in {200, 301, 302}, "the page itself stays open"


def test_another_address_is_not_punished() -> None:
    for number in range(70):
        Client(REMOTE_ADDR="192.0.2.8").get(f"/tra-cuu/X{number}")
    assert Client(REMOTE_ADDR="192.0.2.9").get("/tra-cuu/X").status_code == 404
