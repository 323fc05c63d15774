"""A result that is taken back: known to everybody at once, and never to have been invalid before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from tests import stage

from hoso.base import clock, outbox
from hoso.base.errors import Conflict, Invalid
from hoso.filing import queries as filing
from hoso.followup import actions, queries
from hoso.followup.models import Revocation
from hoso.holdings import queries as holdings
from hoso.holdings.records import REVOKED
from hoso.intake.facts import paper_facts
from hoso.law.validity import judge_paper
from hoso.parties.models import Account
from hoso.results import queries as results
from hoso.results.papers import readable

pytestmark = pytest.mark.django_db
NUMBER = "12/QĐ-UBND"


def revoked() -> object:
    dossier = stage.issued()
    today = clock.civil_day(clock.now())
    actions.revoke(dossier, NUMBER, today, "Cấp sai thẩm quyền", by=stage.who("lanhdao"))
    return dossier


def test_it_is_on_the_public_list_on_every_check_and_in_the_holdings() -> None:
    dossier = revoked()
    result = results.results_of(dossier)[0]
    listed = queries.revocations()[0]
    assert (listed.code, listed.decision_number, listed.reason) == (result.code, NUMBER, "Cấp sai thẩm quyền")
    anybody = Client()
    page = anybody.get("/giay-bi-thu-hoi").content.decode()
    assert NUMBER in page
    assert "Nguyễn Thị Hoa" not in page
    assert "không còn giá trị" in anybody.get(f"/kiem-tra/{result.lookup}").content.decode()
    held = holdings.own(stage.who("nguoidan"), on=clock.civil_day(clock.now()))
    assert next(one for one in held if one.paper_id == result.paper.id).unusable == REVOKED
    assert readable(result.paper.id, by=stage.who("nguoidan")), "it can still be read"
    owner = Client()
    owner.force_login(Account.objects.get(username="nguoidan"))
    assert "không còn giá trị" in owner.get(f"/ho-so/{dossier}").content.decode()
    outbox.drain()
    assert "thu hồi" in filing.notices_of(stage.who("nguoidan"))[0].text.vi


def test_from_its_day_on_it_meets_no_condition_and_before_it_did() -> None:
    dossier = revoked()
    from hoso.filing.models import Component

    row = Component(paper_id=results.results_of(dossier)[0].paper.id, key="any")
    slot = type("Slot", (), {"kind": "paper", "from_form": False})()
    facts = paper_facts(row, slot)
    today = clock.civil_day(clock.now())
    assert judge_paper(facts).ok == "invalid"
    assert judge_paper(facts).reasons[0].code == "revoked"
    assert judge_paper(facts, on=today + timedelta(days=3650)).ok == "invalid"
    assert judge_paper(facts, on=today - timedelta(days=1)).ok == "valid"


def test_it_takes_a_decision_a_day_and_a_reason_and_happens_once() -> None:
    dossier = stage.issued()
    signer, today = stage.who("lanhdao"), clock.civil_day(clock.now())
    with pytest.raises(Invalid) as wrong:
        actions.revoke(dossier, " ", today + timedelta(days=1), "", by=signer)
    assert set(wrong.value.fields) == {"decision_number", "decided_on", "reason"}
    actions.revoke(dossier, NUMBER, today, "Sai", by=signer)
    with pytest.raises(Conflict):
        actions.revoke(dossier, NUMBER, today, "Sai", by=signer)
    with pytest.raises(Conflict):
        actions.revoke(stage.decided(), NUMBER, today, "Sai", by=signer)


def test_the_database_keeps_it_as_it_is() -> None:
    revoked()
    with pytest.raises(DatabaseError), transaction.atomic():
        Revocation.objects.update(reason="khác")
