"""What comes in an address: control characters in it are nobody's search, and PostgreSQL refuses them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

from hoso.base.words import storable


class ReadableAddressMiddleware:
    """Leaves unreadable characters out of the path and the query, before anybody looks anything up by them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.path_info = storable(request.path_info)
        if "%" in request.META.get("QUERY_STRING", ""):
            request.GET = _readable(request.GET)  # type: ignore[assignment]
        return self.get_response(request)


def _readable(query: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True)
    for name, values in query.lists():
        cleaned.setlist(storable(name), [storable(value) for value in values])
    cleaned._mutable = False  # noqa: SLF001 - as Django leaves it
    return cleaned
