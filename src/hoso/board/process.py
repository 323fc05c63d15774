"""The internal process of a version: drawn, checked, and played through before anyone works by it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from hoso.base.errors import NotFound
from hoso.board.doorway import for_roles
from hoso.catalogue.diagram import in_words, svg
from hoso.catalogue.process import MOST_DOSSIERS, Play, as_process, play
from hoso.catalogue.queries import version
from hoso.catalogue.spec.obstacles import shortest_limit
from hoso.law.process import flaws, longest_route
from hoso.law.roles import Role
from hoso.law.text import Text

ROLES = {role.value: role.label for role in Role}


@require_GET
@for_roles(Role.CATALOGUE_ADMIN)
def process(request: HttpRequest, code: str, version_id: UUID) -> HttpResponse:
    """Drawing and words, flaws, and the outcome of a trial with the numbers in the address."""
    record = version(version_id)
    if record.code != code:
        raise NotFound(Text("Không có phiên bản này.", "There is no such version."))
    limit = shortest_limit(record)
    steps = as_process(record.steps)
    wanted = Play(
        dossiers=_number(request, "ho_so", 100, MOST_DOSSIERS),
        a_day=_number(request, "moi_ngay", 4, 1000),
        seed=_number(request, "hat_giong", 1, 999_999),
    )
    outcome = play(record.steps, wanted, limit_hours=limit)
    loads = {one.key: one for one in outcome.loads}
    context = {
        "code": code,
        "version": record,
        "drawing": mark_safe(svg(record.steps)),  # noqa: S308 - every text in it was escaped when drawn
        "words": in_words(record.steps),
        "flaws": flaws(steps, limit_hours=limit),
        "limit": limit,
        "longest": longest_route(steps),
        "wanted": wanted,
        "outcome": outcome,
        "rows": [
            {"step": one, "role": ROLES.get(one.role, Text(one.role, one.role)), "load": loads.get(one.key)}
            for one in record.steps
        ],
    }
    return render(request, "board/process.html", context)


def _number(request: HttpRequest, name: str, otherwise: int, most: int) -> int:
    given = request.GET.get(name, "")
    return (
        min(max(int(given), 1), most) if given.isascii() and given.isdigit() and len(given) < 9 else otherwise
    )
