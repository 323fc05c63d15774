"""The people of the demonstration: invented, complete, and kept out of real installations."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.db import connection
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from hoso.base.errors import NotAllowed
from hoso.law.identity import tax_code
from hoso.law.roles import Role
from hoso.parties import queries
from hoso.parties.actors import SYSTEM, Actor
from hoso.parties.demonstration import ACCOUNTS, PASSWORD, seed
from hoso.parties.models import Account, Organisation, Person, Post
from hoso.parties.values import personal_id_problems

pytestmark = pytest.mark.django_db
TABLES = (Account, Organisation, Person, Post)


def test_there_is_an_account_for_every_role() -> None:
    assert {each.role for each in ACCOUNTS} == set(Role) - {Role.SYSTEM}
    seed(by=SYSTEM)
    for each in ACCOUNTS:
        actor = queries.account_actor(each.username)
        assert (actor.roles, actor.agency_id, actor.name) == ({each.role}, each.agency_id, each.name)
        assert each.first_click.vi
        assert each.label.vi


def test_citizens_and_the_household_own_something() -> None:
    seed(by=SYSTEM)
    for username in ("nguoidan", "nongdan"):
        actor = queries.account_actor(username)
        assert actor.owns(actor.person_id, None)
    household = queries.account_actor("hokinhdoanh")
    assert household.organisation_id is not None
    assert household.owns(None, household.organisation_id)
    assert queries.organisation(household.organisation_id).represented_by_id == household.person_id


def test_the_invented_numbers_are_right_in_form() -> None:
    seed(by=SYSTEM)
    for person in Person.objects.all():
        assert personal_id_problems(person.personal_id or "", born_on=person.born_on, sex=person.sex) == []
    for organisation in Organisation.objects.all():
        assert tax_code(organisation.tax_code or "") == organisation.tax_code


def test_every_account_signs_in_with_the_demonstration_password() -> None:
    seed(by=SYSTEM)
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "127.0.0.1"
    account = authenticate(request, username="motcua", password=PASSWORD)
    assert account == Account.objects.get(username="motcua")
    assert authenticate(request, username="motcua", password="sai") is None
    hashes = set(Account.objects.values_list("password", flat=True))
    assert len(hashes) == 1
    assert hashes.pop().startswith("argon2")


def test_seeding_again_changes_nothing() -> None:
    seed(by=SYSTEM)
    before = [sorted(map(str, table.objects.values_list())) for table in TABLES]
    with CaptureQueriesContext(connection) as statements:
        seed(by=SYSTEM)
    assert [sorted(map(str, table.objects.values_list())) for table in TABLES] == before
    assert len(statements) < 60


def test_a_changed_password_survives_seeding() -> None:
    seed(by=SYSTEM)
    account = Account.objects.get(username="quantri")
    account.set_password("mot-mat-khau-khac")
    account.save()
    seed(by=SYSTEM)
    assert Account.objects.get(username="quantri").check_password("mot-mat-khau-khac")


def test_a_real_installation_gets_no_demonstration_accounts(settings: Settings, admin: Actor) -> None:
    settings.HOSO_DEMONSTRATION = False
    for by in (SYSTEM, admin):
        with pytest.raises(NotAllowed):
            seed(by=by)
    assert not Account.objects.exists()


def test_only_setup_and_the_administrator_seed() -> None:
    with pytest.raises(NotAllowed):
        seed(by=Actor(account_id=None, name="x", roles=frozenset({Role.HEAD})))
