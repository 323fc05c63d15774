"""A paper that its owner holds already is laid into the slot at the desk: nothing held is asked again."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Invalid
from hoso.catalogue import queries as catalogue
from hoso.dossiers import spine
from hoso.filing.models import Component
from hoso.filing.parties import Owner
from hoso.holdings import queries as holdings
from hoso.intake.actions.counter import NO_SUCH_COMPONENT
from hoso.law.text import Text
from hoso.papers.queries import paper as paper_record
from hoso.parties.actors import Actor

NOT_USABLE = Text(
    "Giấy tờ này không còn dùng được (đã hết hạn, đã thay thế, hoặc không thuộc loại cần nộp).",
    "This paper cannot be used (expired, replaced, or of another kind).",
)


@transaction.atomic
def use_held(
    dossier_id: UUID, component: str, holding_id: UUID, *, by: Actor, expect_seq: int | None = None
) -> None:
    """Take a paper from the owner's holdings into a slot of a filed dossier, in place of what lies there.

    The same duty as digitising at the desk (``intake.digitise``); the journal line says that it was reused.
    Raises ``Invalid`` when the paper does not fill this slot or may no longer be used.
    """
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "intake.digitise", by)
    slot = next(
        (one for one in catalogue.version(dossier.version_id).components if one.key == component), None
    )
    if slot is None:
        raise Invalid(NO_SUCH_COMPONENT)
    now = clock.now()
    owner = Owner(dossier.owner_person_id, dossier.owner_organisation_id)
    held = holdings.usable_by_kind(owner, set(slot.fitting_kinds), on=clock.civil_day(now))
    chosen = next((one for records in held.values() for one in records if one.id == holding_id), None)
    if chosen is None:
        raise Invalid(NOT_USABLE)
    Component.objects.filter(dossier=dossier, key=component, current=True).update(current=False)
    Component.objects.create(
        dossier=dossier, key=component, paper_id=chosen.paper_id, from_holdings=True, added_at=now
    )
    facts = {
        "component": component,
        "sha256": paper_record(chosen.paper_id).sha256,
        "reused": True,
        "holding": str(chosen.id),
    }
    spine.advance(dossier, "intake.digitise", by, facts=facts, now=now)
