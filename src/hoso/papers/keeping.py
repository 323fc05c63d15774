"""Keeping a paper that the system itself made: into the vault, then its row."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from hoso.base import clock
from hoso.base.vault import vault
from hoso.papers.judging import signature_report
from hoso.papers.models import Paper, Provenance
from hoso.papers.records import Owner, PaperRecord, record_of
from hoso.parties.actors import Actor

PDF = "application/pdf"


def keep(
    data: bytes,
    *,
    kind: str,
    title: str,
    owner: Owner,
    provenance: Provenance,
    file_name: str,
    by: Actor,
    text: str = "",
    pages: int | None = None,
    signed: bool = False,
    made_from: Sequence[str] = (),
    issuer: str = "",
    number: str = "",
    issued_on: date | None = None,
    valid_until: date | None = None,
    digitised_by: str = "",
    legibility: list[dict[str, Any]] | None = None,
    notes: list[dict[str, str]] | None = None,
) -> PaperRecord:
    """Store a PDF made here. ``signed``: read its signatures back and keep the verdict with the paper."""
    stored = vault().put(io.BytesIO(data))
    now = clock.now()
    report = signature_report(data, now) if signed else {}
    paper = Paper.objects.create(
        kind=kind,
        title=title[:1000],
        provenance=provenance,
        sha256=stored.sha256,
        size=stored.size,
        media_type=PDF,
        pages=pages,
        file_name=file_name,
        received_sha256=made_from[0] if made_from else "",
        made_from=list(made_from),
        number=number,
        issuer=issuer,
        issued_on=issued_on,
        valid_until=valid_until,
        text=text,
        legibility=legibility or [],
        notes=notes or [],
        signature_report=report,
        judged_at=now if signed else None,
        created_at=now,
        created_by_id=by.account_id,
        digitised_by=digitised_by,
        **owner.as_columns,
    )
    return record_of(paper)
