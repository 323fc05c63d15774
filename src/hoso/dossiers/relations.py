"""How an actor stands to a dossier: the facts that the permission tables of ``law/`` ask for."""

from __future__ import annotations

from hoso.dossiers.models import Dossier
from hoso.law.roles import Relation, Role
from hoso.parties.actors import Actor
from hoso.parties.queries import supervises


def relations_to(dossier: Dossier, actor: Actor) -> frozenset[Relation]:
    """The relations of ``actor`` to ``dossier``; empty for a stranger. Reads nothing: agencies are loaded.

    An agency stands for itself and for the units under it, so a department's head sees his divisions.
    """
    found: set[Relation] = set()
    if actor.owns(dossier.owner_person_id, dossier.owner_organisation_id):
        found.add(Relation.OWNER)
    if not actor.is_officer or not actor.agency_path:
        return frozenset(found)
    if dossier.receiver.path.startswith(actor.agency_path) and Role.SUPERVISOR not in actor.roles:
        found.add(Relation.RECEIVER)
    if dossier.agency.path.startswith(actor.agency_path) and Role.SUPERVISOR not in actor.roles:
        found.add(Relation.AGENCY)
    if dossier.assignee_id is not None and dossier.assignee_id == actor.account_id:
        found.add(Relation.ASSIGNEE)
    if Role.SUPERVISOR in actor.roles and _supervises(dossier, actor):
        found.add(Relation.SUPERVISED)
    return frozenset(found)


def _supervises(dossier: Dossier, actor: Actor) -> bool:
    return any(supervises(actor, path) for path in {dossier.agency.path, dossier.receiver.path})
