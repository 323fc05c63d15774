"""assign and hand_over: who works on it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests import stage

from hoso.base.errors import Invalid
from hoso.law.roles import Role
from hoso.law.states import State
from hoso.parties.models import Account, Post
from hoso.processing import actions as processing

pytestmark = pytest.mark.django_db


def colleague() -> Account:
    """A second case officer of the commune."""
    account = Account.objects.create(username="thuly.hai", display_name="Quan Thị Hai")
    Post.objects.create(account=account, agency_id=stage.COMMUNE, role=Role.CASE_OFFICER, title="Công chức")
    return account


def test_a_case_officer_takes_a_dossier_for_himself() -> None:
    dossier, officer = stage.accepted(), stage.who("thuly")
    processing.assign(dossier, officer.account_id, by=officer)
    row, line = stage.row(dossier), stage.last_line(dossier)
    assert (row.state, row.assignee_id) == (State.IN_PROCESS, officer.account_id)
    assert line.facts["officer"] == "Quan Văn Mẫu"
    assert stage.owed(dossier) == {("national_portal.sync", "")}


def test_only_the_head_assigns_to_others() -> None:
    dossier, other = stage.accepted(), colleague()
    with pytest.raises(Invalid, match="người đứng đầu"):
        processing.assign(dossier, other.pk, by=stage.who("thuly"))
    processing.assign(dossier, other.pk, by=stage.who("thutruong"))
    assert stage.row(dossier).assignee_id == other.pk


@pytest.mark.parametrize("officer", ["lanhdao", "thuly.ca", "nguoidan", None])
def test_nobody_but_a_case_officer_of_this_agency_gets_it(officer: str | None) -> None:
    dossier = stage.accepted()
    chosen = stage.who(officer).account_id if officer else uuid4()
    with pytest.raises(Invalid) as refusal:
        processing.assign(dossier, chosen, by=stage.who("thutruong"))
    assert set(refusal.value.fields) == {"officer"}
    assert stage.row(dossier).state == State.ACCEPTED


def test_handing_over_names_the_colleague_and_the_reason_and_the_clock_goes_on() -> None:
    dossier, other = stage.in_process(), colleague()
    before = stage.row(dossier).due_at
    processing.hand_over(dossier, other.pk, " Nghỉ phép ", by=stage.who("thuly"))
    row, line = stage.row(dossier), stage.last_line(dossier)
    assert (row.assignee_id, row.state, row.due_at) == (other.pk, State.IN_PROCESS, before)
    assert line.facts["reason"] == "Nghỉ phép"


def test_without_a_reason_nothing_is_handed_over() -> None:
    dossier, other = stage.in_process(), colleague()
    with pytest.raises(Invalid) as refusal:
        processing.hand_over(dossier, other.pk, " ", by=stage.who("thuly"))
    assert set(refusal.value.fields) == {"reason"}
    assert stage.row(dossier).assignee_id == stage.who("thuly").account_id
