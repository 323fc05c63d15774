"""An address with control characters gets a page, never a fault, on either database."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/thu-tuc/?q=khai%00sinh", 200),
        ("/thu-tuc/?linh-vuc=%00", 200),
        ("/tra-cuu?ma=%00", None),
        ("/tra-cuu/BN-%00", 404),
        ("/kiem-tra/%01", 404),
        ("/api/v1/track/%00", 404),
    ],
)
def test_a_control_character_in_an_address_is_answered(address: str, status: int | None) -> None:
    answer = Client().get(address)
    assert answer.status_code == status if status else answer.status_code < 500


@pytest.mark.django_db
def test_the_rest_of_a_search_is_kept() -> None:
    assert "khai sinh" in Client().get("/thu-tuc/?q=khai%00%20sinh").content.decode().lower()
