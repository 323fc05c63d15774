"""The whole dossier as one file, for its owner and for the officers who may read it."""

from __future__ import annotations

import tempfile
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_GET

from hoso.archive.actions import package
from hoso.portal.doorway import signed_in


@require_GET
@signed_in
def download(request: HttpRequest, dossier_id: UUID) -> FileResponse:
    """Packed into a file without a name, then sent in pieces: a refusal comes before the first byte."""
    into = tempfile.TemporaryFile(dir=settings.HOSO_VAR)  # noqa: SIM115  the response closes it when it is sent
    try:
        record = package(dossier_id, into, by=request.actor)
    except BaseException:
        into.close()
        raise
    size = into.tell()
    into.seek(0)
    name = record.reference.replace("/", "-")
    response = FileResponse(
        into, as_attachment=True, filename=f"ho-so-{name}.zip", content_type="application/zip"
    )
    response["Content-Length"] = str(size)
    response["X-Content-Type-Options"] = "nosniff"
    return response
