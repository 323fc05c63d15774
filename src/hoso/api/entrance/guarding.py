"""Around every address of the API: what Django or the framework would answer in other words is told here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hoso.api.entrance.problems import NO_METHOD, NOT_HERE, NOT_READABLE, TOO_LARGE, of_failure, problem

View = Callable[..., HttpResponse]
MOST_FILES_AT_ONCE = 4


def guarded(view: View) -> View:
    """``view`` with problem documents for a wrong method, a body too large, and a failure of ours."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **facts: Any) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return problem(request, "malformed", NOT_READABLE)
        if _length(request) > MOST_FILES_AT_ONCE * settings.HOSO_MOST_UPLOAD:
            return problem(request, "too-large", TOO_LARGE)
        try:
            response = view(request, *args, **facts)
        except Exception as failure:  # noqa: BLE001 - whatever it is, a machine gets a problem document
            return of_failure(request, failure)
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "")
            told = problem(request, "method-not-allowed", NO_METHOD.format(methods=allowed))
            told.headers["Allow"] = allowed
            return told
        return response

    return answer


def _length(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isascii() and given.isdigit() else 0


def nothing_here(request: HttpRequest, **_: Any) -> HttpResponse:
    """404 for an address that the API does not have."""
    return problem(request, "not-found", NOT_HERE)
