"""What comes in an address: control characters in it are nobody's search, and PostgreSQL refuses them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

from hoso.base.words import storable
from hoso.screens.errors import error_page


class ReadableAddressMiddleware:
    """Leaves unreadable characters out of the query; a path that holds any leads nowhere (404)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if storable(request.path_info) != request.path_info:
            return error_page(request, 404)
        if "%" in request.META.get("QUERY_STRING", ""):
            request.GET = _readable(request.GET)  # type: ignore[assignment]
        return self.get_response(request)


def _readable(query: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True)
    for name, values in query.lists():
        cleaned.setlist(storable(name), [storable(value) for value in values])
    cleaned._mutable = False  # noqa: SLF001 - as Django leaves it
    return cleaned
