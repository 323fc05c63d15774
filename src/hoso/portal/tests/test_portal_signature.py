"""The citizen's page of the digital signature: asking, the PIN that never comes here, revoking; what signs a form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from hoso.base import clock
from hoso.grants import actions, ports, queries
from hoso.grants.models import Grant
from hoso.grants.tests.authority import LocalAuthority
from hoso.grants.tests.conftest import FARMER
from hoso.parties.actors import SYSTEM, Actor
from hoso.parties.queries import account_actor
from hoso.portal.tests.conftest import COMMUNE, signed_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Iterator[LocalAuthority]:
    made, before = LocalAuthority(), ports._Holder.make
    ports.connect_issuing(lambda: made)
    yield made
    ports._Holder.make = before


@pytest.fixture
def farmer() -> Client:
    return signed_in_as("nongdan")


@pytest.fixture
def ma() -> Actor:
    return account_actor("nongdan")


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def _confirmed(ma: Actor) -> UUID:
    asked = actions.request(COMMUNE, by=ma)
    actions.confirm(asked, *FARMER, by=account_actor("motcua"))
    return asked


def _issued(ma: Actor, authority: LocalAuthority) -> UUID:
    made = _confirmed(ma)
    authority.choose_pin(actions.invite(made, by=ma))
    actions.collect(made, by=ma)
    return made


def test_he_asks_chooses_the_pin_elsewhere_and_has_a_signature(
    farmer: Client, ma: Actor, authority: LocalAuthority
) -> None:
    assert "Xin cấp chữ ký số miễn phí" in text(farmer.get("/chu-ky-so/"))
    assert farmer.post("/chu-ky-so/yeu-cau", {"desk": ""}).status_code == 422
    assert farmer.post("/chu-ky-so/yeu-cau", {"desk": COMMUNE}).status_code == 302
    assert "đang chờ xác nhận" in text(farmer.get("/chu-ky-so/"))
    assert farmer.post("/chu-ky-so/yeu-cau", {"desk": COMMUNE}).status_code == 409
    asked = queries.own(ma).waiting
    assert asked
    assert farmer.post(f"/chu-ky-so/{asked.id}/ma-pin").status_code == 409
    actions.confirm(asked.id, *FARMER, by=account_actor("motcua"))
    page = text(farmer.get("/chu-ky-so/"))
    assert "data-pin" in page
    assert 'name="pin' not in page, "a PIN has no name here, so no form can send it to us"
    told = farmer.post(f"/chu-ky-so/{asked.id}/ma-pin").json()
    assert set(told) == {"address", "ticket"}
    early = farmer.post(f"/chu-ky-so/{asked.id}/nhan")
    assert (early.status_code, "mã PIN" in early.json()["text"]) == (409, True)
    authority.service.enrolment.enrol(told["ticket"], "rung-xanh-7", renewal=False)
    assert farmer.post(f"/chu-ky-so/{asked.id}/nhan").json() == {"next": "/chu-ky-so/"}
    page = text(farmer.get("/chu-ky-so/"))
    assert "Chữ ký số đang dùng" in page
    assert "Gia hạn" not in page


def test_the_page_speaks_english_by_switch(farmer: Client) -> None:
    farmer.cookies["hoso_language"] = "en"
    assert "Ask for a free signature" in text(farmer.get("/chu-ky-so/"))


def test_the_authority_away_is_a_sentence_and_a_retry_works(
    farmer: Client, ma: Actor, authority: LocalAuthority
) -> None:
    made = _confirmed(ma)
    authority.away = True
    for path in ("ma-pin", "nhan"):
        answer = farmer.post(f"/chu-ky-so/{made}/{path}")
        assert (answer.status_code, bool(answer.json()["text"])) == (503, True)
    assert farmer.post(f"/chu-ky-so/{made}/rut").status_code == 503
    authority.away = False
    assert farmer.post(f"/chu-ky-so/{made}/ma-pin").status_code == 200
    assert farmer.post(f"/chu-ky-so/{made}/rut").status_code == 302


def test_revoking_wants_a_reason_and_is_seen_on_the_page(
    farmer: Client, ma: Actor, authority: LocalAuthority
) -> None:
    made = _issued(ma, authority)
    address = f"/chu-ky-so/{made}/thu-hoi"
    assert "Mất điện thoại" in text(farmer.get(address))
    assert farmer.post(address, {}).status_code == 422
    authority.away = True
    assert farmer.post(address, {"reason": "lost"}).status_code == 503
    authority.away = False
    assert farmer.post(address, {"reason": "lost"}).status_code == 302
    assert "Đã thu hồi: Mất điện thoại" in text(farmer.get("/chu-ky-so/"))


def test_near_the_end_he_is_warned_and_renews(farmer: Client, ma: Actor, authority: LocalAuthority) -> None:
    made = _issued(ma, authority)
    assert farmer.post(f"/chu-ky-so/{made}/gia-han").status_code == 422
    soon = clock.now() + timedelta(days=20)
    Grant.objects.filter(id=made).update(valid_to=soon)
    actions.watch(by=SYSTEM)
    for page in ("/", "/chu-ky-so/"):
        assert f"hết hạn ngày {clock.civil_day(soon):%d/%m/%Y}" in text(farmer.get(page))
    assert farmer.post(f"/chu-ky-so/{made}/gia-han").status_code == 302
    assert "nhập mã PIN đang dùng" in text(farmer.get("/chu-ky-so/"))


def test_a_form_is_signed_with_the_granted_key_and_after_revocation_with_none(
    ma: Actor, authority: LocalAuthority
) -> None:
    from hoso.portal.filing.check import _signing_key

    assert _signing_key(ma)["signing_user"] == "citizen-nongdan"
    made = _issued(ma, authority)
    assert _signing_key(ma) == {"signing_user": queries.signing_reference(ma), "pin": ""}
    actions.revoke(made, "lost", by=ma)
    assert _signing_key(ma)["signing_user"] == ""


def test_another_citizen_and_an_officer_find_nothing(
    citizen: Client, ma: Actor, authority: LocalAuthority
) -> None:
    made = _confirmed(ma)
    for path in ("ma-pin", "nhan", "rut", "gia-han", "thu-hoi"):
        assert citizen.post(f"/chu-ky-so/{made}/{path}").status_code == 404
        assert signed_in_as("motcua").post(f"/chu-ky-so/{made}/{path}").status_code == 403
    assert json.loads(citizen.post(f"/chu-ky-so/{made}/nhan").content)["text"]
