"""How often one address may guess codes and have files checked: enough for an office, too little for a machine.

Codes are guessed by misses, so only answers 404 count there. Counted by ``limits`` in this process, or for several
processes together in the store that ``HOSO_RATES`` names (``redis://host:6379``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from hoso.api.entrance import problems
from hoso.law.text import Text

TOO_OFTEN = Text(
    "Từ địa chỉ mạng của bạn đã có quá nhiều lượt trong một phút. Hãy đợi một phút rồi thử lại; "
    "không có gì bị mất.",
    "There were too many requests from your network address within a minute. Wait a minute and try again; "
    "nothing is lost.",
)
WAIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a minute for each address. ``misses``: only answers 404 count."""

    name: str
    method: str
    path: re.Pattern[str]
    most: RateLimitItem
    misses: bool = False


RATES = (
    Rate("files", "POST", re.compile(r"/kiem-tra|/api/v1/verify"), parse("60/minute")),
    Rate("packages", "GET", re.compile(r"/ho-so/[^/]+/goi\.zip"), parse("30/minute")),
    Rate(
        "codes",
        "GET",
        re.compile(r"/tra-cuu/.|/kiem-tra/.|/api/v1/(track|verify)/."),
        parse("60/minute"),
        misses=True,
    ),
)


class RateMiddleware:
    """Answers 429 before any work is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.window = MovingWindowRateLimiter(storage_from_string(settings.HOSO_RATES))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        rate = _rate_of(request)
        if rate is None:
            return self.get_response(request)
        address = request.META.get("REMOTE_ADDR", "")
        if rate.misses:
            if not self.window.test(rate.most, rate.name, address):
                return _too_often(request)
            response = self.get_response(request)
            if response.status_code == 404:
                self.window.hit(rate.most, rate.name, address)
            return response
        if not self.window.hit(rate.most, rate.name, address):
            return _too_often(request)
        return self.get_response(request)


def _rate_of(request: HttpRequest) -> Rate | None:
    return next((one for one in RATES if request.method == one.method and one.path.match(request.path)), None)


def _too_often(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        response = problems.problem(request, "too-many", TOO_OFTEN)
    else:
        response = render(request, "screens/error.html", {"status": 429, "text": TOO_OFTEN}, status=429)
    response.headers["Retry-After"] = str(WAIT_SECONDS)
    return response
