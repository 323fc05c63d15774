"""How an actor stands to a draft: its owner, or the counter at which it was opened."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from hoso.base.errors import Conflict, NotFound
from hoso.filing.models import Draft
from hoso.law.roles import Relation
from hoso.law.text import Text
from hoso.parties.actors import Actor

NO_SUCH_DRAFT = Text(
    "Không tìm thấy hồ sơ nháp này, hoặc nó không phải của bạn. Hãy mở lại từ danh sách hồ sơ của bạn.",
    "There is no such draft, or it is not yours. Open it again from your list.",
)
ALREADY_FILED = Text(
    "Hồ sơ này đã được nộp (hoặc đã bỏ), không sửa được nữa. Hãy mở hồ sơ đã nộp để theo dõi.",
    "This dossier has been filed (or discarded) and can no longer be changed. Open the filed dossier instead.",
)


# What is read of a version comes from the catalogue's memory; its specification need not be parsed each time.
_HEAVY = ("version__spec", "version__procedure__search_text", "version__procedure__source")


def relations_to_draft(draft: Draft, actor: Actor) -> frozenset[Relation]:
    """The relations of ``actor`` to ``draft``; empty for a stranger."""
    found = set()
    if actor.owns(draft.owner_person_id, draft.owner_organisation_id):
        found.add(Relation.OWNER)
    if draft.opened_by_id == actor.account_id and actor.is_officer and actor.agency_id == draft.receiver_id:
        found.add(Relation.RECEIVER)
    return frozenset(found)


def open_draft_of(draft_id: UUID, by: Actor, *, hold: bool = False) -> Draft:
    """The draft, if it is this actor's and still open; locked with ``hold``. ``NotFound`` or ``Conflict``."""
    rows = Draft.objects.filter(id=draft_id).select_related("receiver", "agency", "version__procedure")
    rows = rows.defer(*_HEAVY)
    if hold and connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    draft = rows.first()
    if draft is None or not relations_to_draft(draft, by):
        raise NotFound(NO_SUCH_DRAFT)
    if draft.submitted_id or draft.discarded_at:
        raise Conflict(ALREADY_FILED)
    return draft
