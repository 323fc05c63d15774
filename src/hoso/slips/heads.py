"""The head that every printed paper about a dossier carries: agency, number, place, signer, QR."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from hoso.base import clock
from hoso.dossiers.models import Dossier
from hoso.filing.parties import Owner
from hoso.filing.profile import owner_identifier
from hoso.parties import queries as parties
from hoso.parties.models import Agency
from hoso.press.qr import PaperIdentity

_PREFIXES = (
    "Ủy ban nhân dân ",
    "Trung tâm Phục vụ hành chính công ",
    "Công an ",
    "xã ",
    "phường ",
    "tỉnh ",
    "thị trấn ",
)


def place_of(agency: Agency) -> str:
    """The place named in the date line, from the agency's name: ``Ủy ban nhân dân xã Thượng Lâm`` → Thượng Lâm."""
    name = agency.name
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name


def head(
    dossier: Dossier,
    agency: Agency,
    *,
    paper_name: str,
    signer_title: str,
    signer_name: str,
    now: datetime,
    lookup: str = "",
    appointment: datetime | None = None,
    number: str = "",
    validity: str = "",
    code: str | None = None,
) -> dict[str, Any]:
    """The shared part of a paper's data (``press.shapes.parts.DossierHead``).

    ``lookup``: a result's own token. ``code``: what the paper calls the dossier, by default its code (the
    receipt number before there is one).
    """
    owner = Owner(dossier.owner_person_id, dossier.owner_organisation_id)
    code = code or dossier.code or dossier.receipt_number
    url = (
        f"{settings.HOSO_BASE_URL}/kiem-tra/{lookup}"
        if lookup
        else f"{settings.HOSO_BASE_URL}/tra-cuu/{code}"
    )
    data: dict[str, Any] = {
        "agency": agency.name,
        "place": place_of(agency),
        "signed_on": clock.civil_day(now),
        "signer": {"capacity": signer_title, "name": signer_name},
        "dossier_code": code,
        "procedure_code": dossier.procedure_code,
        "procedure_name": dossier.version.procedure.name,
        "applicant": applicant(dossier),
        "demonstration": settings.HOSO_DEMONSTRATION,
        "qr": PaperIdentity(
            dossier_code=code,
            procedure_code=dossier.procedure_code,
            applicant_id=owner_identifier(owner),
            paper_name=paper_name,
            system_name="hoso",
            published_at=now,
            url=url,
            appointment_at=appointment,
            validity=validity,
        ),
    }
    return data | ({"number": number} if number else {})


def applicant(dossier: Dossier) -> dict[str, str]:
    """The applicant as a slip shows him; what is unknown is left out."""
    person = parties.person(dossier.owner_person_id) if dossier.owner_person_id else None
    facts = {"name": dossier.owner_name}
    if person:
        known = {
            "identity_code": person.personal_id,
            "address": person.address,
            "phone": person.phone,
            "email": person.email,
        }
        facts |= {name: value for name, value in known.items() if value}
    elif dossier.owner_organisation_id:
        organisation = parties.organisation(dossier.owner_organisation_id)
        known = {"identity_code": organisation.tax_code, "address": organisation.address}
        facts |= {name: value for name, value in known.items() if value}
    return facts
