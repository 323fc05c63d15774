"""Role × verb × object for free signatures: each verb is open to whom the table of duties says, on a real grant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from tests import stage
from tests.permissions.calls import RELATIONS as ACCOUNTS
from tests.permissions.test_role_verb_object import outcome

from hoso.grants import actions, ports, queries
from hoso.grants.tests.authority import LocalAuthority
from hoso.law.duties import DUTIES
from hoso.law.roles import Relation
from hoso.parties.actors import SYSTEM, Actor

pytestmark = pytest.mark.django_db
DESK = frozenset({Relation.RECEIVER})
RELATIONS = dict.fromkeys(ACCOUNTS, frozenset[Relation]()) | {
    "nguoidan": frozenset({Relation.OWNER}),
    **dict.fromkeys(("motcua", "thuly", "lanhdao", "vanthu", "thutruong"), DESK),
}
"""How every account stands to a grant of ``nguoidan`` that the commune's desk sees."""
CALLS: dict[str, tuple[str, Callable[[UUID, Actor], object]]] = {
    "grants.withdraw": ("requested", lambda one, by: actions.withdraw(one, by=by)),
    "grants.confirm": (
        "requested",
        lambda one, by: actions.confirm(one, "008192000001", "Nguyễn Thị Hoa", by=by),
    ),
    "grants.refuse": ("requested", lambda one, by: actions.refuse(one, "Không đến", by=by)),
    "grants.issue": ("confirmed", lambda one, by: actions.invite(one, by=by)),
    "grants.renew": ("issued", lambda one, by: actions.renew(one, by=by)),
    "grants.revoke": ("issued", lambda one, by: actions.revoke(one, "lost", "Báo mất", by=by)),
    "grants.read": ("requested", lambda one, by: queries.grant(one, by=by)),
}


@pytest.fixture
def authority() -> Iterator[LocalAuthority]:
    made, before = LocalAuthority(), ports._Holder.make
    ports.connect_issuing(lambda: made)
    yield made
    ports._Holder.make = before


def _grant(state: str, authority: LocalAuthority) -> UUID:
    holder = stage.who("nguoidan")
    made = actions.request(stage.COMMUNE, by=holder)
    if state != "requested":
        actions.confirm(made, "008192000001", "Nguyễn Thị Hoa", by=stage.who("motcua"))
    if state == "issued":
        authority.choose_pin(actions.invite(made, by=holder))
        actions.collect(made, by=holder)
    return made


def _lawful(verb: str, username: str) -> str:
    rows = [row for row in DUTIES if row.verb == verb]
    relations = RELATIONS[username]
    if not relations:
        return "NotFound"
    return (
        "passed" if any(row.open_to(stage.who(username).roles, relations) for row in rows) else "NotAllowed"
    )


def test_every_duty_about_signatures_is_called_here_or_below() -> None:
    named = {row.verb for row in DUTIES if row.verb.startswith("grants.")}
    assert named == set(CALLS) | {"grants.request", "grants.watch"}


@pytest.mark.parametrize("verb", CALLS)
def test_each_verb_is_open_to_its_roles_and_to_nobody_else(verb: str, authority: LocalAuthority) -> None:
    state, do = CALLS[verb]
    grant = _grant(state, authority)
    seen = {name: outcome(lambda name=name: do(grant, stage.who(name))) for name in RELATIONS}
    assert seen == {name: _lawful(verb, name) for name in RELATIONS}


def test_only_people_firms_and_desks_ask_and_only_the_clock_watches() -> None:
    asked = {
        name: outcome(lambda name=name: actions.request(stage.COMMUNE, by=stage.who(name)))
        for name in ACCOUNTS
    }
    assert {name for name, what in asked.items() if what == "passed"} == {
        "nguoidan",
        "nongdan",
        "hokinhdoanh",
    }
    assert {outcome(lambda name=name: actions.watch(by=stage.who(name))) for name in ACCOUNTS} == {
        "NotAllowed"
    }
    assert outcome(lambda: actions.watch(by=SYSTEM)) == "passed"
