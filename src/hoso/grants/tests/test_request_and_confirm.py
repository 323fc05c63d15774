"""Asking, and the desk that sees the card."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from hoso.base.errors import Conflict, Invalid, NotAllowed, NotFound
from hoso.base.identifiers import uuid7
from hoso.grants import actions, queries
from hoso.grants.models import Grant, GrantEntry
from hoso.grants.tests.conftest import COMMUNE, FARMER
from hoso.law.grants import GrantState
from hoso.papers.records import Owner
from hoso.parties.actors import Actor
from hoso.parties.queries import account_actor, person_by_personal_id

pytestmark = pytest.mark.django_db


def test_a_person_asks_once_and_the_desk_sees_it(farmer: Actor, officer: Actor) -> None:
    asked = actions.request(COMMUNE, by=farmer)
    assert queries.own(farmer).waiting.id == asked  # type: ignore[union-attr]
    assert [one.id for one in queries.at_desk(officer)] == [asked]
    assert queries.waiting_at_desk(officer) == 1
    with pytest.raises(Conflict, match="đang chờ"):
        actions.request(COMMUNE, by=farmer)


def test_the_database_itself_allows_one_request_and_one_certificate(requested: UUID) -> None:
    row = Grant.objects.get(id=requested)
    for state in (GrantState.REQUESTED, GrantState.ISSUED):
        Grant.objects.filter(id=requested).update(state=state)
        row.id, row.reference, row.state = uuid7(), uuid7().hex, state
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_the_journal_of_grants_cannot_be_changed(requested: UUID) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        GrantEntry.objects.filter(grant_id=requested).update(actor_name="ai khác")


def test_only_a_one_stop_desk_of_today_will_do(farmer: Actor) -> None:
    for desk in ("", "tq-police", "không-có"):
        with pytest.raises(Invalid) as refusal:
            actions.request(desk, by=farmer)
        assert "desk" in refusal.value.fields


def test_a_firm_signs_through_its_representative(officer: Actor) -> None:
    firm = account_actor("hokinhdoanh")
    asked = actions.request(COMMUNE, by=firm)
    record = queries.grant(asked, by=firm)
    assert (record.name, record.organisation) == ("Trịnh Thị Diễn", "Hộ kinh doanh Trình Diễn")
    actions.confirm(asked, "008188000003", "trinh thi dien", by=officer)
    assert queries.grant(asked, by=officer).state is GrantState.CONFIRMED


def test_the_counter_asks_for_a_person_without_an_account(officer: Actor) -> None:
    person = person_by_personal_id("008090000004")
    assert person
    asked = actions.request("", by=officer, owner=Owner(person.id, None))
    assert queries.grant(asked, by=officer).agency_id == COMMUNE
    with pytest.raises(NotAllowed):
        actions.request("", by=account_actor("nguoidan"), owner=Owner(person.id, None))


@pytest.mark.parametrize(
    ("number", "name", "born", "field"),
    [
        ("008192000001", FARMER[1], None, "number"),
        (FARMER[0], "Ma Văn Thật", None, "full_name"),
        (*FARMER, date(1975, 9, 3), "born_on"),
    ],
)
def test_a_card_that_differs_confirms_nobody(
    requested: UUID, officer: Actor, number: str, name: str, born: date | None, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.confirm(requested, number, name, by=officer, born_on=born)
    assert set(refusal.value.fields) == {field}
    assert queries.grant(requested, by=officer).state is GrantState.REQUESTED


def test_a_refusal_says_why_and_leaves_the_way_open(requested: UUID, officer: Actor, farmer: Actor) -> None:
    with pytest.raises(Invalid):
        actions.refuse(requested, "  ", by=officer)
    actions.refuse(requested, "Thẻ đã hết hạn", by=officer)
    assert queries.own(farmer).past[0].ground == "Thẻ đã hết hạn"
    with pytest.raises(Conflict, match="Không được cấp"):
        actions.confirm(requested, *FARMER, by=officer)
    assert actions.request(COMMUNE, by=farmer) != requested


def test_strangers_and_wrong_roles_are_kept_out(requested: UUID, farmer: Actor) -> None:
    for username in ("nguoidan", "hokinhdoanh", "motcua.tinh", "thuly.ca", "giamsat", "quantri"):
        for act in (
            lambda by: actions.confirm(requested, *FARMER, by=by),
            lambda by: actions.refuse(requested, "x", by=by),
            lambda by: actions.withdraw(requested, by=by),
            lambda by: actions.invite(requested, by=by),
            lambda by: actions.collect(requested, by=by),
            lambda by: actions.renew(requested, by=by),
            lambda by: actions.revoke(requested, "lost", by=by),
            lambda by: queries.grant(requested, by=by),
        ):
            with pytest.raises(NotFound):
                act(account_actor(username))
    for username in ("thuly", "lanhdao", "vanthu", "thutruong"):
        with pytest.raises(NotAllowed):
            actions.confirm(requested, *FARMER, by=account_actor(username))
    with pytest.raises(NotAllowed):
        actions.confirm(requested, *FARMER, by=farmer)
