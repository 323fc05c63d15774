"""May this actor read this paper? His own, or one of a dossier he may see. An officer's reading is written down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from hoso.base import clock
from hoso.base.errors import NotFound
from hoso.dossiers.models import Dossier
from hoso.dossiers.relations import relations_to
from hoso.filing.models import Component, DraftPaper
from hoso.holdings.actions import note_reading
from hoso.holdings.models import Holding
from hoso.law.duties import allowed
from hoso.law.roles import Relation
from hoso.papers.queries import NO_SUCH_PAPER, paper
from hoso.papers.records import PaperRecord
from hoso.parties.actors import Actor
from hoso.processing.models import OpinionRequest, Proposal
from hoso.results.models import Result
from hoso.slips.models import Slip


def readable(paper_id: UUID, *, by: Actor) -> PaperRecord:
    """The paper, if ``by`` may read it. Raises ``NotFound`` otherwise, so identifiers cannot be probed.

    The owner reads what he filed, holds or was given. When an officer reads a paper that
    somebody holds, its owner sees that in his account.
    """
    record = paper(paper_id)
    if not by.is_officer:
        if by.owns(record.owner.person_id, record.owner.organisation_id) and _given_out(paper_id):
            return record
        raise NotFound(NO_SUCH_PAPER)
    if DraftPaper.objects.filter(paper_id=paper_id, draft__opened_by_id=by.account_id).exists():
        return record
    for dossier in _dossiers_with(paper_id):
        relations = set(relations_to(dossier, by))
        if OpinionRequest.objects.filter(dossier=dossier, asked_agency_id=by.agency_id).exists():
            relations.add(Relation.ASKED)
        if allowed("papers.read", by.roles, relations).ok:
            note_reading(paper_id, f"Hồ sơ {dossier}", by=by, now=clock.now())
            return record
    raise NotFound(NO_SUCH_PAPER)


def _given_out(paper_id: UUID) -> bool:
    """Whether the owner has to do with this paper: he filed it or holds it, or it was issued to him.

    What officers work on (previews, a decision before its seal, a scan before it is sealed) is not his yet.
    """
    his = (DraftPaper, Component, Slip, Holding)
    if any(model.objects.filter(paper_id=paper_id).exists() for model in his):
        return True
    issued = Result.objects.filter(issued_at__isnull=False)
    return issued.filter(Q(paper_id=paper_id) | Q(paper_copy_id=paper_id)).exists()


_PLACES: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Component, ("paper_id",)),
    (Slip, ("paper_id",)),
    (Proposal, ("document_id",)),
    (Result, ("paper_id", "paper_copy_id")),
)


def papers_in(dossier_id: UUID) -> tuple[UUID, ...]:
    """Every paper of a dossier: components, slips, draft results and results, in the order of that list."""
    found: dict[UUID, None] = {}
    for model, names in _PLACES:
        for name in names:
            rows = model.objects.filter(dossier_id=dossier_id).values_list(name, flat=True)
            found |= dict.fromkeys(one for one in rows if one)
    return tuple(found)


def _dossiers_with(paper_id: UUID) -> list[Dossier]:
    """The dossiers in which this paper is a component, a slip, a draft result or a result."""
    found: set[UUID] = set()
    for model, names in _PLACES:
        for name in names:
            found |= set(model.objects.filter(**{name: paper_id}).values_list("dossier_id", flat=True))
    return list(Dossier.objects.filter(id__in=found).select_related("agency", "receiver"))
