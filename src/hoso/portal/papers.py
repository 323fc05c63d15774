"""Papers, for all doors: the file itself, and pictures of its pages that we drew ourselves."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from hoso.base.errors import NotFound
from hoso.law.text import Text
from hoso.papers.judging import etsi_of_paper
from hoso.papers.queries import data_of, read
from hoso.papers.records import PaperRecord
from hoso.papers.workers import pool
from hoso.portal.doorway import signed_in
from hoso.results.papers import readable
from hoso.scan.errors import PageFailed, Unreadable
from hoso.scan.preview import preview
from hoso.vault.names import safe_name

MOST_PAGES = 2000
NOT_SIGNED = Text("Giấy tờ này không có chữ ký số.", "This paper carries no digital signature.")
NO_PICTURE = Text(
    "Trang này không vẽ được thành hình. Hãy tải tệp xuống để xem.",
    "No picture can be drawn of this page. Download the file to see it.",
)


@require_safe
@signed_in
def download(request: HttpRequest, paper_id: UUID) -> HttpResponseBase:
    """The paper, byte for byte, for who may read it. A browser saves it and never runs it."""
    record = readable(paper_id, by=request.actor)
    response = FileResponse(read(record), content_type=record.media_type)
    response["Content-Disposition"] = disposition(record)
    response["Content-Length"] = str(record.size)
    return _harmless(response)


@require_safe
@signed_in
def report(request: HttpRequest, paper_id: UUID) -> HttpResponseBase:
    """The validation report on the paper's signatures as XML (ETSI TS 119 102-2), for who may read the paper."""
    record = readable(paper_id, by=request.actor)
    if not record.is_signed:
        raise NotFound(NOT_SIGNED)
    response = HttpResponse(etsi_of_paper(record), content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="bao-cao-{record.id}.xml"'
    return _harmless(response)


def disposition(record: PaperRecord) -> str:
    """``attachment`` with the name in both forms of RFC 6266; NFC, and no way out of the header."""
    name = safe_name(record.file_name)
    plain = "".join(letter if letter.isascii() and letter not in '"\\%;' else "_" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


@require_safe
@signed_in
def page(request: HttpRequest, paper_id: UUID, page: int) -> HttpResponseBase:
    """One page (from 1) as WebP, drawn once for each content."""
    record = readable(paper_id, by=request.actor)
    if not 1 <= page <= min(record.pages or 1, MOST_PAGES):
        raise NotFound(NO_PICTURE)
    response = HttpResponse(_drawn(record, page), content_type="image/webp")
    response["Cache-Control"] = "private, max-age=3600"
    return _harmless(response)


def _drawn(record: PaperRecord, page: int) -> bytes:
    folder = Path(settings.HOSO_VAR) / "previews" / record.sha256[:2]
    file = folder / f"{record.sha256}-{page}.webp"
    if file.exists():
        return file.read_bytes()
    try:
        picture = preview(data_of(record), page - 1, pool=pool())
    except (Unreadable, PageFailed) as fault:
        raise NotFound(NO_PICTURE) from fault
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = folder / f".{record.sha256}-{page}-{os.getpid()}-{os.urandom(4).hex()}"
    fresh.write_bytes(picture)
    fresh.replace(file)
    return picture


def _harmless(response: HttpResponseBase) -> HttpResponseBase:
    """Even when opened as a page, the file may do nothing."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
