"""Every request carries the actor behind it: ``request.actor`` (None for a visitor)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from hoso.parties.actors import Actor, actor_of


def _actor(request: HttpRequest) -> Actor | None:
    return actor_of(request.user) if request.user.is_authenticated else None


class ActorMiddleware:
    """Sets ``request.actor`` lazily, so a page that needs nobody asks for nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))
        return self.get_response(request)
