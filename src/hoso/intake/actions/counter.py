"""At the counter: paper becomes electronic and signed while the person stands there."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from hoso.base.errors import Invalid
from hoso.catalogue import queries as catalogue
from hoso.filing.access import open_draft_of, relations_to_draft
from hoso.filing.models import DraftPaper
from hoso.filing.parties import Owner
from hoso.law.digitisation import Exemption
from hoso.law.text import Text
from hoso.papers.digitising import digitise as digitise_paper
from hoso.papers.records import PaperRecord
from hoso.parties.actors import Actor, require

NO_SUCH_COMPONENT = Text("Thủ tục này không có thành phần hồ sơ đó.", "This procedure has no such component.")


def digitise_into_draft(
    draft_id: UUID, component: str, files: Sequence[tuple[str, bytes]], *, by: Actor
) -> PaperRecord:
    """Scans or photos of one paper become one PDF/A signed by the officer, laid into the draft's slot."""
    draft = open_draft_of(draft_id, by)
    require(by, "filing.attach", relations_to_draft(draft, by))
    require(by, "intake.digitise", relations_to_draft(draft, by))
    slot = next((one for one in catalogue.version(draft.version_id).components if one.key == component), None)
    if slot is None:
        raise Invalid(NO_SUCH_COMPONENT)
    owner = Owner(draft.owner_person_id, draft.owner_organisation_id)
    paper = digitise_paper(files, kind=slot.paper_kind, title=slot.name.vi, owner=owner, by=by)
    with transaction.atomic():
        held = open_draft_of(draft_id, by, hold=True)
        DraftPaper.objects.create(draft=held, component=component, paper_id=paper.id)
        if held.not_digitisable.pop(component, None):
            held.save(update_fields=["not_digitisable"])
    return paper


@transaction.atomic
def mark_not_digitisable(draft_id: UUID, component: str, reason: Exemption, *, by: Actor) -> None:
    """Note that a paper cannot be digitised for its nature, with a reason of the closed list; it is counted."""
    draft = open_draft_of(draft_id, by, hold=True)
    require(by, "intake.digitise", relations_to_draft(draft, by))
    if component not in {one.key for one in catalogue.version(draft.version_id).components}:
        raise Invalid(NO_SUCH_COMPONENT)
    draft.not_digitisable = {**draft.not_digitisable, component: reason.value}
    draft.save(update_fields=["not_digitisable"])
