"""Two versions of a procedure side by side, with what that means for whoever has a dossier or a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hoso.base import clock
from hoso.base.errors import NotFound
from hoso.catalogue.models import ProcedureVersion
from hoso.catalogue.queries import in_force
from hoso.catalogue.spec.changes import Change, changes_between
from hoso.law.text import Text
from hoso.law.versions import DraftStanding, standing_of_draft


@dataclass(frozen=True, slots=True)
class Comparison:
    """Versions ``older`` and ``newer`` of ``code`` by number, and every change between them."""

    code: str
    older: int
    newer: int
    changes: tuple[Change, ...]


def comparison(code: str, older: int, newer: int) -> Comparison:
    """What version ``newer`` of ``code`` changed against ``older``. Raises NotFound."""
    rows = {
        row.number: row
        for row in ProcedureVersion.objects.filter(procedure_id=code, number__in=[older, newer])
    }
    for number in (older, newer):
        if number not in rows:
            raise NotFound(
                Text(
                    f"Thủ tục {code} không có phiên bản {number}.",
                    f"Procedure {code} has no version {number}.",
                )
            )
    return Comparison(code, older, newer, changes_between(rows[older].spec, rows[newer].spec))


def draft_standing(version_id: UUID, on: date | None = None) -> DraftStanding:
    """What a citizen may do with an unfiled draft that pinned this version, on a day. Raises NotFound."""
    day = on or clock.civil_day(clock.now())
    pinned = ProcedureVersion.objects.defer("spec").filter(id=version_id).first()
    if pinned is None:
        raise NotFound(Text("Không có phiên bản thủ tục này.", "There is no such procedure version."))
    try:
        current: str | None = str(in_force(pinned.procedure_id, day).id)
    except NotFound:
        current = None
    return standing_of_draft(str(version_id), current)
