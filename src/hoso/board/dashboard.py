"""The dashboard and the red flags: figures of an agency or a province, each opening the list behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hoso.base.identifiers import fold
from hoso.board import charts
from hoso.board.doorway import WATCHERS, for_roles
from hoso.board.filters import Filters
from hoso.law.text import Text
from hoso.oversight.measures import FLAGS, MEASURES
from hoso.oversight.queries import by_month, figures
from hoso.oversight.records import Counts, Figures, LevelCounts
from hoso.oversight.scope import LEVELS
from hoso.reminders.queries import reminders_of
from hoso.screens.formats import written_number

_MOST_OPEN = 12


@require_GET
@for_roles(*WATCHERS)
def dashboard(request: HttpRequest) -> HttpResponse:
    """Figures, charts and the table by level and agency."""
    filters = Filters.of(request)
    counted = figures(filters.scope, filters.span)
    months = by_month(filters.scope, filters.span)
    context: dict[str, Any] = {
        "filters": filters,
        "reminders": [
            (one, reverse("board:dossier", args=[one.dossier_id])) for one in reminders_of(request.actor)
        ],
        "figures": counted,
        "levels": _levels(counted, filters.words),
        "gap": gap_sentence(counted.total),
        "received": charts.received(months),
        "solved": charts.solved(months),
        "electronic": charts.electronic(months),
        "overdue": charts.overdue(filters, counted.agencies),
        "months": months,
    }
    return render(request, "board/dashboard.html", context)


@require_GET
@for_roles(*WATCHERS)
def flags(request: HttpRequest) -> HttpResponse:
    """What a head answers for first: late, asked twice, paper asked though held."""
    filters = Filters.of(request)
    counted = figures(filters.scope, filters.span)
    rows = [each for each in counted.agencies if any(each.counts[key] for key in FLAGS)]
    rows.sort(key=lambda each: [-each.counts[key] for key in FLAGS])
    measures = [MEASURES[key] for key in FLAGS]
    context = {"filters": filters, "figures": counted, "rows": rows, "measures": measures}
    return render(request, "board/flags.html", context)


def _levels(counted: Figures, words: str) -> list[dict[str, Any]]:
    wanted = fold(words).split()
    return [
        {
            "name": LEVELS.get(level.level, Text(level.level, level.level)),
            "key": level.level,
            "counts": level.counts,
            "agencies": found,
            "open": bool(wanted) or len(found) <= _MOST_OPEN,
        }
        for level in counted.levels
        if (found := _named(level, wanted))
    ]


def _named(level: LevelCounts, words: list[str]) -> list[Any]:
    return [each for each in level.agencies if all(word in each.agency.folded_name for word in words)]


def gap_sentence(counts: Counts) -> Text:
    """The official figure of digitisation beside the strict one, and what lies between, in one sentence."""
    gap = counts["digitised"] - counts["digitised_strict"]
    if not counts["accepted"]:
        return Text("Chưa có hồ sơ nào được tiếp nhận trong kỳ.", "No dossier was accepted in the period.")
    if gap == 0:
        return Text(
            "Hai cách tính bằng nhau: mọi hồ sơ có tệp đều đã đủ chữ ký số hợp lệ.",
            "Both counts agree: every dossier with files has valid signatures on all of them.",
        )
    number = written_number(gap)
    return Text(
        f"Chênh {number} hồ sơ: có tệp đính kèm nên được tính theo cách chính thức, nhưng còn thành phần hoặc "
        "kết quả chưa ký số hợp lệ, hoặc giấy tờ bổ sung chưa được kiểm tra.",
        f"They differ by {number}: these dossiers have files, which the official count accepts, but a component "
        "or the result lacks a valid signature, or an added paper was not judged.",
    )
