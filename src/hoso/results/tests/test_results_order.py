"""Many signed with one confirmation: one refusal stops no other, and nothing is done twice."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from tests import stage

from hoso.base import outbox
from hoso.base.errors import Conflict, Invalid, NotAllowed, NotFound
from hoso.base.models import OutboxMessage
from hoso.law.states import State
from hoso.results import actions as results
from hoso.results import orders
from hoso.results.actions import ordering

pytestmark = pytest.mark.django_db


def picked(*dossiers: UUID) -> list[tuple[UUID, int]]:
    return [(one, stage.row(one).last_seq) for one in dossiers]


def test_an_order_is_carried_out_dossier_by_dossier() -> None:
    mine = [stage.proposed(), stage.proposed()]
    signer = stage.who("lanhdao")
    order = results.order("results.decide", picked(*mine), by=signer)
    assert orders.order_of(order, by=signer).waiting == 2, "nothing is signed in the request"
    assert {stage.row(one).state for one in mine} == {State.PROPOSED}
    outbox.drain()
    assert {stage.row(one).state for one in mine} == {State.DECIDED}
    found = orders.order_of(order, by=signer)
    assert (found.done, found.refused, found.ended) == (2, 0, True)
    sealed = results.order("results.issue", picked(*mine), by=stage.who("vanthu"))
    outbox.drain()
    assert orders.order_of(sealed, by=stage.who("vanthu")).done == 2
    assert {stage.row(one).state for one in mine} == {State.ISSUED}


def test_one_refusal_stops_no_other_and_says_why() -> None:
    changed, fine = stage.proposed(), stage.proposed()
    signer = stage.who("lanhdao")
    order = results.order("results.decide", picked(changed, fine), by=signer)
    results.rework(changed, "Sửa tên", by=signer)
    outbox.drain()
    assert stage.row(fine).state == State.DECIDED
    first = orders.items_of(order, by=signer)[0]
    assert (first.dossier_id, first.outcome) == (changed, "refused")
    assert first.text.vi


@pytest.mark.django_db(transaction=True)
def test_a_token_that_is_away_is_waited_for_and_nothing_is_half_signed() -> None:
    dossier, signer = stage.proposed(), stage.who("lanhdao")
    order = results.order("results.decide", picked(dossier), by=signer)
    before = stage.row(dossier).last_seq
    with stage.token_fails("as_person"):
        outbox.drain()
    assert stage.row(dossier).last_seq == before
    assert orders.items_of(order, by=signer)[0].text == ordering.TRYING
    results.resume_order(order, by=signer)
    outbox.drain()
    assert stage.row(dossier).state == State.DECIDED
    with pytest.raises(Conflict):
        results.resume_order(order, by=signer)


def test_a_message_delivered_twice_signs_once() -> None:
    dossier, signer = stage.proposed(), stage.who("lanhdao")
    order = results.order("results.decide", picked(dossier), by=signer)
    outbox.drain()
    OutboxMessage.objects.filter(topic="results.order_item").update(done_at=None, leased_until=None)
    outbox.drain()
    assert orders.order_of(order, by=signer).done == 1
    assert stage.row(dossier).state == State.DECIDED


def test_what_is_stopped_is_not_signed_any_more() -> None:
    dossier, signer = stage.proposed(), stage.who("lanhdao")
    order = results.order("results.decide", picked(dossier), by=signer)
    results.stop_order(order, by=signer)
    outbox.drain()
    assert stage.row(dossier).state == State.PROPOSED
    assert orders.items_of(order, by=signer)[0].outcome == "stopped"
    with pytest.raises(Conflict):
        results.stop_order(order, by=signer)


def test_nobody_orders_what_is_not_his() -> None:
    dossier = stage.proposed()
    signer = stage.who("lanhdao")
    with pytest.raises(NotAllowed):
        results.order("results.decide", picked(dossier), by=stage.who("thuly"))
    with pytest.raises(NotAllowed):
        results.order("results.issue", picked(dossier), by=signer)
    with pytest.raises(Invalid):
        results.order("results.decide", picked(dossier), by=stage.who("lanhdao.ca"))
    with pytest.raises(Invalid):
        results.order("results.decide", [], by=signer)
    with pytest.raises(Invalid):
        results.order("results.decide", [(uuid4(), 1) for _ in range(501)], by=signer)
    order = results.order("results.decide", picked(dossier), by=signer)
    with pytest.raises(NotFound):
        orders.order_of(order, by=stage.who("vanthu"))
    with pytest.raises(NotFound):
        results.stop_order(order, by=stage.who("vanthu"))
