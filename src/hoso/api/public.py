"""For everybody, without a key: follow a dossier by its code, verify a file, the kinds of problems."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from hoso.api.calling import stream
from hoso.api.entrance.problems import KINDS
from hoso.api.shapes.dossiers import TrackedOut
from hoso.api.shapes.papers import IssuedOut, Verification
from hoso.api.shapes.plain import Paged, TextOut
from hoso.base import clock
from hoso.base.errors import NotFound
from hoso.dossiers import queries as dossiers
from hoso.dossiers.spine import NO_SUCH_DOSSIER
from hoso.law.text import Text
from hoso.papers.judging import judge_foreign
from hoso.papers.receiving import read_within
from hoso.results import queries as results
from hoso.results.queries import ResultRecord

router = Router(tags=["public"], auth=None)
NO_SUCH_RESULT = Text(
    "Không có kết quả nào mang mã này. Hãy quét lại mã QR trên giấy.",
    "No result carries this code. Scan the QR code on the paper again.",
)
NO_SUCH_KIND = Text("Không có loại lỗi này.", "There is no such kind of problem.")


class KindOut(Schema):
    """A kind of problem: `type` is the address by which documents name it."""

    code: str
    type: str
    status: int
    title: TextOut


@router.get("/track/{code}", response=TrackedOut)
def track(request: HttpRequest, code: str) -> dossiers.Tracked:
    """State and due date of a dossier by its code or receipt number: no personal data."""
    found = dossiers.tracked(code)
    if found is None:
        raise NotFound(NO_SUCH_DOSSIER)
    return found


@router.post("/verify", response=Verification)
def verify_file(
    request: HttpRequest, file: File[UploadedFile], content: File[UploadedFile | None] = None
) -> dict[str, Any]:
    """Verify a signed PDF, XML, .p7s or ASiC file (multipart): a verdict in words with the checks behind it.

    Nothing is kept. `content` is what a signature that stands alone signs.

    Whatever the file is, the answer is a report; only a file above the limit is turned away (413).
    """
    data = read_within(stream(file), settings.HOSO_MOST_UPLOAD)
    sha256 = hashlib.sha256(data).hexdigest()
    issued = results.issued_under(sha256)
    beside = read_within(stream(content), settings.HOSO_MOST_UPLOAD) if content else None
    report = judge_foreign(data, clock.now(), content=beside).as_json()
    return {"sha256": sha256, "report": report, "issued": _issued(issued) if issued else None}


@router.get("/verify/{token}", response=IssuedOut)
def verify_token(request: HttpRequest, token: str) -> dict[str, Any]:
    """The issued result behind the token of its QR code."""
    found = results.result_by_lookup(token)
    if found is None:
        raise NotFound(NO_SUCH_RESULT)
    return _issued(found)


def _issued(record: ResultRecord) -> dict[str, Any]:
    paper = record.paper
    return {
        "code": record.code,
        "name": record.name,
        "number": paper.number,
        "issuer": paper.issuer,
        "issued_at": record.issued_at,
        "sha256": paper.sha256,
        "revoked_at": paper.revoked_at,
    }


@router.get("/problems", response=Paged[KindOut])
def list_problem_kinds(request: HttpRequest) -> dict[str, Any]:
    """The kinds of problem documents that this API answers with."""
    return {"items": [_kind(code) for code in KINDS], "next": None}


@router.get("/problems/{code}", response=KindOut)
def read_problem_kind(request: HttpRequest, code: str) -> dict[str, Any]:
    """One kind of problem."""
    if code not in KINDS:
        raise NotFound(NO_SUCH_KIND)
    return _kind(code)


def _kind(code: str) -> dict[str, Any]:
    status, title = KINDS[code]
    return {"code": code, "type": f"/api/v1/problems/{code}", "status": status, "title": title}
