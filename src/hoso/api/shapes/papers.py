"""Papers, holdings and results as JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from hoso.api.shapes.plain import TextOut


class PaperOut(Schema):
    """One electronic paper. `verdict` is that of ETSI EN 319 102-1 on its signatures, or `NO_SIGNATURE`."""

    id: UUID
    kind: str
    title: str
    provenance: str
    sha256: str
    size: int
    media_type: str
    pages: int | None
    file_name: str
    number: str
    issuer: str
    issued_on: date | None
    valid_until: date | None
    revoked_at: datetime | None
    is_signed: bool
    verdict: str
    created_at: datetime


class PaperDetail(PaperOut):
    """A paper with the whole report on its signatures and what was noted while it was taken."""

    report: dict[str, Any]
    notes: list[dict[str, Any]]
    legibility: list[dict[str, Any]]


class HoldingOut(Schema):
    """A held paper; `unusable` says why it cannot be used today."""

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
    unusable: TextOut | None


class ReadingOut(Schema):
    """Who looked at a held paper, when, for what."""

    reader: str
    agency: str
    purpose: str
    at: datetime


class ResultOut(Schema):
    """A result with its signed paper."""

    id: UUID
    code: str
    lookup: str
    name: str
    outcome: str
    paper: PaperOut
    paper_required: bool
    paper_copy: PaperOut | None
    decided_by: str
    decided_at: datetime
    issued_by: str
    issued_at: datetime | None
    returned_at: datetime | None


class IssuedOut(Schema):
    """What anyone who holds the paper may hear about it: that we issued it, when, and its fingerprint."""

    code: str
    name: str
    number: str
    issuer: str
    issued_at: datetime
    sha256: str
    revoked_at: datetime | None


class Verification(Schema):
    """The verdict on one file: `issued` is set when these bytes are a result of ours."""

    sha256: str
    report: dict[str, Any]
    issued: IssuedOut | None
