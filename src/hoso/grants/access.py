"""How the actor stands to a grant; the grant, checked and held; and its journal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hoso.base.errors import Conflict, NotFound
from hoso.grants.models import Grant, GrantEntry
from hoso.grants.ports import Wish
from hoso.law.grants import GRANT_STEPS, VALID_DAYS, GrantState, may_step
from hoso.law.roles import Relation
from hoso.law.text import Text
from hoso.parties.actors import Actor

NOT_HERE = Text(
    "Không có chữ ký số này trong các mục bạn được xem.",
    "There is no such signature among those you may see.",
)


def relations_to(grant: Grant, by: Actor) -> frozenset[Relation]:
    """OWNER for the holder or his firm's account, RECEIVER for the one-stop desk that sees the card."""
    found: set[Relation] = set()
    if by.owns(grant.person_id, grant.organisation_id):
        found.add(Relation.OWNER)
    if by.agency_id is not None and by.agency_id == grant.agency_id:
        found.add(Relation.RECEIVER)
    return frozenset(found)


def grant_of(grant_id: UUID, by: Actor, *, hold: bool = False) -> Grant:
    """The grant, locked with ``hold``. Raises ``NotFound`` for whoever has nothing to do with it."""
    rows = Grant.objects.select_related("person", "organisation", "agency")
    if hold:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(id=grant_id).first()
    if found is None or not relations_to(found, by):
        raise NotFound(NOT_HERE)
    return found


def require_step(grant: Grant, verb: str) -> None:
    """Raise ``Conflict`` with the law's words unless the verb is possible in this state."""
    verdict = may_step(verb, GrantState(grant.state))
    if not verdict.ok:
        raise Conflict(verdict.first_text)


def move(grant: Grant, verb: str, by: Actor, now: datetime, *, note: str = "") -> None:
    """Set the state that the verb leads to, save the row and write the journal line. Within a transaction."""
    require_step(grant, verb)
    grant.state = GRANT_STEPS[verb].target
    grant.save()
    write(grant, verb, by, now, note=note)


def write(grant: Grant, verb: str, by: Actor, now: datetime, *, note: str = "") -> None:
    """One line of the journal."""
    GrantEntry.objects.create(
        grant=grant,
        agency_id=grant.agency_id,
        verb=verb,
        state_to=grant.state,
        at=now,
        actor_id=by.account_id,
        actor_name=by.name,
        note=note,
    )


def wish_of(grant: Grant) -> Wish:
    """What the authority is asked for: the facts of the record, never what a browser sent."""
    return Wish(
        reference=grant.reference,
        name=grant.person.full_name,
        personal_id=grant.person.personal_id or "",
        organisation=grant.organisation.name if grant.organisation else "",
        valid_days=VALID_DAYS.value,
        renews=grant.renews.reference if grant.renews else "",
    )
