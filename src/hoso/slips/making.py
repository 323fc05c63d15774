"""Making a slip: composed, read back, signed by the officer and sealed by the agency, kept. Once in effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from hoso.base import clock
from hoso.base.outbox import handles
from hoso.dossiers.models import Entry
from hoso.filing.parties import Owner
from hoso.papers.keeping import keep
from hoso.papers.models import Provenance
from hoso.papers.ports import Place, signing
from hoso.papers.titles import file_name_for
from hoso.parties.actors import SYSTEM, actor_of
from hoso.parties.models import Agency
from hoso.press.compose import Composed, compose
from hoso.press.shapes import template_named
from hoso.press.zones import Zone
from hoso.slips.contents import CONTENTS
from hoso.slips.heads import head
from hoso.slips.models import Slip


def ensure(dossier_id: UUID, form: str, seq: int) -> Slip:
    """The slip of a journal line, made now if it is not there yet."""
    made = Slip.objects.filter(dossier_id=dossier_id, form=form, seq=seq).first()
    if made:
        return made
    entry = Entry.objects.select_related(
        "dossier__agency", "dossier__receiver", "dossier__version__procedure", "actor", "leaf"
    ).get(dossier_id=dossier_id, seq=seq)
    composed, agency = _compose(entry, form)
    pdf = _signed(composed, entry, agency, form)
    return _keep(entry, form, composed, pdf)


def _compose(entry: Entry, form: str) -> tuple[Composed, Agency]:
    dossier = entry.dossier
    name = template_named(form).title.vi
    agency = dossier.agency if form == "apology" else dossier.receiver
    actor = actor_of(entry.actor) if entry.actor and form != "e_receipt" else SYSTEM
    appointment = dossier.due_at if form == "receipt" else None
    data = head(
        dossier,
        agency,
        paper_name=name,
        signer_title=actor.title if actor.is_officer else "Bộ phận một cửa",
        signer_name=actor.name if actor.is_officer else agency.name,  # no officer acted: the seal alone
        now=entry.at,
        appointment=appointment,
        code=dossier.receipt_number if form == "e_receipt" else None,
    )
    data |= CONTENTS[form](dossier, entry)
    shape = template_named(form).shape
    known = {key: value for key, value in data.items() if key in _keys(shape)}
    return compose(form, known, now=entry.at, identifier=data["dossier_code"]), agency


def _keys(shape: type) -> set[str]:
    return {key for one in shape.__mro__ for key in getattr(one, "__annotations__", {})} | set(
        shape.__required_keys__ | shape.__optional_keys__
    )


def _signed(composed: Composed, entry: Entry, agency: Agency, form: str) -> bytes:
    pdf = composed.pdf
    actor = actor_of(entry.actor) if entry.actor else SYSTEM
    reason = template_named(form).title.vi
    if actor.is_officer and form != "e_receipt":
        pdf = signing().as_person(actor, pdf, place=place_of(composed.zones.person), reason=reason)
    return signing().as_agency(agency.id, pdf, place=place_of(composed.zones.agency), reason=reason)


def place_of(zone: Zone | None) -> Place | None:
    """The place of a signature block from the zone that the layout reported."""
    return Place(zone.page, (zone.x1, zone.y1, zone.x2, zone.y2)) if zone else None


def _keep(entry: Entry, form: str, composed: Composed, pdf: bytes) -> Slip:
    dossier = entry.dossier
    try:
        with transaction.atomic():
            paper = keep(
                pdf,
                kind=f"slip-{form}",
                title=composed.title,
                owner=Owner(dossier.owner_person_id, dossier.owner_organisation_id),
                provenance=Provenance.SLIP,
                file_name=file_name_for(f"{composed.title} {dossier.code or dossier.receipt_number}"),
                by=SYSTEM,
                text=composed.text,
                pages=composed.pages,
                signed=True,
                issuer=dossier.receiver.name,
            )
            return Slip.objects.create(
                dossier=dossier, form=form, seq=entry.seq, paper_id=paper.id, made_at=clock.now()
            )
    except IntegrityError:  # another worker was faster; one slip is enough
        return Slip.objects.get(dossier=dossier, form=form, seq=entry.seq)


@handles("slips.make")
def _deliver(payload: Mapping[str, Any]) -> None:
    ensure(UUID(payload["dossier"]), payload["form"], int(payload["seq"]))
