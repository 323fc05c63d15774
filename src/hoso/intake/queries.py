"""Reads of the one-stop desk: the queue, and what stands in the way of accepting."""

from __future__ import annotations

from uuid import UUID

from hoso.dossiers import queries as dossiers
from hoso.dossiers.models import Dossier
from hoso.intake.standing import open_points
from hoso.law.lifecycle import State
from hoso.law.roles import Relation
from hoso.law.verdict import Verdict
from hoso.parties.actors import Actor, require

QUEUES = {
    "new": (State.SUBMITTED,),
    "waiting": (State.AWAITING_COMPLETION, State.AWAITING_SUPPLEMENT),
    "ready": (State.ISSUED,),
}


def queue(by: Actor, kind: str = "new", *, after: str | None = None) -> dossiers.Page:
    """What waits at the actor's desk: ``new`` arrivals, ``waiting`` for their owners, ``ready`` results."""
    require(by, "dossiers.list", {Relation.RECEIVER})
    return dossiers.queue(by.agency_path, QUEUES.get(kind, QUEUES["new"]), after=after)


def in_the_way(dossier_id: UUID, *, by: Actor) -> Verdict:
    """What stands in the way of accepting the dossier; ok when nothing does."""
    dossiers.dossier(dossier_id, by=by)
    return open_points(Dossier.objects.get(id=dossier_id))
