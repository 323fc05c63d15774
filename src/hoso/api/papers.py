"""Papers and holdings: what one may read, and who has read one's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest
from ninja import Router

from hoso.api.calling import actor
from hoso.api.entrance.doorkeeper import BOTH
from hoso.api.shapes.papers import HoldingOut, PaperDetail, ReadingOut
from hoso.api.shapes.plain import Paged
from hoso.base import clock
from hoso.holdings import queries as holdings
from hoso.papers.queries import read
from hoso.papers.records import PaperRecord
from hoso.results.papers import readable

router = Router(tags=["papers"], auth=BOTH)


@router.get("/papers/{uuid:paper_id}", response=PaperDetail)
def read_paper(request: HttpRequest, paper_id: UUID) -> PaperRecord:
    """One paper with the report on its signatures. An officer's reading of a held paper is written down."""
    return readable(paper_id, by=actor(request))


@router.get("/papers/{uuid:paper_id}/file", response=bytes)
def download_paper(request: HttpRequest, paper_id: UUID) -> FileResponse:
    """The file, byte for byte as it is kept."""
    record = readable(paper_id, by=actor(request))
    response = FileResponse(
        read(record), as_attachment=True, filename=record.file_name, content_type=record.media_type
    )
    response.headers["Content-Length"] = str(record.size)
    response.headers["Digest"] = f"sha-256={record.sha256}"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@router.get("/holdings", response=Paged[HoldingOut])
def list_holdings(request: HttpRequest) -> dict[str, Any]:
    """Everything a citizen or organisation holds, the newest first; unusable ones say why."""
    today = clock.civil_day(clock.now())
    return {"items": holdings.own(actor(request), on=today), "next": None}


@router.get("/holdings/{uuid:holding_id}/readings", response=Paged[ReadingOut])
def list_readings(request: HttpRequest, holding_id: UUID) -> dict[str, Any]:
    """Who has read one of the caller's own held papers, the latest first."""
    return {"items": holdings.readings(actor(request), holding_id), "next": None}
