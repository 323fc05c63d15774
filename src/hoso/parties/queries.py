"""Who is who, on which day. Everything returned is frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from hoso.base import clock
from hoso.base.errors import NotFound
from hoso.base.identifiers import fold
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.parties.actors import Actor, actor_of
from hoso.parties.models import Account, Organisation, Person, Post
from hoso.parties.tree import AgencyRecord, agency_tree, forget_agencies

__all__ = [
    "AgencyRecord", "OfficerRecord", "OrganisationRecord", "PersonRecord", "account_actor",
    "agencies_in_force", "agency", "agency_by_identifier", "forget_agencies", "level_on",
    "officers", "one_stops",
    "organisation", "organisation_by_tax_code", "person", "person_by_personal_id",
    "search_agencies", "search_persons",
    "successors_of", "supervises", "units_under",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A natural person. ``sex`` is ``male``, ``female`` or empty; the phone is in the form +84…"""

    id: UUID
    personal_id: str | None
    full_name: str
    born_on: date | None
    sex: str
    address: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class OrganisationRecord:
    """A firm, co-operative, household business or other organisation."""

    id: UUID
    tax_code: str | None
    name: str
    address: str
    represented_by_id: UUID | None


@dataclass(frozen=True, slots=True)
class OfficerRecord:
    """Someone who holds a role at an agency."""

    post_id: int
    account_id: UUID
    username: str
    name: str
    title: str
    role: Role
    agency_id: str


def agency(agency_id: str) -> AgencyRecord:
    """The agency with this id, living or not. Raises ``NotFound``."""
    found = agency_tree().agencies.get(agency_id)
    if found is None:  # perhaps it was laid in by another process a moment ago
        forget_agencies()
        found = agency_tree().agencies.get(agency_id)
    if found is None:
        raise NotFound(Text("Không tìm thấy cơ quan này.", "There is no such agency."))
    return found


def agency_by_identifier(identifier: str, on: date) -> AgencyRecord | None:
    """The agency that carried this electronic identifier on that day."""
    return next((each for each in agencies_in_force(on) if each.identifier == identifier), None)


def agencies_in_force(
    on: date, level: str | None = None, under: str | None = None
) -> tuple[AgencyRecord, ...]:
    """The agencies that existed on a day, by path; ``level`` and a path ``under`` which narrow the answer."""
    return tuple(
        each
        for each in agency_tree().agencies.values()
        if each.in_force(on)
        and (level is None or each.level == level)
        and (under is None or each.path.startswith(under))
    )


def units_under(path: str) -> tuple[AgencyRecord, ...]:
    """The agency at this path and all units below it, of every life, by path."""
    return tuple(each for each in agency_tree().agencies.values() if each.path.startswith(path))


def one_stops(on: date) -> tuple[AgencyRecord, ...]:
    """Where dossiers could be handed in on that day."""
    return tuple(each for each in agencies_in_force(on) if each.is_one_stop)


def successors_of(agency_id: str, on: date) -> tuple[AgencyRecord, ...]:
    """Who answers for the agency on that day: itself while it lives, else those that followed.

    Chains are followed to the lives in force on the day. Empty if it was abolished without a successor,
    or if the day lies between an end and the next beginning. Raises ``NotFound`` for an unknown id.
    """
    tree = agency_tree()
    living: dict[str, AgencyRecord] = {}
    waiting, seen = [agency(agency_id).id], set[str]()
    while waiting:
        each = tree.agencies[waiting.pop(0)]
        if each.id in seen:
            continue
        seen.add(each.id)
        if each.in_force(on):
            living[each.id] = each
        else:
            waiting.extend(tree.successors.get(each.id, ()))
    return tuple(living.values())


def level_on(agency_id: str, day: date) -> str | None:
    """The administrative level of the agency on that day; None if it did not exist then."""
    found = agency(agency_id)
    return found.level if found.in_force(day) else None


def search_agencies(text: str, *, on: date | None = None, most: int = 20) -> tuple[AgencyRecord, ...]:
    """Agencies whose name holds every word of ``text``, with or without accents; the best first.

    ``on`` leaves only those of that day. The living stand before the past, short names before long ones.
    """
    words = fold(text).split()
    if not words:
        return ()
    phrase = " ".join(words)
    found = [
        each
        for each in agency_tree().agencies.values()
        if (on is None or each.in_force(on)) and all(word in each.folded_name for word in words)
    ]
    found.sort(key=lambda each: (phrase not in each.folded_name, each.valid_to is not None, len(each.name)))
    return tuple(found[:most])


def supervises(actor: Actor, agency_path: str) -> bool:
    """Whether a supervisor's territory holds the agency at that path, today's or what it grew out of."""
    if not actor.has(Role.SUPERVISOR) or not actor.agency_path:
        return False
    if agency_path.startswith(actor.agency_path):
        return True
    today = clock.civil_day(clock.now())
    known = agency_tree().agencies
    return any(
        heir.path.startswith(actor.agency_path)
        for step in agency_path.strip("/").split("/")
        if step in known and not known[step].in_force(today)
        for heir in successors_of(step, today)
    )


def person(person_id: UUID) -> PersonRecord:
    """The person with this id. Raises ``NotFound``."""
    found = _person(Person.objects.filter(id=person_id))
    if found is None:
        raise NotFound(Text("Không tìm thấy người này.", "There is no such person."))
    return found


def person_by_personal_id(personal_id: str) -> PersonRecord | None:
    """The person with this personal identification number (12 digits)."""
    return _person(Person.objects.filter(personal_id=personal_id))


def search_persons(text: str, *, most: int = 20) -> tuple[PersonRecord, ...]:
    """Persons by the beginning of the personal number or by words of the name, accents or not.

    Only for a counter or an administrator: the door checks the duty.
    """
    words = fold(text).split()
    if not words:
        return ()
    meant = Q(personal_id__startswith=words[0]) if len(words) == 1 and words[0].isdigit() else Q()
    if not meant:
        meant = Q(*(Q(folded_name__contains=word) for word in words))
    rows = Person.objects.filter(meant).order_by("folded_name", "id")[:most]
    return tuple(person_record(row) for row in rows)


def organisation(organisation_id: UUID) -> OrganisationRecord:
    """The organisation with this id. Raises ``NotFound``."""
    found = Organisation.objects.filter(id=organisation_id).first()
    if found is None:
        raise NotFound(Text("Không tìm thấy tổ chức này.", "There is no such organisation."))
    return organisation_record(found)


def organisation_by_tax_code(tax_code: str) -> OrganisationRecord | None:
    """The organisation with this tax code (10 digits, 10-3 for a branch, or 12 for a household)."""
    found = Organisation.objects.filter(tax_code=tax_code).first()
    return organisation_record(found) if found else None


def officers(agency_id: str, role: Role | None = None, on: date | None = None) -> tuple[OfficerRecord, ...]:
    """Who holds ``role`` (any role when None) at that agency on a day (today when None), by name."""
    day = on or clock.civil_day(clock.now())
    posts = (
        Post.objects.filter(agency_id=agency_id, account__is_active=True)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        .select_related("account")
        .order_by("account__display_name", "id")
    )
    if role is not None:
        posts = posts.filter(role=role)
    return tuple(officer_record(post) for post in posts)


def account_actor(username: str, on: date | None = None) -> Actor:
    """The actor behind a sign-in name. Raises ``NotFound`` for an unknown or closed account."""
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise NotFound(Text("Không có tài khoản này.", "There is no such account."))
    return actor_of(account, on)


def person_record(row: Person) -> PersonRecord:
    """The frozen record of a row."""
    return PersonRecord(
        row.id, row.personal_id, row.full_name, row.born_on, row.sex, row.address, row.phone, row.email
    )


def organisation_record(row: Organisation) -> OrganisationRecord:
    """The frozen record of a row."""
    return OrganisationRecord(row.id, row.tax_code, row.name, row.address, row.represented_by_id)


def officer_record(post: Post) -> OfficerRecord:
    """The frozen record of a post and its account."""
    account = post.account
    return OfficerRecord(
        post.pk,
        account.pk,
        account.username,
        account.display_name,
        post.title,
        Role(post.role),
        post.agency_id,
    )


def _person(rows: QuerySet[Person]) -> PersonRecord | None:
    found = rows.first()
    return person_record(found) if found else None
