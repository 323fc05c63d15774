"""The life of a certificate: made by its holder, renewed, revoked, closed; the authority away or wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotAllowed, Refused, Unavailable
from hoso.grants import actions, queries
from hoso.grants.models import Grant, GrantEntry, GrantNotice
from hoso.grants.tests.authority import PIN, LocalAuthority
from hoso.grants.tests.conftest import COMMUNE, FARMER
from hoso.law.grants import GrantState
from hoso.parties.actors import SYSTEM, Actor
from hoso.parties.queries import account_actor
from hoso.seal.demonstration.citizen_enrolment import ServiceRefusal
from hoso.seal.keys import SigningKey

pytestmark = pytest.mark.django_db


def test_the_holder_makes_the_key_and_we_take_the_certificate_once(
    issued: UUID, farmer: Actor, authority: LocalAuthority
) -> None:
    live = queries.own(farmer).live
    assert live
    assert live.id == issued
    assert live.serial
    assert queries.signing_reference(farmer) == live.reference
    actions.collect(issued, by=farmer)
    assert GrantEntry.objects.filter(grant_id=issued, verb="grants.issue").count() == 1
    with pytest.raises(Conflict, match="đang dùng được"):
        actions.request(COMMUNE, by=farmer)


def test_neither_pin_nor_private_key_is_in_our_tables(issued: UUID, authority: LocalAuthority) -> None:
    row = Grant.objects.get(id=issued)
    kept = " ".join(str(getattr(row, field.attname)) for field in Grant._meta.concrete_fields)
    kept += " ".join(GrantEntry.objects.values_list("note", flat=True))
    assert PIN not in kept
    assert "PRIVATE" not in kept
    SigningKey.load(authority.service.keys / f"{row.reference}.p12", PIN)


def test_before_the_card_was_seen_nothing_is_issued(
    requested: UUID, farmer: Actor, authority: LocalAuthority
) -> None:
    for act in (actions.invite, actions.collect):
        with pytest.raises(Conflict, match="Chờ xác nhận"):
            act(requested, by=farmer)
    assert authority.calls == []


def test_a_key_not_made_yet_is_said_and_the_desk_cannot_make_it(
    confirmed: UUID, farmer: Actor, officer: Actor, authority: LocalAuthority
) -> None:
    with pytest.raises(Conflict, match="mã PIN"):
        actions.collect(confirmed, by=farmer)
    with pytest.raises(NotAllowed):
        actions.invite(confirmed, by=officer)


def test_an_authority_that_is_away_leaves_everything_as_it_was_and_a_retry_works(
    confirmed: UUID, farmer: Actor, authority: LocalAuthority, issue: Callable[[UUID, Actor], UUID]
) -> None:
    authority.away = True
    for act in (actions.invite, actions.collect, actions.withdraw):
        with pytest.raises(Unavailable):
            act(confirmed, by=farmer)
    assert queries.grant(confirmed, by=farmer).state is GrantState.CONFIRMED
    authority.away = False
    issue(confirmed, farmer)
    authority.away = True
    with pytest.raises(Unavailable):
        actions.revoke(confirmed, "lost", by=farmer)
    assert queries.grant(confirmed, by=farmer).state is GrantState.ISSUED
    authority.away = False
    actions.revoke(confirmed, "lost", by=farmer)


def test_a_certificate_of_somebody_else_is_not_taken(
    confirmed: UUID, farmer: Actor, authority: LocalAuthority
) -> None:
    held = authority.service.certificate("citizen-nguoidan")
    from hoso.grants.ports import Certified

    right = Certified(held["certificate"], tuple(held["chain"]))
    for wrong in (right, Certified("AAAA", ()), Certified("!", ("?",)), Certified(right.certificate, ())):
        authority.instead = wrong
        with pytest.raises(Unavailable, match="không đúng người"):
            actions.collect(confirmed, by=farmer)
    assert queries.own(farmer).live is None


def test_renewal_needs_the_old_pin_and_replaces_in_one_step(
    issued: UUID, farmer: Actor, authority: LocalAuthority
) -> None:
    with pytest.raises(Refused, match="gia hạn được từ"):
        actions.renew(issued, by=farmer)
    with clock.standing_at(_end(issued) - timedelta(days=20)):
        begun = actions.renew(issued, by=farmer)
        assert actions.renew(issued, by=farmer) == begun
        invitation = actions.invite(begun, by=farmer)
        with pytest.raises(ServiceRefusal, match="PIN"):
            authority.choose_pin(invitation, "sai-ma-pin")
        authority.choose_pin(invitation)
        actions.collect(begun, by=farmer)
        own = queries.own(farmer)
        assert own.live
        assert own.live.id == begun
        assert own.live.renews == issued
        assert own.past[0].state is GrantState.REPLACED
        assert own.live.valid_to
        assert own.live.valid_to > _end(issued)


def test_revoking_ends_the_key_a_begun_renewal_and_says_why(
    issued: UUID, farmer: Actor, officer: Actor, authority: LocalAuthority
) -> None:
    with clock.standing_at(_end(issued) - timedelta(days=20)):
        begun = actions.renew(issued, by=farmer)
        authority.choose_pin(actions.invite(begun, by=farmer))
        with pytest.raises(Invalid):
            actions.revoke(issued, "issued_wrongly", by=farmer)
        with pytest.raises(Invalid):
            actions.revoke(issued, "lost", by=officer)
        ended = actions.revoke(issued, "lost", "Người giữ báo qua điện thoại", by=officer)
    own = queries.own(farmer)
    assert own.live is None
    assert own.waiting is None
    assert {one.state for one in own.past} == {GrantState.REVOKED, GrantState.WITHDRAWN}
    hierarchy = authority.service.enrolment.hierarchy
    for row in Grant.objects.filter(person_id=farmer.person_id):
        status = hierarchy.status_of(hierarchy.serial_of(row.reference))
        assert status
        assert status[1]
        assert status[1] <= ended
    with pytest.raises(Conflict, match="Đã thu hồi"):
        actions.revoke(issued, "lost", by=farmer)
    assert actions.request(COMMUNE, by=farmer)


def test_a_request_withdrawn_after_the_key_was_made_leaves_no_live_key(
    confirmed: UUID, farmer: Actor, authority: LocalAuthority
) -> None:
    authority.choose_pin(actions.invite(confirmed, by=farmer))
    actions.withdraw(confirmed, by=farmer)
    hierarchy = authority.service.enrolment.hierarchy
    status = hierarchy.status_of(hierarchy.serial_of(queries.grant(confirmed, by=farmer).reference))
    assert status
    assert status[1]


def test_the_holder_is_warned_once_at_30_and_once_at_7_days_and_the_end_is_closed(
    issued: UUID, farmer: Actor
) -> None:
    def at(days: float) -> tuple[int, int]:
        with clock.standing_at(_end(issued) - timedelta(days=days)):
            return actions.watch(by=SYSTEM)

    seen = [at(days) for days in (31.5, 30, 29, 12, 7, 7, 3, -0.5, -1)]
    assert seen == [(0, 0), (1, 0), (0, 0), (0, 0), (1, 0), (0, 0), (0, 0), (0, 1), (0, 0)]
    assert sorted(GrantNotice.objects.values_list("days", flat=True)) == [7, 30]
    assert queries.grant(issued, by=farmer).state is GrantState.EXPIRED
    with pytest.raises(NotAllowed):
        actions.watch(by=account_actor("quantri"))


def test_the_figures_are_those_of_the_journal_and_open_into_grants(
    issued: UUID, farmer: Actor, officer: Actor
) -> None:
    other = actions.request(COMMUNE, by=account_actor("nguoidan"))
    actions.refuse(other, "Không đến", by=officer)
    since, until = clock.now() - timedelta(days=1), clock.now()
    assert queries.counts([COMMUNE], since, until)[COMMUNE] == {
        "requested": 2, "issued": 1, "renewed": 0, "refused": 1, "revoked": 0, "expiring": 0,
    }  # fmt: skip
    late = _end(issued) - timedelta(days=10)
    assert queries.counts([COMMUNE], late, late)[COMMUNE]["expiring"] == 1
    for key, number in {"requested": 2, "issued": 1, "refused": 1, "revoked": 0}.items():
        assert len(list(queries.behind(key, [COMMUNE], since, until))) == number
    assert [one.id for one in queries.behind("expiring", [COMMUNE], late, late)] == [issued]
    assert queries.counts(["tq-02266"], since, until) == {}
    assert FARMER[1] == next(queries.behind("issued", [COMMUNE], since, until)).name


def _end(grant_id: UUID) -> datetime:
    end = Grant.objects.get(id=grant_id).valid_to
    assert end
    return end
