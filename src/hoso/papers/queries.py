"""Reads of papers: their records and their bytes. Who may see one is decided where it is used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO
from uuid import UUID

from hoso.base.errors import NotFound
from hoso.base.vault import vault
from hoso.law.text import Text
from hoso.papers.models import Paper
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


def read(record: PaperRecord) -> BinaryIO:
    """The bytes of a paper, to stream."""
    return vault().open(record.sha256)


def data_of(record: PaperRecord) -> bytes:
    """The bytes of a paper that is to be signed or joined: documents of this size fit in memory."""
    with vault().open(record.sha256) as stream:
        return stream.read()
