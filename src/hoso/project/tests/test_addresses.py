"""An address with control characters gets a page, never a fault, on either database."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/thu-tuc/?q=khai%00sinh",
        "/thu-tuc/?linh-vuc=%00",
        "/tra-cuu?ma=%00",
        "/tra-cuu/BN-%00",
        "/kiem-tra/%01",
    ],
)
def test_a_control_character_in_an_address_is_answered(address: str) -> None:
    assert Client().get(address).status_code in {200, 302, 404}


@pytest.mark.django_db
def test_a_machine_gets_a_problem_document_for_it() -> None:
    answer = Client().get("/api/v1/track/%00x")
    assert answer.status_code in {400, 404}
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_the_rest_of_a_search_is_kept() -> None:
    assert "khai sinh" in Client().get("/thu-tuc/?q=khai%00%20sinh").content.decode().lower()
