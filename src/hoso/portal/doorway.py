"""Who may come in: pages of one's own need a citizen's or an organisation's account."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from hoso.base.errors import NotAllowed
from hoso.law.text import Text
from hoso.parties.actors import Actor

View = Callable[..., HttpResponse]
NOT_A_CITIZEN = Text(
    "Trang này dành cho tài khoản của người dân, tổ chức. Cán bộ làm việc tại trang “Bàn làm việc một cửa”.",
    "This page is for accounts of citizens and organisations. Officers work at the one-stop desk.",
)


def signed_in(view: View) -> View:
    """Send a visitor to sign in first, and then back to this page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **facts: Any) -> HttpResponse:
        if not request.actor:
            onward = request.get_full_path() if request.method in ("GET", "HEAD") else "/ho-so/"
            return redirect_to_login(onward, "/vao")
        return view(request, *args, **facts)

    return guarded


def for_owners(view: View) -> View:
    """As ``signed_in``; an officer's account is told where it belongs (403)."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **facts: Any) -> HttpResponse:
        if not is_owner(request.actor):
            raise NotAllowed(NOT_A_CITIZEN)
        return view(request, *args, **facts)

    return guarded


def is_owner(actor: Actor | None) -> bool:
    """Whether this account can have dossiers of its own."""
    return bool(actor and not actor.is_officer and (actor.person_id or actor.organisation_id))
