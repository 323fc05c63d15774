"""The whole dossier as one file, for its owner and for the officers who may read it."""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from hoso.archive.contents import members_of, packed, papers_of
from hoso.archive.package.writing import TooLargeForOnePackage, write
from hoso.archive.readme_text import DEMONSTRATION, README
from hoso.base.errors import NotFound, TooLarge
from hoso.dossiers import queries as dossiers
from hoso.dossiers.models import Dossier
from hoso.dossiers.notary import signer
from hoso.dossiers.queries import DossierRecord
from hoso.dossiers.relations import relations_to
from hoso.dossiers.spine import NO_SUCH_DOSSIER
from hoso.law.roles import Relation, Role
from hoso.parties.actors import Actor, require
from hoso.processing.queries import opinions_asked


def package(dossier_id: UUID, into: BinaryIO, *, by: Actor) -> DossierRecord:
    """Write the package of a dossier into a stream; the dossier's record. The same state gives the same bytes.

    The owner gets what he may read: the lines of officers go by their hash. Raises ``NotFound`` for a stranger,
    ``TooLarge`` beyond 4 GB.
    """
    record, dossier = _permitted(dossier_id, by)
    readme = README.format(
        procedure=record.procedure_name,
        reference=record.reference,
        agency=record.agency_name,
        demonstration=DEMONSTRATION if settings.HOSO_DEMONSTRATION else "",
    )
    facts = {
        "dossier": str(record.id),
        "reference": record.reference,
        "lines": dossier.last_seq,
        "demonstration": settings.HOSO_DEMONSTRATION,
    }
    papers = packed(papers_of(dossier_id, by))
    try:
        write(members_of(record, dossier, papers, by, readme), facts, signer(), into)
    except TooLargeForOnePackage as much:
        raise TooLarge(much.text) from much
    return record


def _permitted(dossier_id: UUID, by: Actor) -> tuple[DossierRecord, Dossier]:
    asked = by.is_officer and bool(opinions_asked(dossier_id, by))
    also = frozenset({Relation.ASKED}) if asked else frozenset[Relation]()
    record = dossiers.dossier(dossier_id, by=by, also=also)
    dossier = Dossier.objects.select_related("agency", "receiver").filter(id=dossier_id).first()
    if dossier is None:
        raise NotFound(NO_SUCH_DOSSIER)
    if Role.SYSTEM not in by.roles:
        require(by, "archive.package", relations_to(dossier, by) | also)
    return record, dossier
