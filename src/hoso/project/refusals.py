"""Turns what an action raises into a page: a clear sentence, the right status, nothing lost."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hoso.base.errors import Refused
from hoso.base.refusing import as_refusal


class RefusalMiddleware:
    """Answers with an error page for every refusal that a view let through, ours or a craft's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, failure: Exception) -> HttpResponse | None:
        """A page for our own refusals; anything else goes on to Django."""
        refusal = as_refusal(failure)
        if refusal is None or request.path.startswith("/api/"):
            return None
        reasons = refusal.verdict.reasons if isinstance(refusal, Refused) else ()
        context = {"status": refusal.status, "text": refusal.text, "reasons": reasons}
        return render(request, "screens/error.html", context, status=refusal.status)
