"""The list behind a figure, its export, and one dossier with its journal, read-only."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoso.base.errors import NotFound
from hoso.board.doorway import WATCHERS, for_roles
from hoso.board.filters import Filters
from hoso.law.lifecycle import TRANSITIONS
from hoso.law.text import Text
from hoso.oversight.journals import inspected
from hoso.oversight.measures import CHANNELS, MEASURES, Measure
from hoso.oversight.queries import NO_SUCH_FIGURE, all_behind, dossiers_behind
from hoso.oversight.records import BehindRow
from hoso.screens.formats import written_date, written_time
from hoso.screens.language import current_language, spoken

_VERBS = {row.verb: row.label for row in TRANSITIONS}
_ASKED_HELD = Text(
    "yêu cầu giấy tờ đã có trong kho: {what}; căn cứ: {ground}",
    "asked for a paper already held: {what}; ground: {ground}",
)
_HEADINGS = (
    Text("Mã hồ sơ", "Code"),
    Text("Mã thủ tục", "Procedure code"),
    Text("Thủ tục", "Procedure"),
    Text("Cơ quan giải quyết", "Agency"),
    Text("Hình thức nộp", "Channel"),
    Text("Trạng thái", "State"),
    Text("Tiếp nhận lúc", "Received"),
    Text("Hẹn trả", "Due"),
    Text("Kết thúc lúc", "Ended"),
    Text("Quá hạn", "Late"),
)


@require_GET
@for_roles(*WATCHERS)
def behind(request: HttpRequest) -> HttpResponse:
    """The dossiers that a figure counts, a page at a time."""
    filters, measure = Filters.of(request), _measure(request)
    page = dossiers_behind(measure.key, filters.scope, filters.span, after=request.GET.get("sau"))
    context = {
        "filters": filters,
        "measure": measure,
        "page": page,
        "started": bool(request.GET.get("sau")),
    }
    return render(request, "board/behind.html", context)


@require_GET
@for_roles(*WATCHERS)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The whole list as CSV (UTF-8 with its mark, so that spreadsheets read the letters), streamed."""
    filters, measure = Filters.of(request), _measure(request)
    rows = all_behind(measure.key, filters.scope, filters.span)
    response = StreamingHttpResponse(_csv(rows, current_language()), content_type="text/csv; charset=utf-8")
    name = f"ho-so-{measure.key}-{filters.span.last_day:%Y%m%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _measure(request: HttpRequest) -> Measure:
    found = MEASURES.get(request.GET.get("so", "total"))
    if found is None:
        raise NotFound(NO_SUCH_FIGURE)
    return found


class Echo:
    """A file that gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def _csv(rows: Iterator[BehindRow], language: str) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow([heading.in_language(language) for heading in _HEADINGS])
    late = Text("có", "yes").in_language(language)
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in _cells(row, language, late)])


def _cells(row: BehindRow, language: str, late: str) -> list[str]:
    return [
        row.reference,
        row.procedure_code,
        row.procedure_name,
        row.agency_name,
        CHANNELS[row.channel].in_language(language),
        row.state.label.in_language(language),
        written_time(row.received_at),
        written_date(row.due_at) if row.due_at else "",
        written_time(row.ended_at) if row.ended_at else "",
        late if row.late else "",
    ]


def harmless(cell: str) -> str:
    """A cell that a spreadsheet will not run as a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the journal as the timeline shows it."""

    what: Text
    at: datetime
    who: str
    note: str
    now: bool


@require_GET
@for_roles(*WATCHERS)
def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One dossier with its journal, its states and whether the chain holds. Nothing can be changed here."""
    journal = inspected(dossier_id, by=request.actor)
    last = len(journal.lines)
    events = [
        Event(
            _begin(_VERBS.get(line.verb, Text(line.verb, line.verb))),
            line.at,
            line.actor_name,
            " · ".join(
                [f"#{line.seq}", spoken(line.state_to.label), *_told(line.facts), f"{line.hash[:16]}…"]
            ),
            line.seq == last,
        )
        for line in journal.lines
    ]
    context = {"journal": journal, "dossier": journal.dossier, "events": events}
    context["channel"] = CHANNELS[journal.dossier.channel]
    return render(request, "board/dossier.html", context)


def _told(facts: Mapping[str, Any]) -> Iterator[str]:
    """What an inspector looks for in a line: the reason, a paper asked for though held, an owner's report."""
    if facts.get("reason"):
        yield str(facts["reason"])
    for one in facts.get("override") or ():
        words = _ASKED_HELD.format(what=one.get("name", ""), ground=one.get("legal_basis", ""))
        yield spoken(words)
    if facts.get("reported"):
        yield str(facts["reported"])


def _begin(label: Text) -> Text:
    return Text(label.vi[:1].upper() + label.vi[1:], label.en[:1].upper() + label.en[1:])
