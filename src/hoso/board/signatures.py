"""Free signatures on the board: figures by agency, each opening its list; the list as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hoso.base.errors import NotFound
from hoso.board.behind import Echo, harmless
from hoso.board.doorway import WATCHERS, for_roles
from hoso.board.filters import Filters
from hoso.law.text import Text
from hoso.oversight.queries import NO_SUCH_FIGURE
from hoso.oversight.signatures import FIGURES, GrantRecord, signature_figures, signatures_behind
from hoso.screens.formats import written_time
from hoso.screens.language import current_language

SHOWN = 200
_HEADINGS = (
    Text("Người ký", "Signer"),
    Text("Tổ chức", "Organisation"),
    Text("Bộ phận một cửa", "One-stop desk"),
    Text("Trạng thái hiện nay", "State now"),
    Text("Yêu cầu", "Asked"),
    Text("Cấp", "Issued"),
    Text("Hết hạn", "Ends"),
)


@require_GET
@for_roles(*WATCHERS)
def signatures(request: HttpRequest) -> HttpResponse:
    """How many were asked for, issued, renewed, refused and revoked, and what ends soon."""
    filters = Filters.of(request)
    rows = signature_figures(filters.scope, filters.span)
    totals = [
        (label, sum(row.counts[key] for row in rows), _address(filters, key))
        for key, label in FIGURES.items()
    ]
    table = [
        (
            row.agency,
            [(row.counts[key], _address(filters, key, row.agency.id)) for key in FIGURES],
        )
        for row in rows
    ]
    context = {"filters": filters, "totals": totals, "table": table, "labels": list(FIGURES.values())}
    return render(request, "board/signatures.html", context)


@require_GET
@for_roles(*WATCHERS)
def behind(request: HttpRequest) -> HttpResponse:
    """The signatures that a figure counts."""
    filters, key = Filters.of(request), _key(request)
    found = list(islice(signatures_behind(key, filters.scope, filters.span), SHOWN + 1))
    query = urlencode({"so": key})
    context = {
        "filters": filters,
        "key": key,
        "label": FIGURES[key],
        "rows": found[:SHOWN],
        "more": len(found) > SHOWN,
        "export": f"{reverse('board:signatures_export')}?{query}&{filters.query()}",
    }
    return render(request, "board/signatures_behind.html", context)


@require_GET
@for_roles(*WATCHERS)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The whole list as CSV, streamed."""
    filters, key = Filters.of(request), _key(request)
    rows = signatures_behind(key, filters.scope, filters.span)
    response = StreamingHttpResponse(_csv(rows, current_language()), content_type="text/csv; charset=utf-8")
    name = f"chu-ky-so-{key}-{filters.span.last_day:%Y%m%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csv(rows: Iterator[GrantRecord], language: str) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow([heading.in_language(language) for heading in _HEADINGS])
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in _cells(row, language)])


def _cells(row: GrantRecord, language: str) -> list[str]:
    instants: list[Any] = [row.requested_at, row.issued_at, row.valid_to]
    written = [written_time(one) if one else "" for one in instants]
    return [row.name, row.organisation, row.agency_name, row.state.label.in_language(language), *written]


def _key(request: HttpRequest) -> str:
    key = request.GET.get("so", "issued")
    if key not in FIGURES:
        raise NotFound(NO_SUCH_FIGURE)
    return key


def _address(filters: Filters, key: str, agency: str = "") -> str:
    narrowed = {"co_quan": agency} if agency else {}
    return f"{reverse('board:signatures_behind')}?so={key}&{filters.query(**narrowed)}".rstrip("&")
