"""Holdings: what is deposited, what may be used on a day, who looked at it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests import stage

from hoso.base import clock
from hoso.base.errors import NotAllowed
from hoso.holdings import queries
from hoso.holdings.actions import deposit, note_reading
from hoso.holdings.models import Holding, Reading
from hoso.papers.models import Paper
from hoso.papers.receiving import receive
from hoso.papers.records import Owner, record_of
from hoso.parties.actors import SYSTEM

pytestmark = pytest.mark.django_db


def paper(**facts: object) -> object:
    citizen = stage.who("nguoidan")
    made = receive(
        io.BytesIO(stage.small_pdf(str(facts))),
        "a.pdf",
        kind="identity_paper",
        title="Thẻ",
        owner=Owner(citizen.person_id, None),
        by=citizen,
    )
    Paper.objects.filter(id=made.id).update(**facts)
    return record_of(Paper.objects.get(id=made.id))


def hold(one: object, **more: object) -> object:
    owner = Owner(stage.who("nguoidan").person_id, None)
    return deposit(one, owner, condition="e_original", now=clock.now(), by=SYSTEM, **more)


def own() -> tuple[object, ...]:
    return queries.own(stage.who("nguoidan"), on=clock.civil_day(clock.now()))


def test_the_same_paper_is_held_once() -> None:
    one = paper()
    assert hold(one) == hold(one)
    assert Holding.objects.count() == 1


def test_a_newer_paper_of_the_same_kind_and_number_replaces_the_older() -> None:
    old, new, other = paper(number="12"), paper(number="12", issuer="X"), paper(number="13")
    for one in (old, other, new):
        hold(one, supersedes=True)
    unusable = {one.paper_id: one.unusable for one in own()}
    assert unusable[old.id].vi == "Đã có bản mới thay thế"
    assert unusable[new.id] is unusable[other.id] is None


@pytest.mark.parametrize(
    ("facts", "words"),
    [("expired", "Đã hết hạn"), ("revoked", "Đã bị thu hồi")],
)
def test_what_may_not_be_used_says_why_and_is_not_offered(facts: str, words: str) -> None:
    today = clock.civil_day(clock.now())
    changes = {"expired": {"valid_until": today - timedelta(days=1)}, "revoked": {"revoked_at": clock.now()}}
    hold(paper(**changes[facts]))
    assert own()[0].unusable.vi.startswith(words)
    owner = Owner(stage.who("nguoidan").person_id, None)
    assert queries.usable(owner, "identity_paper", on=today) == ()
    assert queries.usable_by_kind(owner, {"identity_paper"}, on=today) == {}


def test_on_its_last_day_a_paper_may_still_be_used() -> None:
    today = clock.civil_day(clock.now())
    hold(paper(valid_until=today))
    assert own()[0].unusable is None


@pytest.mark.parametrize("username", ["nguoidan", "thuly", "lanhdao", "quantri", "giamsat"])
def test_depositing_is_for_the_desk_the_records_office_and_the_system(username: str) -> None:
    one = paper()
    owner = Owner(stage.who("nguoidan").person_id, None)
    with pytest.raises(NotAllowed):
        deposit(one, owner, condition="e_original", now=clock.now(), by=stage.who(username))


def test_every_reading_by_an_officer_is_written_down_and_stays() -> None:
    one = paper()
    held = hold(one)
    note_reading(one.id, "Hồ sơ X", by=stage.who("motcua"), now=clock.now())
    (seen,) = queries.readings(stage.who("nguoidan"), held)
    assert (seen.reader, seen.purpose) == ("Hoàng Thị Mẫu", "Hồ sơ X")
    for change in (lambda: Reading.objects.update(purpose="x"), lambda: Reading.objects.all().delete()):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()
