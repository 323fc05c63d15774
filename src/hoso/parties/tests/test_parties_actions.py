"""The verbs of parties: who may, what is refused, what is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from hoso.base.errors import Conflict, Invalid, NotAllowed, NotFound
from hoso.law.roles import Role
from hoso.parties import actions, queries
from hoso.parties.actors import Actor
from hoso.parties.models import Account, Organisation, Person, Post

pytestmark = pytest.mark.django_db
COMMUNE, DISTRICT = "tq-02269", "old-d-071"
PERSON = {
    "full_name": "Nguyễn Thị Hoa",
    "personal_id": "008192000001",
    "born_on": date(1992, 4, 12),
    "sex": "female",
}
VERBS: dict[str, Callable[..., Any]] = {
    "register_person": lambda by: actions.register_person(by=by, full_name="Ma Văn Thử"),
    "register_organisation": lambda by: actions.register_organisation(by=by, name="Hợp tác xã Mẫu"),
    "open_account": lambda by: actions.open_account(
        by=by, username="canbo", password="mat-khau-du-dai", display_name="Cán bộ"
    ),
    "appoint": lambda by: actions.appoint(by=by, username="u", agency_id=COMMUNE, role=Role.HEAD),
    "end_post": lambda by: actions.end_post(by=by, post_id=1, last_day=date(2026, 1, 1)),
    "update_profile": lambda by: actions.update_profile(by=by, address="", phone="", email=""),
}


def _actor(*roles: Role, **also: Any) -> Actor:
    return Actor(account_id=uuid4(), name="x", roles=frozenset(roles), **also)


@pytest.fixture
def account(province: None) -> Account:
    """An officer's account without a post."""
    return Account.objects.create(username="canbo", display_name="Cán bộ Mẫu")


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
def test_a_verb_refuses_everybody_without_the_duty_and_writes_nothing(verb: str, role: Role) -> None:
    before = [table.objects.count() for table in (Person, Organisation, Account, Post)]
    with pytest.raises(NotAllowed):
        VERBS[verb](_actor(role))
    assert [table.objects.count() for table in (Person, Organisation, Account, Post)] == before


@pytest.mark.usefixtures("province")
def test_the_counter_writes_down_who_stands_there() -> None:
    desk = _actor(Role.INTAKE_OFFICER, agency_id=COMMUNE)
    made = actions.register_person(by=desk, **PERSON, phone="0912345678")
    assert queries.person(made.id) == made
    assert queries.person_by_personal_id("008192000001") == made
    assert (made.full_name, made.phone) == ("Nguyễn Thị Hoa", "+84912345678")
    with pytest.raises(NotAllowed):
        actions.register_person(by=_actor(Role.INTAKE_OFFICER, agency_id="tq-dep-03"), full_name="A")


def test_a_person_is_found_by_name_without_accents_or_by_number(admin: Actor) -> None:
    made = actions.register_person(by=admin, **PERSON)
    for words in ("hoa nguyen", "NGUYỄN thi", "0081920"):
        assert queries.search_persons(words) == (made,)
    assert queries.search_persons("") == queries.search_persons("999") == ()


def test_the_same_personal_number_is_registered_once(admin: Actor) -> None:
    actions.register_person(by=admin, **PERSON)
    with pytest.raises(Conflict):
        actions.register_person(by=admin, **PERSON)
    assert Person.objects.count() == 1


def test_persons_without_a_number_may_be_many(admin: Actor) -> None:
    for _ in range(2):
        actions.register_person(by=admin, full_name="Ma Văn Thử")
    assert Person.objects.filter(personal_id__isnull=True).count() == 2


def test_everything_wrong_is_said_at_once_and_nothing_is_written(admin: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.register_person(
            by=admin, full_name=" ", personal_id="12", sex="x", phone="1", email="a", born_on=date(2999, 1, 1)
        )
    assert set(refusal.value.fields) == {"full_name", "personal_id", "sex", "phone", "email", "born_on"}
    assert not Person.objects.exists()


def test_an_owner_keeps_his_contact_data_and_nobody_elses(admin: Actor) -> None:
    me, other = (actions.register_person(by=admin, full_name=name) for name in ("Tôi", "Người khác"))
    citizen = _actor(Role.CITIZEN, person_id=me.id)
    changed = actions.update_profile(by=citizen, address="Thôn Mẫu", phone="0912345678", email="a@vidu.vn")
    assert (changed.id, changed.address, changed.phone) == (me.id, "Thôn Mẫu", "+84912345678")
    assert queries.person(other.id) == other
    with pytest.raises(Invalid):
        actions.update_profile(by=citizen, address="", phone="x", email="")
    with pytest.raises(NotAllowed):
        actions.update_profile(by=_actor(Role.HEAD, person_id=me.id), address="", phone="", email="")


def test_an_organisation_is_registered_once_with_its_representative(admin: Actor) -> None:
    owner = actions.register_person(by=admin, **PERSON)
    made = actions.register_organisation(
        by=admin, name="Hộ kinh doanh Mẫu", tax_code="0100109106", represented_by=owner.id
    )
    assert queries.organisation(made.id) == queries.organisation_by_tax_code("0100109106") == made
    assert made.represented_by_id == owner.id
    with pytest.raises(Conflict):
        actions.register_organisation(by=admin, name="Khác", tax_code="0100109106")
    with pytest.raises(Invalid):
        actions.register_organisation(by=admin, name="Khác", tax_code="0100109107")
    with pytest.raises(NotFound):
        actions.register_organisation(by=admin, name="Khác", represented_by=uuid4())


def test_an_account_is_opened_and_can_do_nothing_before_a_post(admin: Actor) -> None:
    actor = actions.open_account(
        by=admin, username="CanBo ", password="mat-khau-du-dai", display_name="Cán bộ Mẫu"
    )
    assert (actor.username, actor.roles) == ("canbo", frozenset())
    assert Account.objects.get(username="canbo").check_password("mat-khau-du-dai")
    with pytest.raises(Conflict):
        VERBS["open_account"](admin)
    with pytest.raises(Invalid) as refusal:
        actions.open_account(by=admin, username="x", password="ngan", display_name="X")
    assert set(refusal.value.fields) == {"password"}


def test_an_appointed_officer_holds_his_role_in_those_days(admin: Actor, account: Account) -> None:
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    post = actions.appoint(
        by=admin, username="canbo", agency_id=COMMUNE, role=Role.HEAD, valid_from=first, valid_to=last
    )
    assert queries.officers(COMMUNE, Role.HEAD, on=last) == (post,)
    assert queries.officers(COMMUNE, Role.HEAD, on=date(2026, 7, 1)) == ()
    with pytest.raises(Conflict):
        actions.appoint(by=admin, username="canbo", agency_id=COMMUNE, role=Role.HEAD, valid_from=last)
    again = actions.appoint(
        by=admin, username="canbo", agency_id=COMMUNE, role=Role.HEAD, valid_from=date(2026, 7, 1)
    )
    assert again.post_id != post.post_id


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"role": Role.CITIZEN}, "role"),
        ({"role": Role.SYSTEM}, "role"),
        ({"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)}, "valid_to"),
        ({"agency_id": DISTRICT, "valid_from": date(2025, 7, 1)}, "agency_id"),
        (
            {"agency_id": DISTRICT, "valid_from": date(2025, 6, 1), "valid_to": date(2025, 7, 1)},
            "agency_id",
        ),
        ({"title": "t" * 201}, "title"),
    ],
)
def test_a_post_that_cannot_be_is_refused(
    admin: Actor, account: Account, change: dict[str, Any], field: str
) -> None:
    facts = {"username": "canbo", "agency_id": COMMUNE, "role": Role.HEAD, **change}
    with pytest.raises(Invalid) as refusal:
        actions.appoint(by=admin, **facts)
    assert set(refusal.value.fields) == {field}
    assert not Post.objects.exists()


def test_nobody_is_appointed_whose_account_or_agency_is_unknown(admin: Actor, account: Account) -> None:
    for username, agency in (("nobody", COMMUNE), ("canbo", "nowhere")):
        with pytest.raises(NotFound):
            actions.appoint(by=admin, username=username, agency_id=agency, role=Role.HEAD)


def test_a_post_ends_after_its_last_day_and_stays_on_record(admin: Actor, account: Account) -> None:
    post = actions.appoint(
        by=admin, username="canbo", agency_id=COMMUNE, role=Role.HEAD, valid_from=date(2026, 1, 1)
    )
    actions.end_post(by=admin, post_id=post.post_id, last_day=date(2026, 3, 31))
    assert queries.account_actor("canbo", on=date(2026, 3, 31)).has(Role.HEAD)
    assert not queries.account_actor("canbo", on=date(2026, 4, 1)).has(Role.HEAD)
    with pytest.raises(Conflict):
        actions.end_post(by=admin, post_id=post.post_id, last_day=date(2026, 5, 1))
    with pytest.raises(Invalid):
        actions.end_post(by=admin, post_id=post.post_id, last_day=date(2025, 1, 1))
    with pytest.raises(NotFound):
        actions.end_post(by=admin, post_id=0, last_day=date(2026, 5, 1))
    assert Post.objects.count() == 1
