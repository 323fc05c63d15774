"""The owner supplements: the only step back, the one the law prescribes. The clock runs again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotFound
from hoso.catalogue import queries as catalogue
from hoso.dossiers import spine
from hoso.dossiers.models import Dossier
from hoso.filing.actions.submission import component_fact
from hoso.filing.announce import announce
from hoso.filing.clock import clock_of
from hoso.filing.models import Component, SupplementRequest
from hoso.filing.parties import Owner
from hoso.law.text import Text
from hoso.papers.models import Paper
from hoso.papers.queries import NO_SUCH_PAPER
from hoso.papers.receiving import receive
from hoso.parties.actors import Actor

EMPTY = Text(
    "Bạn chưa thêm giấy tờ hay nội dung giải trình nào. Hãy tải lên ít nhất một giấy tờ được yêu cầu, "
    "hoặc viết câu trả lời.",
    "You have added neither a paper nor an explanation. Upload at least one paper asked for, or write an answer.",
)
NOT_ASKED = Text(
    "Hồ sơ này hiện không có yêu cầu bổ sung nào đang chờ bạn.",
    "Nothing is being asked of you for this dossier at the moment.",
)
NO_SUCH_COMPONENT = Text("Thành phần hồ sơ không đúng.", "There is no such component.")


@dataclass(frozen=True, slots=True)
class Addition:
    """A file for a component that was asked for."""

    component: str
    file_name: str
    upload: BinaryIO


def supplement(
    dossier_id: UUID,
    additions: Sequence[Addition],
    *,
    by: Actor,
    words: str = "",
    papers: Sequence[tuple[str, UUID]] = (),
    expect_seq: int | None = None,
) -> None:
    """Answer the open request: new papers take the place of those they correct; the pause ends now.

    ``papers`` are papers kept already (digitised at the counter), by component. Raises ``Invalid``,
    ``Conflict`` when nothing is asked or the page was stale.
    """
    dossier = Dossier.objects.select_related("agency", "receiver").filter(id=dossier_id).first()
    if dossier is None:
        raise NotFound(spine.NO_SUCH_DOSSIER)
    dossier.seen_seq = expect_seq
    spine.permit(dossier, "filing.supplement", by)
    if not additions and not papers and not words.strip():
        raise Invalid(EMPTY)
    _refuse_foreign(dossier, papers)
    kept = [*papers, *_received(dossier, additions, by)]
    with transaction.atomic():
        held = spine.hold(dossier_id, expect_seq=expect_seq)
        spine.permit(held, "filing.supplement", by)
        _answer(held, kept, words.strip(), by)


def _refuse_foreign(dossier: Dossier, papers: Sequence[tuple[str, UUID]]) -> None:
    """A paper kept already must be of the dossier's owner; anything else does not exist for this dossier."""
    keys = {one.key for one in catalogue.version(dossier.version_id).components}
    if any(component not in keys for component, _ in papers):
        raise Invalid(NO_SUCH_COMPONENT)
    wanted = {paper_id for _, paper_id in papers}
    own = Paper.objects.filter(
        id__in=wanted,
        owner_person_id=dossier.owner_person_id,
        owner_organisation_id=dossier.owner_organisation_id,
    )
    if own.count() != len(wanted):
        raise NotFound(NO_SUCH_PAPER)


def _received(dossier: Dossier, additions: Sequence[Addition], by: Actor) -> list[tuple[str, UUID]]:
    version = catalogue.version(dossier.version_id)
    owner = Owner(dossier.owner_person_id, dossier.owner_organisation_id)
    kept = []
    for addition in additions:
        slot = next((one for one in version.components if one.key == addition.component), None)
        if slot is None:
            raise Invalid(NO_SUCH_COMPONENT)
        paper = receive(
            addition.upload,
            addition.file_name,
            kind=slot.paper_kind,
            title=slot.name.vi,
            owner=owner,
            by=by,
            most=slot.most_bytes,
        )
        kept.append((addition.component, paper.id))
    return kept


def _answer(dossier: Dossier, kept: Sequence[tuple[str, UUID]], words: str, by: Actor) -> None:
    now = clock.now()
    answered = SupplementRequest.objects.filter(dossier=dossier, answered_at__isnull=True).update(
        answered_at=now
    )
    if not answered:
        raise Conflict(NOT_ASKED)
    rows = _replace(dossier, kept, now)
    running = clock_of(dossier, afresh=True) if dossier.accepted_at else None
    facts = {
        "words": words,
        "components": [component_fact(row) for row in rows],
        "due_at": running.due.due_at.isoformat() if running else None,
        "calendar": running.due.calendar_version if running else None,
    }
    changes = {"due_at": running.due.due_at} if running else {}
    entry = spine.advance(dossier, "filing.supplement", by, facts=facts, now=now, **changes)
    announce(dossier, entry)


def _replace(dossier: Dossier, kept: Sequence[tuple[str, UUID]], now: datetime) -> list[Component]:
    keys = {component for component, _ in kept}
    Component.objects.filter(dossier=dossier, key__in=keys, current=True).update(current=False)
    papers = Paper.objects.in_bulk([paper_id for _, paper_id in kept])
    rows = [
        Component(dossier=dossier, key=component, paper=papers[paper_id], added_at=now)
        for component, paper_id in kept
    ]
    return Component.objects.bulk_create(rows)
