"""What the room hands out: a held paper and whether it may be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hoso.holdings.models import Holding
from hoso.law.text import Text


@dataclass(frozen=True, slots=True)
class HoldingRecord:
    """One held paper. ``unusable``: why it cannot be used on the day asked about, None when it can."""

    id: UUID
    paper_id: UUID
    title: str
    paper_kind: str
    code: str
    condition: str
    issuer: str
    number: str
    issued_on: date | None
    valid_until: date | None
    deposited_at: datetime
    source_code: str
    unusable: Text | None


EXPIRED = Text("Đã hết hạn ngày {on}", "Expired on {on}")
REPLACED = Text("Đã có bản mới thay thế", "Replaced by a newer one")
REVOKED = Text("Đã bị thu hồi", "Revoked")


def record_of(row: Holding, on: date) -> HoldingRecord:
    """The record of a loaded row (with its paper), judged on a civil day."""
    return HoldingRecord(
        id=row.id,
        paper_id=row.paper_id,
        title=row.paper.title,
        paper_kind=row.paper_kind,
        code=row.code,
        condition=row.condition,
        issuer=row.paper.issuer,
        number=row.paper.number,
        issued_on=row.paper.issued_on,
        valid_until=row.valid_until,
        deposited_at=row.deposited_at,
        source_code=row.source_code,
        unusable=_unusable(row, on),
    )


def _unusable(row: Holding, on: date) -> Text | None:
    if row.paper.revoked_at:
        return REVOKED
    if row.superseded_at:
        return REPLACED
    if row.valid_until and row.valid_until < on:
        return EXPIRED.format(on=row.valid_until.strftime("%d/%m/%Y"))
    return None
