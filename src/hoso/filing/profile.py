"""Facts about the owner for names and papers."""

from __future__ import annotations

from hoso.filing.parties import Owner
from hoso.parties import queries as parties


def owner_name(owner: Owner) -> str:
    """The owner's name as registered."""
    if owner.organisation_id:
        return parties.organisation(owner.organisation_id).name
    return parties.person(owner.person_id).full_name


def owner_identifier(owner: Owner) -> str:
    """The personal number or tax code of the owner; empty when unknown."""
    if owner.organisation_id:
        return parties.organisation(owner.organisation_id).tax_code or ""
    return parties.person(owner.person_id).personal_id or ""
