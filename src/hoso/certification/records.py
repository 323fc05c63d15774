"""What the room hands out: a line of the register, a comparison, a copy that was given out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hoso.certification.models import Certification, Comparison, GivenCopy
from hoso.law.copies import Comparing, NotCertifiable


@dataclass(frozen=True, slots=True)
class ComparisonRecord:
    """What a certifier found when he held the original beside its image."""

    original_id: UUID
    name: str
    number: str
    issuer: str
    kind: str
    pages: int
    compared: frozenset[int]
    grounds: tuple[NotCertifiable, ...]
    note: str
    by_id: int | UUID
    by_name: str
    at: datetime

    def for_law(self, account_id: UUID | int | None) -> Comparing:
        """The same for ``may_certify``, when this account certifies."""
        return Comparing(self.pages, self.compared, by_the_certifier=account_id == self.by_id)


@dataclass(frozen=True, slots=True)
class CopyRecord:
    """A copy that was given out. ``certification_no`` or ``entry``, as it was certified or drawn."""

    id: UUID
    paper_id: UUID
    agency_id: str
    certification_no: str
    entry: str
    given_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One line of a register as the officer reads it; ``copy`` None until the agency has sealed it."""

    number: str
    at: datetime
    requested_by: str
    title: str
    original_number: str
    certifier: str
    dossier_code: str
    entry: str
    copy: CopyRecord | None


def number_of(certification: Certification) -> str:
    """The number as printed: ``15/2026-SCT/BS``."""
    return f"{certification.number}/{certification.year}-{certification.book}"


def entry_words(entry: dict[str, str]) -> str:
    """The line of an original register in words; empty for none."""
    if not entry:
        return ""
    day = date.fromisoformat(entry["entered_on"]) if entry.get("entered_on") else None
    parts = (
        f"số {entry['number']}" if entry.get("number") else "",
        entry.get("register", ""),
        f"ngày {day:%d/%m/%Y}" if day else "",
        entry.get("agency", ""),
    )
    return ", ".join(part for part in parts if part)


def comparison_record(row: Comparison) -> ComparisonRecord:
    """The record of a loaded row."""
    return ComparisonRecord(
        original_id=row.original_id,
        name=row.original_name,
        number=row.original_number,
        issuer=row.original_issuer,
        kind=row.original_kind,
        pages=row.pages,
        compared=frozenset(row.compared),
        grounds=tuple(NotCertifiable(one) for one in row.grounds),
        note=row.note,
        by_id=row.compared_by_id,
        by_name=row.compared_by_name,
        at=row.compared_at,
    )


def copy_record(row: GivenCopy) -> CopyRecord:
    """The record of a loaded row, with its paper and certification."""
    return CopyRecord(
        id=row.id,
        paper_id=row.paper_id,
        agency_id=row.agency_id,
        certification_no=number_of(row.certification) if row.certification else "",
        entry=entry_words(row.entry),
        given_at=row.given_at,
        revoked_at=row.paper.revoked_at,
    )
