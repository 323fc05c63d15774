"""Taking a file from outside: looked at in a worker, kept byte for byte, its signatures read and judged."""

from __future__ import annotations

import io
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Invalid, TooLarge
from hoso.base.vault import vault
from hoso.law.text import Text
from hoso.papers.evidence import keep_evidence
from hoso.papers.judging import judge
from hoso.papers.models import Paper, Provenance
from hoso.papers.records import Owner, PaperRecord, record_of
from hoso.papers.workers import pool
from hoso.parties.actors import Actor
from hoso.scan.gate import inspect
from hoso.vault.names import safe_name

MEDIA = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "tiff": "image/tiff",
    "webp": "image/webp",
    "heic": "image/heic",
}
NOT_TAKEN = Text(
    "Loại tệp này chưa nhận được ở đây. Hãy gửi tệp PDF hoặc ảnh chụp (JPEG, PNG, TIFF, WebP).",
    "This kind of file is not taken here. Send a PDF or a picture (JPEG, PNG, TIFF, WebP).",
)


def receive(
    upload: BinaryIO,
    file_name: str,
    *,
    kind: str,
    title: str,
    owner: Owner,
    by: Actor,
    most: int | None = None,
    provenance: Provenance = Provenance.UPLOADED,
) -> PaperRecord:
    """Keep a file as it came, after a look at it. A signed file is never re-encoded, here or later.

    ``most``: its largest size in bytes. Raises ``Invalid`` with what to do about the file.
    """
    data = read_within(upload, most or settings.HOSO_MOST_UPLOAD)
    seen = inspect(data, file_name, pool=pool())
    if not seen.ok or seen.kind not in MEDIA:
        raise Invalid(seen.problem or NOT_TAKEN)
    now = clock.now()
    judged = judge(data, now) if seen.kind == "pdf" and seen.has_signature else None
    stored = vault().put(io.BytesIO(data))
    with transaction.atomic():
        paper = Paper.objects.create(
            kind=kind,
            title=title[:1000],
            provenance=provenance,
            sha256=stored.sha256,
            size=stored.size,
            media_type=MEDIA[seen.kind],
            pages=seen.pages,
            file_name=safe_name(file_name),
            received_sha256=stored.sha256,
            notes=[{"vi": note.vi, "en": note.en} for note in seen.notes],
            signature_report=judged.json if judged else {},
            judged_at=now if judged else None,
            created_at=now,
            created_by_id=by.account_id,
            **owner.as_columns,
        )
        if judged:
            keep_evidence(paper, paper.signature_report, judged.store)
    return record_of(paper)


def read_within(upload: BinaryIO, most: int) -> bytes:
    """The bytes of an upload, at most ``most``. Raises ``base.errors.TooLarge`` with the limit in words."""
    data = upload.read(most + 1)
    if len(data) <= most:
        return data
    raise TooLarge(
        Text(
            f"Tệp lớn hơn {most // 1024**2} MB. Hãy quét lại ở 200–300 dpi hoặc tách thành nhiều tệp.",
            f"The file is larger than {most // 1024**2} MB. Scan it at 200–300 dpi or split it.",
        )
    )
