"""Reads of papers: their records and their bytes. Who may see one is decided where it is used."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from hoso.base.errors import NotFound
from hoso.base.vault import vault
from hoso.law.text import Text
from hoso.papers.evidence import evidence_addresses
from hoso.papers.models import Paper, Provenance
from hoso.papers.records import PaperRecord, record_of

NO_SUCH_PAPER = Text(
    "Không tìm thấy giấy tờ này, hoặc bạn không có quyền xem.",
    "There is no such paper, or it is not yours to see.",
)


def paper(paper_id: UUID) -> PaperRecord:
    """One paper. Raises ``NotFound``."""
    row = Paper.objects.filter(id=paper_id).first()
    if row is None:
        raise NotFound(NO_SUCH_PAPER)
    return record_of(row)


def papers(paper_ids: Iterable[UUID]) -> dict[UUID, PaperRecord]:
    """Several papers in one query, by identifier; unknown ones are left out."""
    return {row.id: record_of(row) for row in Paper.objects.filter(id__in=list(paper_ids))}


def slip_under(sha256: str) -> PaperRecord | None:
    """The slip of a one-stop desk whose file has exactly these bytes: did we make this very file?"""
    row = Paper.objects.filter(sha256=sha256, provenance=Provenance.SLIP).first()
    return record_of(row) if row else None


def read(record: PaperRecord) -> BinaryIO:
    """The bytes of a paper, to stream."""
    return vault().open(record.sha256)


def data_of(record: PaperRecord) -> bytes:
    """The bytes of a paper that is to be signed or joined: documents of this size fit in memory."""
    with vault().open(record.sha256) as stream:
        return stream.read()


def addresses_on_record() -> Iterator[str]:
    """Every address in the vault that some paper needs, ascending, perhaps repeated: for the audit."""
    used = Paper.objects.order_by("sha256").values_list("sha256", flat=True).iterator()
    received = Paper.objects.exclude(received_sha256="").order_by("received_sha256")
    parts = Paper.objects.exclude(made_from=[]).values_list("made_from", flat=True).iterator()
    return heapq.merge(
        used,
        received.values_list("received_sha256", flat=True).iterator(),
        sorted({sha256 for several in parts for sha256 in several}),
        evidence_addresses(),
    )


def revoked_under(sha256: str) -> datetime | None:
    """Since when the file with exactly these bytes is revoked, in whosever hands a copy of it lies."""
    rows = Paper.objects.filter(sha256=sha256, revoked_at__isnull=False)
    return rows.values_list("revoked_at", flat=True).order_by("revoked_at").first()
