"""Who may come in here. What he may do then, each query and verb checks itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hoso.base.errors import NotAllowed
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.parties.actors import Actor

View = Callable[..., HttpResponse]
WATCHERS = (Role.HEAD, Role.SUPERVISOR)
NOT_HERE = Text(
    "Trang này dành cho thủ trưởng đơn vị, người giám sát và quản trị. Tài khoản của bạn không có vai trò đó.",
    "This page is for heads of agencies, supervisors and administrators. Your account has no such role.",
)


def for_roles(*roles: Role) -> Callable[[View], View]:
    """Send a visitor to sign in; tell anyone without one of these roles where he stands (403)."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **facts: Any) -> HttpResponse:
            if not request.actor:
                onward = request.get_full_path() if request.method in ("GET", "HEAD") else "/giam-sat/"
                return redirect_to_login(onward, "/vao")
            if not request.actor.roles & set(roles):
                raise NotAllowed(NOT_HERE)
            return view(request, *args, **facts)

        return guarded

    return guard


def home_of(actor: Actor) -> str:
    """The page of this door where the actor's own work is."""
    if actor.roles & set(WATCHERS):
        return "board:dashboard"
    return "board:procedures" if actor.has(Role.CATALOGUE_ADMIN) else "board:users"


@for_roles(*WATCHERS, Role.CATALOGUE_ADMIN, Role.SYSTEM_ADMIN)
def front(request: HttpRequest) -> HttpResponse:
    """The door itself: on to one's own page."""
    return redirect(home_of(request.actor))
