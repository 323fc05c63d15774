"""What the room hands out: a paper as its readers see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hoso.papers.models import Paper, Provenance


@dataclass(frozen=True, slots=True)
class Owner:
    """A person or an organisation, by identifier; one of the two."""

    person_id: UUID | None
    organisation_id: UUID | None

    @property
    def as_columns(self) -> dict[str, UUID | None]:
        """The two columns of every table that names an owner."""
        return {"owner_person_id": self.person_id, "owner_organisation_id": self.organisation_id}


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """One paper. Instants in UTC; ``report`` is the signature verdict, empty when nothing was judged."""

    id: UUID
    kind: str
    title: str
    owner: Owner
    provenance: Provenance
    sha256: str
    size: int
    media_type: str
    pages: int | None
    file_name: str
    received_sha256: str
    made_from: tuple[str, ...]
    number: str
    issuer: str
    issued_on: date | None
    valid_until: date | None
    revoked_at: datetime | None
    legibility: tuple[dict[str, Any], ...]
    notes: tuple[dict[str, str], ...]
    report: dict[str, Any]
    created_at: datetime
    digitised_by: str

    @property
    def is_signed(self) -> bool:
        """Whether the file carries a signature, whatever it is worth."""
        return bool(self.report.get("signatures"))

    @property
    def verdict(self) -> str:
        """The verdict of ETSI EN 319 102-1 on its signatures, or NO_SIGNATURE."""
        return str(self.report.get("verdict", "NO_SIGNATURE"))


def record_of(paper: Paper) -> PaperRecord:
    """The record of a loaded row."""
    return PaperRecord(
        id=paper.id,
        kind=paper.kind,
        title=paper.title,
        owner=Owner(paper.owner_person_id, paper.owner_organisation_id),
        provenance=Provenance(paper.provenance),
        sha256=paper.sha256,
        size=paper.size,
        media_type=paper.media_type,
        pages=paper.pages,
        file_name=paper.file_name,
        received_sha256=paper.received_sha256,
        made_from=tuple(paper.made_from),
        number=paper.number,
        issuer=paper.issuer,
        issued_on=paper.issued_on,
        valid_until=paper.valid_until,
        revoked_at=paper.revoked_at,
        legibility=tuple(paper.legibility),
        notes=tuple(paper.notes),
        report=paper.signature_report,
        created_at=paper.created_at,
        digitised_by=paper.digitised_by,
    )
