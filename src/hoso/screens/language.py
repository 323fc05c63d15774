"""The language of a request: the person's own choice, else Vietnamese. Machines say theirs in a header."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from hoso.law.text import Text

COOKIE = "hoso_language"
LANGUAGES = ("vi", "en")
DEFAULT = "vi"
ONE_YEAR = 365 * 24 * 3600  # seconds


def current_language() -> str:
    """``vi`` or ``en``, as activated for this thread; Vietnamese when nothing is."""
    active = translation.get_language() or DEFAULT
    return "en" if active.startswith("en") else DEFAULT


def spoken(text: object) -> str:
    """The sentence in the page's language: of a ``Text``, a (vi, en) pair or anything with ``str``."""
    match text:
        case None:
            return ""
        case Text():
            return text.in_language(current_language())
        case (str() as vi, str() as en):
            return en if current_language() == "en" else vi
        case _:
            return str(text)


def said(text: Text) -> str:
    """A lazy string of ``text``, for labels, choices and error messages that outlive a request."""
    return lazy(spoken, str)(text)


def language_of(request: HttpRequest) -> str:
    """The cookie, then Vietnamese. Under ``/api/`` the first of ``Accept-Language`` that we speak.

    Pages do not follow the browser: many people here use one that asks for English and do not read it.
    """
    chosen = request.COOKIES.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    if not request.path.startswith("/api/"):
        return DEFAULT
    wished = []
    for part in request.headers.get("Accept-Language", "")[:200].split(","):
        name, _, weight = part.strip().partition(";q=")
        if name[:2].lower() in LANGUAGES:
            wished.append((-_weight(weight), name[:2].lower()))
    # sorted() is stable on the weight alone, so the browser's own order decides between equals
    return sorted(wished, key=lambda pair: pair[0])[0][1] if wished else DEFAULT


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


class LanguageMiddleware:
    """Sets ``request.language`` and activates it for templates, dates and Django's own messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.language = language  # type: ignore[attr-defined]
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the choice for a year and go back to the page the person came from."""
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = "/"
    response = HttpResponseRedirect(onward)
    language = request.POST.get("language", "")
    if language in LANGUAGES:
        response.set_cookie(
            COOKIE, language, max_age=ONE_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    return response
