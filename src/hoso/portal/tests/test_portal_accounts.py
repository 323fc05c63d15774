"""Signing in and out."""

from __future__ import annotations

import pytest
from django.test import Client

from hoso.parties.demonstration import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> object:
    return client.post("/vao", {"username": username, "password": password, **more})


def test_a_citizen_lands_at_his_dossiers_and_an_officer_does_not() -> None:
    assert sign_in(Client(), "nguoidan")["Location"] == "/ho-so/"  # type: ignore[index]
    assert sign_in(Client(), "motcua")["Location"] in {"/quay/", "/"}  # type: ignore[index]
    assert sign_in(Client(), "giamsat")["Location"] in {"/giam-sat/", "/"}  # type: ignore[index]


def test_one_comes_back_to_the_page_one_wanted_but_never_to_a_foreign_house() -> None:
    answer = Client().get("/kho/")
    assert answer["Location"] == "/vao?next=/kho/"
    assert sign_in(Client(), "nguoidan", next="/kho/")["Location"] == "/kho/"  # type: ignore[index]
    assert sign_in(Client(), "nguoidan", next="https://example.org/")["Location"] == "/ho-so/"  # type: ignore[index]
    assert sign_in(Client(), "nguoidan", next="//example.org")["Location"] == "/ho-so/"  # type: ignore[index]


def test_a_wrong_password_keeps_the_name_and_says_what_to_check() -> None:
    answer = sign_in(Client(), "nguoidan", "sai")
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "Caps Lock" in page
    assert 'value="nguoidan"' in page
    assert "sai" not in page.split("id_password", 1)[1][:300]


def test_many_wrong_passwords_lock_the_account_for_a_while() -> None:
    client = Client()
    codes = [sign_in(client, "nongdan", f"sai{n}").status_code for n in range(11)]  # type: ignore[attr-defined]
    assert codes[0] == 422
    assert codes[-1] == 429
    locked = sign_in(client, "nongdan")
    assert locked.status_code == 429  # type: ignore[attr-defined]


def test_the_demonstration_lists_its_accounts_and_only_the_demonstration(settings: object) -> None:
    assert "hoso-demo" in Client().get("/vao").content.decode()
    settings.HOSO_DEMONSTRATION = False  # type: ignore[attr-defined]
    assert "hoso-demo" not in Client().get("/vao").content.decode()


def test_signing_out_needs_a_press_and_ends_the_session(citizen: Client) -> None:
    assert citizen.get("/ra").status_code == 405
    citizen.post("/ra")
    assert citizen.get("/ho-so/").status_code == 302


def test_an_officer_is_told_that_these_pages_are_for_citizens() -> None:
    client = Client()
    sign_in(client, "motcua")
    assert client.get("/ho-so/").status_code == 403
    assert client.get("/kho/").status_code == 403
