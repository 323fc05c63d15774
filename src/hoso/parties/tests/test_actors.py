"""Who acts: posts within their days, what is one's own, what is refused."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from hoso.base.errors import NotAllowed, NotFound
from hoso.law.roles import Relation, Role
from hoso.parties import queries
from hoso.parties.actors import SYSTEM, Actor, actor_of, require
from hoso.parties.models import Account, Organisation, Person, Post

COMMUNE, CENTRE = "tq-02269", "tq-dep-02"
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


def _account(**also: object) -> Account:
    return Account.objects.create(username=f"u{uuid4()}", display_name="Nguyễn Văn Mẫu", **also)


def _post(account: Account, role: Role, agency: str = COMMUNE, **days: date) -> Post:
    return Post.objects.create(account=account, agency_id=agency, role=role, title="Công chức", **days)


def _person() -> Person:
    return Person.objects.create(full_name="Nguyễn Văn Thí", folded_name="nguyen van thi")


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2025, 12, 31), False),
        (FIRST, True),
        (date(2026, 3, 1), True),
        (LAST, True),
        (date(2026, 7, 1), False),
    ],
)
@pytest.mark.usefixtures("province")
def test_a_post_counts_from_its_first_to_its_last_day(day: date, *, holds: bool) -> None:
    account = _account()
    _post(account, Role.CASE_OFFICER, valid_from=FIRST, valid_to=LAST)
    assert actor_of(account, day).has(Role.CASE_OFFICER) is holds


@pytest.mark.usefixtures("province")
def test_an_officer_acts_for_his_agency_in_all_his_roles_there() -> None:
    account = _account()
    _post(account, Role.CASE_OFFICER)
    _post(account, Role.HEAD)
    actor = actor_of(account)
    assert actor.roles == {Role.CASE_OFFICER, Role.HEAD}
    assert (actor.agency_id, actor.agency_path) == (COMMUNE, "/tq-province/tq-02269/")
    assert (actor.agency_name, actor.title) == ("Ủy ban nhân dân xã Thượng Lâm", "Công chức")
    assert actor.is_officer


@pytest.mark.usefixtures("province")
def test_a_role_held_elsewhere_does_not_come_along() -> None:
    account = _account()
    _post(account, Role.INTAKE_OFFICER, CENTRE)
    _post(account, Role.HEAD, COMMUNE)
    assert actor_of(account).roles == {Role.INTAKE_OFFICER}
    there = actor_of(account, agency_id=COMMUNE)
    assert (there.roles, there.agency_id) == ({Role.HEAD}, COMMUNE)
    nowhere = actor_of(account, agency_id="tq-dep-03")
    assert (nowhere.roles, nowhere.agency_id) == (frozenset(), None)


@pytest.mark.django_db
def test_an_account_without_a_post_is_a_citizen_an_organisation_or_nobody() -> None:
    person = _person()
    firm = Organisation.objects.create(name="Hộ Mẫu", folded_name="ho mau", represented_by=person)
    assert actor_of(_account(person=person)).roles == {Role.CITIZEN}
    assert actor_of(_account(person=person, organisation=firm)).roles == {Role.ORGANISATION}
    assert actor_of(_account()).roles == frozenset()


@pytest.mark.usefixtures("province")
def test_the_actor_is_found_in_one_query(django_assert_num_queries: object) -> None:
    account = _account()
    _post(account, Role.HEAD)
    with django_assert_num_queries(1):  # type: ignore[operator]
        actor_of(account)


def test_a_citizen_owns_what_is_his_and_nothing_else() -> None:
    me, firm = uuid4(), uuid4()
    citizen = Actor(account_id=uuid4(), name="x", roles=frozenset({Role.CITIZEN}), person_id=me)
    assert citizen.owns(me, None)
    assert not citizen.owns(uuid4(), None)
    assert not citizen.owns(None, None)
    assert not citizen.owns(me, firm)


def test_the_account_of_an_organisation_owns_what_is_the_organisations() -> None:
    firm = uuid4()
    actor = Actor(account_id=uuid4(), name="x", roles=frozenset({Role.ORGANISATION}), organisation_id=firm)
    assert actor.owns(None, firm)
    assert not actor.owns(None, uuid4())
    assert not actor.owns(None, None)


def test_an_officer_owns_nothing_in_his_office() -> None:
    me = uuid4()
    officer = Actor(account_id=uuid4(), name="x", roles=frozenset({Role.CASE_OFFICER}), person_id=me)
    assert not officer.owns(me, None)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
def test_only_the_system_administrator_manages_parties(role: Role) -> None:
    actor = Actor(account_id=None, name="x", roles=frozenset({role}))
    if role is not Role.SYSTEM:  # setup may; the verbs of parties ask for it by name
        with pytest.raises(NotAllowed) as refusal:
            require(actor, "parties.manage", set(Relation))
        assert refusal.value.text.vi
        assert refusal.value.text.en


def test_a_verb_without_a_rule_is_refused_to_everybody() -> None:
    everything = Actor(account_id=None, name="x", roles=frozenset(Role))
    with pytest.raises(NotAllowed):
        require(everything, "parties.anything", set(Relation))
    with pytest.raises(NotAllowed):
        require(SYSTEM, "parties.anything")


@pytest.mark.usefixtures("province")
def test_officers_of_an_agency_are_those_of_the_day() -> None:
    past, present, closed = _account(), _account(), _account(is_active=False)
    _post(past, Role.HEAD, valid_to=LAST)
    _post(present, Role.HEAD, valid_from=date(2026, 7, 1))
    _post(present, Role.CASE_OFFICER)
    _post(closed, Role.HEAD)
    assert [each.username for each in queries.officers(COMMUNE, Role.HEAD, on=LAST)] == [past.username]
    assert [each.role for each in queries.officers(COMMUNE, on=date(2026, 7, 1))] == [
        Role.HEAD,
        Role.CASE_OFFICER,
    ]
    assert queries.officers(CENTRE, Role.HEAD) == ()


@pytest.mark.django_db
def test_the_actor_of_a_closed_or_unknown_account_is_not_found() -> None:
    closed = _account(is_active=False)
    for username in (closed.username, "nobody"):
        with pytest.raises(NotFound):
            queries.account_actor(username)


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("/tq-province/", True),
        ("/tq-province/tq-02269/", True),
        ("/tq-province-old/old-d-071/old-w-02269/", True),
        ("/hg-province-old/old-d-024/", True),
        ("/another-province/", False),
        ("", False),
    ],
)
@pytest.mark.usefixtures("province")
def test_a_supervisor_sees_his_territory_and_what_it_grew_out_of(path: str, *, seen: bool) -> None:
    account = _account()
    _post(account, Role.SUPERVISOR, "tq-province")
    assert queries.supervises(actor_of(account), path) is seen


@pytest.mark.usefixtures("province")
def test_a_supervisor_of_one_commune_sees_only_it_and_its_predecessors() -> None:
    account = _account()
    _post(account, Role.SUPERVISOR)
    actor = actor_of(account)
    assert queries.supervises(actor, "/tq-province-old/old-d-071/old-w-02269/")
    assert not queries.supervises(actor, "/tq-province-old/old-d-071/")
    assert not queries.supervises(actor, "/tq-province/tq-00691/")


@pytest.mark.usefixtures("province")
def test_who_is_no_supervisor_supervises_nothing() -> None:
    account = _account()
    _post(account, Role.HEAD, "tq-province")
    assert not queries.supervises(actor_of(account), "/tq-province/")
    nowhere = Actor(account_id=None, name="x", roles=frozenset({Role.SUPERVISOR}))
    assert not queries.supervises(nowhere, "/tq-province/")
