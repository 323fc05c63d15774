"""Who may come to a desk, and what every desk page shows: the sections of the actor's roles with their counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hoso.base import clock
from hoso.base.errors import Conflict, NotAllowed
from hoso.dossiers import queries as dossiers
from hoso.grants import queries as grants
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.parties.actors import Actor
from hoso.processing import queries as processing

View = Callable[..., HttpResponse]
DESK_ROLES = frozenset(
    {Role.INTAKE_OFFICER, Role.CASE_OFFICER, Role.COMPETENT_OFFICER, Role.RECORDS_OFFICER, Role.HEAD}
)
WORKERS = (Role.CASE_OFFICER, Role.HEAD)
NOT_AN_OFFICER = Text(
    "Trang này dành cho cán bộ, công chức. Người dân, tổ chức theo dõi hồ sơ ở mục “Hồ sơ của tôi”.",
    "This page is for officers. Citizens and organisations follow their dossiers under “My dossiers”.",
)
NOT_YOUR_ROLE = Text(
    "Mục này dành cho {roles}. Nếu bạn được giao việc này, hãy nhờ quản trị hệ thống phân công vai trò.",
    "This section is for {roles}. If it is your duty, ask the system administrator for the role.",
)


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the navigation. ``count`` None: nothing is counted there."""

    url: str
    vi: str
    en: str
    count: int | None = None
    exact: bool = False


def officer(*roles: Role) -> Callable[[View], View]:
    """Only for officers (of ``roles``, when given). A visitor signs in first; others get 403."""

    def around(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **facts: Any) -> HttpResponse:
            if not request.actor:
                onward = (
                    request.get_full_path() if request.method in ("GET", "HEAD") else reverse("desk:home")
                )
                return redirect_to_login(onward, "/vao")
            if not request.actor.is_officer:
                raise NotAllowed(NOT_AN_OFFICER)
            if roles and not request.actor.roles & set(roles):
                names = Text(
                    ", ".join(role.label.vi for role in roles), ", ".join(role.label.en for role in roles)
                )
                raise NotAllowed(NOT_YOUR_ROLE.format(roles=names))
            return _with_way_back(request, view, args, facts)

        return guarded

    return around


def _with_way_back(
    request: HttpRequest, view: View, args: tuple[Any, ...], facts: dict[str, Any]
) -> HttpResponse:
    """A stale page answers 409 with a link to the dossier as it stands now."""
    try:
        return view(request, *args, **facts)
    except Conflict as conflict:
        dossier_id = facts.get("dossier_id")
        back = reverse("desk:dossier", args=[dossier_id]) if dossier_id else reverse("desk:home")
        context = {"status": conflict.status, "text": conflict.text, "back": back}
        return page(request, "conflict.html", context, status=conflict.status)


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page of the desk with its navigation."""
    by = request.actor
    facts = {"sections": sections(by, counts(by)), "by": by, **(context or {})}
    return render(request, f"desk/{template}", facts, status=status)


def day_begins(now: datetime) -> datetime:
    """The first instant of the civil day of ``now``."""
    return datetime.combine(clock.civil_day(now), time.min, tzinfo=clock.VIETNAM)


def counts(by: Actor) -> dossiers.Waiting | None:
    """What waits in the lists of the actor's agency; None for officers who keep no dossiers."""
    if not by.roles & DESK_ROLES:
        return None
    now = clock.now()
    return dossiers.waiting(by, day_begins=day_begins(now), now=now)


def sections(by: Actor, waits: dossiers.Waiting | None) -> list[Section]:
    """The navigation of an actor, in the order of a dossier's day."""
    found = [Section("desk:home", "Việc chờ tôi", "Waiting for me", exact=True)]
    if waits is None:
        return found
    if by.has(Role.INTAKE_OFFICER):
        found.append(Section("desk:intake", "Tiếp nhận", "Intake", waits.new))
        found.append(Section("desk:counter", "Nhận tại quầy", "Counter"))
        found.append(Section("desk:signatures", "Chữ ký số", "Signatures", grants.waiting_at_desk(by)))
    if by.roles & set(WORKERS):
        found.append(Section("desk:work", "Việc xử lý", "Work", waits.unit))
        found.append(Section("desk:opinions", "Ý kiến", "Opinions", len(processing.opinions_waiting(by))))
    if by.has(Role.COMPETENT_OFFICER):
        found.append(Section("desk:to_sign", "Chờ ký", "To sign", waits.proposed))
    if by.has(Role.RECORDS_OFFICER):
        found.append(Section("desk:to_seal", "Chờ đóng dấu", "To seal", waits.decided))
    found.append(Section("desk:book", "Sổ chứng thực", "Register of copies"))
    found.append(Section("desk:search", "Tìm hồ sơ", "Search"))
    return found
