"""What is known already is not asked: the first answers of a draft come from the owner's own record."""

from __future__ import annotations

from hoso.catalogue.forms import prefill
from hoso.catalogue.records import VersionRecord
from hoso.filing.parties import Owner
from hoso.parties import queries as parties


def first_answers(version: VersionRecord, owner: Owner) -> dict[str, object]:
    """The answers that the profile of the owner gives; unknown stays unanswered."""
    if version.form is None:
        return {}
    return dict(prefill(version.form, profile_of(owner)))


def profile_of(owner: Owner) -> dict[str, object]:
    """The known facts about the owner under the names that forms bind to; empty values are left out."""
    person = parties.person(owner.person_id) if owner.person_id else None
    organisation = parties.organisation(owner.organisation_id) if owner.organisation_id else None
    if organisation and organisation.represented_by_id:
        person = parties.person(organisation.represented_by_id)
    facts: dict[str, object] = {}
    if person:
        facts |= {
            "person.full_name": person.full_name,
            "person.personal_id": person.personal_id,
            "person.born_on": person.born_on.strftime("%d/%m/%Y") if person.born_on else None,
            "person.sex": person.sex,
            "person.address": person.address,
            "person.phone": person.phone,
            "person.email": person.email,
        }
    if organisation:
        facts |= {
            "organisation.name": organisation.name,
            "organisation.tax_code": organisation.tax_code,
            "organisation.address": organisation.address,
        }
    return {name: value for name, value in facts.items() if value}
