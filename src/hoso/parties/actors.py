"""The one who acts: what every verb demands as ``by``, and the check of his duties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from hoso.base import clock
from hoso.base.errors import NotAllowed
from hoso.law.duties import allowed
from hoso.law.roles import Relation, Role
from hoso.parties.models import Account, Post

OFFICER_ROLES = frozenset(
    {
        Role.INTAKE_OFFICER,
        Role.CASE_OFFICER,
        Role.COMPETENT_OFFICER,
        Role.RECORDS_OFFICER,
        Role.HEAD,
        Role.SUPERVISOR,
        Role.CATALOGUE_ADMIN,
        Role.SYSTEM_ADMIN,
    }
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which roles, for which agency. ``agency_path`` is the path of that agency in the tree.

    A citizen has ``person_id``, an organisation's account ``organisation_id`` too; an officer has
    ``agency_id``. ``SYSTEM`` is the clock and the worker.
    """

    account_id: UUID | None
    name: str
    roles: frozenset[Role]
    agency_id: str | None = None
    agency_path: str = ""
    agency_name: str = ""
    title: str = ""
    person_id: UUID | None = None
    organisation_id: UUID | None = None
    username: str = field(default="", compare=False)

    @property
    def is_officer(self) -> bool:
        """Whether the actor acts for an agency."""
        return bool(self.roles & OFFICER_ROLES)

    def has(self, role: Role) -> bool:
        """Whether the actor holds ``role``."""
        return role in self.roles

    def owns(self, person_id: UUID | None, organisation_id: UUID | None) -> bool:
        """Whether something of that person or organisation is this actor's own."""
        if self.is_officer:
            return False
        if organisation_id is not None:
            return organisation_id == self.organisation_id
        return person_id is not None and person_id == self.person_id


SYSTEM = Actor(account_id=None, name="hệ thống", roles=frozenset({Role.SYSTEM}), username="system")


def actor_of(account: Account, on: date | None = None, agency_id: str | None = None) -> Actor:
    """The actor that ``account`` is on a day (today in Viet Nam when not given). One query.

    An account with posts at several agencies acts for one of them at a time: ``agency_id``, or the
    agency of its first post. Roles held elsewhere do not come along. An account without a valid post
    is a citizen or an organisation if it stands for one, and otherwise may do nothing.
    """
    day = on or clock.civil_day(clock.now())
    held = list(
        Post.objects.filter(account=account)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        .select_related("agency")
        .order_by("id")
    )
    here = agency_id or (held[0].agency_id if held else None)
    posts = [post for post in held if post.agency_id == here]
    roles = {Role(post.role) for post in posts} or _roles_without_post(account)
    first = posts[0] if posts else None
    return Actor(
        account_id=account.pk,
        name=account.display_name,
        roles=frozenset(roles),
        agency_id=first.agency_id if first else None,
        agency_path=first.agency.path if first else "",
        agency_name=first.agency.name if first else "",
        title=first.title if first else "",
        person_id=account.person_id,
        organisation_id=account.organisation_id,
        username=account.username,
    )


def _roles_without_post(account: Account) -> set[Role]:
    if account.organisation_id:
        return {Role.ORGANISATION}
    return {Role.CITIZEN} if account.person_id else set()


def require(by: Actor, verb: str, relations: Iterable[Relation] = ()) -> None:
    """Raise ``NotAllowed`` unless a duty of ``law/`` lets ``by`` do ``verb`` in one of these relations."""
    verdict = allowed(verb, by.roles, frozenset(relations) | {Relation.ANYONE})
    if not verdict.ok:
        raise NotAllowed(verdict.first_text)
