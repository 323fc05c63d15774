"""What every operation does: who calls, what he has seen, and how a dossier is told to him."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja.files import UploadedFile

from hoso.api.shapes.plain import Seen
from hoso.base.errors import Invalid
from hoso.dossiers import queries as dossiers
from hoso.law.roles import Relation
from hoso.law.text import Text
from hoso.papers.receiving import read_within
from hoso.parties.actors import Actor
from hoso.processing.queries import opinions_asked

BAD_MATCH = Text(
    'If-Match phải là ETag của hồ sơ, ví dụ "7".', 'If-Match must be the ETag of the dossier, such as "7".'
)
_ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')


def actor(request: HttpRequest) -> Actor:
    """Who calls. Only for operations behind the doorkeeper."""
    return cast("Actor", request.auth)  # type: ignore[attr-defined]


def seen(request: HttpRequest, payload: Seen | None = None, *, seq: int | None = None) -> int | None:
    """The journal's length that the caller knew: ``expect_seq`` of the body, else the ``If-Match`` header."""
    told_seq = payload.expect_seq if payload else seq
    header = request.headers.get("If-Match")
    if told_seq is not None or header in {None, "*"}:
        return told_seq
    found = _ETAG.fullmatch(str(header).strip())
    if found is None:
        raise Invalid(BAD_MATCH, {"If-Match": BAD_MATCH})
    return int(found[1])


def visible(dossier_id: UUID, by: Actor) -> dossiers.DossierRecord:
    """The dossier, if the caller may read it: as one of its own, or because his agency was asked about it."""
    asked = bool(by.is_officer and opinions_asked(dossier_id, by))
    return dossiers.dossier(dossier_id, by=by, also=frozenset({Relation.ASKED} if asked else ()))


def told(dossier_id: UUID, by: Actor, response: HttpResponse) -> dossiers.DossierRecord:
    """The dossier as it stands now, with its ETag."""
    record = visible(dossier_id, by)
    response.headers["ETag"] = f'"{record.seq}"'
    return record


def stream(file: UploadedFile) -> BinaryIO:
    """The upload as the binary stream that actions read: it is one, only its type does not say so."""
    return cast("BinaryIO", file)


def several(files: Sequence[UploadedFile]) -> list[tuple[str, bytes]]:
    """The names and bytes of uploaded pages, all together within the limit of one paper."""
    left = settings.HOSO_MOST_UPLOAD
    pages = []
    for file in files:
        data = read_within(stream(file), left)
        left -= len(data)
        pages.append((file.name or "file", data))
    return pages
