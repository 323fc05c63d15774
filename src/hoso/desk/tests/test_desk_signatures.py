"""The counter confirms by the card, refuses with a reason, asks for a person present, ends a signature."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from tests import stage

from hoso.grants import actions, queries
from hoso.law.grants import GrantState
from hoso.parties.models import Account, Person

pytestmark = pytest.mark.django_db
CARD = "008075000002|090000001|Ma Văn Thử|02091975|Nam|Xã Thượng Lâm, Tuyên Quang|01012022"


@pytest.fixture
def desk() -> Client:
    client = Client()
    account = Account.objects.get(username="motcua")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def asked() -> UUID:
    return actions.request(stage.COMMUNE, by=stage.who("nongdan"))


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def state(grant: UUID) -> GrantState:
    return queries.grant(grant, by=stage.who("motcua")).state


def test_the_card_is_read_compared_and_confirmed(desk: Client, asked: UUID) -> None:
    assert "Ma Văn Thử" in text(desk.get("/quay/chu-ky-so/"))
    address = f"/quay/chu-ky-so/{asked}"
    page = text(desk.get(address))
    assert 'value="008075000002"' not in page, "what is compared is never filled in from our record"
    read = text(desk.post(address, {"do": "card", "qr": CARD}))
    assert 'value="008075000002"' in read
    said = {
        "do": "confirm",
        "number": "008075000002",
        "full_name": "Ma Văn Thử",
        "born_on": "02/09/1975",
        "read": "qr",
    }
    assert desk.post(address, said | {"number": "008192000001"}).status_code == 422
    assert desk.post(address, {"do": "card", "qr": "?"}).status_code == 422
    assert state(asked) is GrantState.REQUESTED
    assert desk.post(address, said).status_code == 302
    assert state(asked) is GrantState.CONFIRMED
    assert "không đặt thay" in text(desk.get(address))
    assert desk.post(address, said).status_code == 409


def test_a_refusal_has_its_reason(desk: Client, asked: UUID) -> None:
    address = f"/quay/chu-ky-so/{asked}"
    assert desk.post(address, {"do": "refuse", "ground": ""}).status_code == 422
    assert desk.post(address, {"do": "refuse", "ground": "Thẻ hết hạn"}).status_code == 302
    assert "Thẻ hết hạn" in text(desk.get(address))
    assert "Ma Văn Thử" in text(desk.get("/quay/chu-ky-so/?q=ma van thu"))
    assert "Không có ai đang chờ" in text(desk.get("/quay/chu-ky-so/"))


def test_the_counter_asks_for_the_person_who_is_there(desk: Client) -> None:
    person = Person.objects.get(personal_id="008090000004")
    page = text(desk.get(f"/quay/quay-moi/thu-tuc?person={person.id}"))
    assert "Xin cấp chữ ký số miễn phí cho người này" in page
    made = desk.post("/quay/chu-ky-so/", {"person": str(person.id)})
    assert made.status_code == 302
    assert "Nguyễn Văn Thí" in text(desk.get(made["Location"]))
    assert desk.post("/quay/chu-ky-so/", {"person": str(person.id)}).status_code == 409
    assert desk.post("/quay/chu-ky-so/", {"person": "x"}).status_code == 404


def test_another_desk_does_not_see_it(asked: UUID) -> None:
    other = Client()
    account = Account.objects.get(username="motcua.tinh")
    other.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert other.get(f"/quay/chu-ky-so/{asked}").status_code == 404
    assert "Ma Văn Thử" not in text(other.get("/quay/chu-ky-so/?q=ma"))
