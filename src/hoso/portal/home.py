"""The front page: find a procedure, follow a dossier, check a paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoso.catalogue import queries as catalogue
from hoso.dossiers import queries as dossiers
from hoso.filing import queries as filing
from hoso.grants import queries as grants
from hoso.law.text import Text
from hoso.portal.doorway import is_owner

LIFE_EVENTS = (
    (Text("Sinh con", "A child is born"), "khai sinh"),
    (Text("Chuyển nơi ở", "Moving house"), "thường trú"),
    (Text("Mở hộ kinh doanh", "Starting a business"), "hộ kinh doanh"),
    (Text("Cần bản sao, chứng thực", "Copies and certification"), "bản sao"),
    (Text("Xin việc, đi nước ngoài", "A new job, going abroad"), "lý lịch tư pháp"),
    (Text("Kết hôn", "Getting married"), "kết hôn"),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What most people come for, at one glance."""
    context: dict[str, Any] = {
        "events": LIFE_EVENTS,
        "online": catalogue.published(limit=12).items,
        "sectors": catalogue.sectors(preparing=True),
    }
    actor = request.actor
    if is_owner(actor):
        context |= {
            "mine": dossiers.of_owner(actor, size=3).rows,
            "drafts": filing.drafts_of(actor, most=3),
            "warnings": [one.text for one in grants.own(actor).notices[:1]],
        }
    return render(request, "portal/home.html", context)
