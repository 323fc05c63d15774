"""What the room hands out of its rows: frozen records, and the columns that they are read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from hoso.dossiers.models import Channel, Dossier
from hoso.law.states import State


@dataclass(frozen=True, slots=True)
class DossierRecord:
    """One dossier as a reader sees it. Instants in UTC."""

    id: UUID
    code: str | None
    receipt_number: str
    version_id: UUID
    procedure_code: str
    procedure_name: str
    channel: Channel
    state: State
    owner_name: str
    owner_person_id: UUID | None
    owner_organisation_id: UUID | None
    agency_id: str
    agency_name: str
    receiver_id: str
    receiver_name: str
    assignee_id: UUID | None
    assignee_name: str
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    seq: int

    @property
    def reference(self) -> str:
        """The dossier code, or the receipt number before there is one."""
        return self.code or self.receipt_number


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """One journal line. ``facts`` are its details."""

    seq: int
    at: datetime
    verb: str
    state_to: State
    actor_name: str
    actor_agency_id: str
    facts: dict[str, object]
    hash: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list; ``after`` continues it, None at its end."""

    rows: tuple[DossierRecord, ...]
    after: str | None


RELATED = ("agency", "receiver", "assignee", "version__procedure")
# A version carries its whole specification, a procedure its searchable text: a list needs the names alone.
READ = (
    *(field.name for field in Dossier._meta.concrete_fields),  # noqa: SLF001 - the documented meta API
    *("agency__name", "agency__path", "receiver__name", "receiver__path"),
    *("assignee__display_name", "version__procedure__name"),
)


def with_names(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The rows with what ``record_of`` and ``relations_to`` read of their relations, and no more."""
    return rows.select_related(*RELATED).only(*READ)


def record_of(row: Dossier) -> DossierRecord:
    """The record of a loaded row (with its relations selected)."""
    return DossierRecord(
        id=row.id,
        code=row.code,
        receipt_number=row.receipt_number,
        version_id=row.version_id,
        procedure_code=row.procedure_code,
        procedure_name=row.version.procedure.name,
        channel=Channel(row.channel),
        state=State(row.state),
        owner_name=row.owner_name,
        owner_person_id=row.owner_person_id,
        owner_organisation_id=row.owner_organisation_id,
        agency_id=row.agency_id,
        agency_name=row.agency.name,
        receiver_id=row.receiver_id,
        receiver_name=row.receiver.name,
        assignee_id=row.assignee_id,
        assignee_name=row.assignee.display_name if row.assignee else "",
        submitted_at=row.submitted_at,
        accepted_at=row.accepted_at,
        due_at=row.due_at,
        ended_at=row.ended_at,
        seq=row.last_seq,
    )
