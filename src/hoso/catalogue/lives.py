"""The life of a procedure's versions, for whoever administers the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hoso.catalogue.models import ProcedureVersion
from hoso.catalogue.queries import version
from hoso.law.text import Text
from hoso.law.verdict import Reason
from hoso.law.versions import Change

STATES = {
    ProcedureVersion.DRAFT: Text("Đang soạn", "Draft"),
    ProcedureVersion.PUBLISHED: Text("Đang công khai", "Published"),
    ProcedureVersion.ABOLISHED: Text("Đã bãi bỏ", "Abolished"),
}


@dataclass(frozen=True, slots=True)
class VersionLife:
    """One version: its decision, its days in force (civil days, both included), and what it still lacks."""

    id: UUID
    code: str
    number: int
    name: Text
    state: str
    decision_number: str | None
    decided_on: date | None
    effective_from: date | None
    effective_to: date | None
    published_at: datetime | None
    published_by: str
    change: str
    abolition: str
    obstacles: tuple[Reason, ...]

    @property
    def state_label(self) -> Text:
        """The state in words."""
        return STATES[self.state]

    @property
    def change_label(self) -> Text | None:
        """What its decision did, in words; None before publication."""
        return Change(self.change).label if self.change else None

    @property
    def is_draft(self) -> bool:
        """Whether it may still change and be published."""
        return self.state == ProcedureVersion.DRAFT

    @property
    def is_published(self) -> bool:
        """Whether it can be abolished."""
        return self.state == ProcedureVersion.PUBLISHED


def lives(code: str) -> tuple[VersionLife, ...]:
    """All versions of a procedure, newest first; empty for an unknown code."""
    rows = ProcedureVersion.objects.filter(procedure_id=code).order_by("-number").defer("spec")
    return tuple(_life(row) for row in rows)


def _life(row: ProcedureVersion) -> VersionLife:
    record = version(row.id)
    return VersionLife(
        id=row.id,
        code=row.procedure_id,
        number=row.number,
        name=record.name,
        state=row.state,
        decision_number=row.decision_number,
        decided_on=row.decided_on,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        published_at=row.published_at,
        published_by=row.published_by,
        change=row.change,
        abolition=row.abolition,
        obstacles=record.obstacles,
    )
