"""Fill an empty catalogue: the national index, 190 procedures, and the six that are complete, published."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from hoso.catalogue import shelf
from hoso.catalogue.actions import (
    ImportReport,
    import_entries,
    import_online_levels,
    import_procedures,
    publish,
)
from hoso.catalogue.models import CatalogueEntry, ProcedureVersion
from hoso.parties.actors import Actor

KNOWN_IN_FORCE = date(2026, 7, 31)
"""The portal showed these states in July 2026: where the decision has no date, this day is safe."""


@transaction.atomic
def seed(by: Actor) -> ImportReport:
    """Import everything that ships with the package, publish what is complete. Repeatable. Raises NotAllowed.

    Procedures that lack completion stay drafts, each with its obstacles; the public list shows them as
    being prepared. A later version that somebody is drafting is left alone.
    """
    worked_on = set(
        ProcedureVersion.objects.filter(number__gt=1, state=ProcedureVersion.DRAFT).values_list(
            "procedure_id", flat=True
        )
    )
    untouched = [one for one in shelf.procedures() if one["code"] not in worked_on]
    report = import_procedures(
        untouched, by=by, curations=shelf.curations(), essential=shelf.essential_numbers()
    )
    if not CatalogueEntry.objects.exists():
        import_entries(shelf.index(), by=by)
        import_online_levels(shelf.online_levels(), by=by)
    for version_id, decided_on in _complete_drafts():
        publish(version_id, effective_from=decided_on or KNOWN_IN_FORCE, by=by)
    return report


def _complete_drafts() -> list[tuple[UUID, date | None]]:
    drafts = ProcedureVersion.objects.filter(
        procedure_id__in=shelf.curations(), state=ProcedureVersion.DRAFT, number=1
    )
    return list(drafts.order_by("procedure_id").values_list("id", "decided_on"))
