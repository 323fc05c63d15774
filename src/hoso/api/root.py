"""``/api/v1``: its parts joined, and its words for everything that goes wrong."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja.errors import AuthenticationError, HttpError, ValidationError

from hoso.api import (
    account,
    catalogue,
    dossiers,
    filing,
    followup,
    intake,
    papers,
    processing,
    public,
    results,
)
from hoso.api.entrance import problems
from hoso.api.entrance.document import Api, for_insiders
from hoso.api.entrance.doorkeeper import BOTH, NO_CROSS_SITE
from hoso.api.entrance.reading import PlainRenderer, StrictParser, WrongMediaError
from hoso.base.errors import HosoError
from hoso.base.refusing import as_refusal
from hoso.law.errors import LawError

ABOUT = """
The verbs of the one-stop system for machines. Every verb is the same function as behind the web pages:
it checks who asks, asks the law, writes, journals, all in one transaction.

* **Who asks**: `Authorization: Bearer hoso_…` (a key made with `hoso token` or at `/tokens`), or the session
  of the web pages with `X-CSRFToken`. What a caller may not know of answers 404.
* **Problems** are documents of RFC 9457 (`application/problem+json`) in Vietnamese or English
  (`Accept-Language`), with fields at fault and the articles a refusal rests on. Kinds: `/api/v1/problems`.
* **Two at once**: a dossier's `ETag` is the length of its journal. Send it as `If-Match` or `expect_seq`;
  a call on an older state answers 409 and writes nothing.
* **Twice the same**: a draft is filed once, however often `submit` is sent; `Idempotency-Key` may be sent
  and changes nothing.
* **Lists** are pages: `next` is the `after` of the following one, null on the last.
* **Instants** carry their offset; days are civil days of Viet Nam.
"""

api = Api(
    title="hoso",
    version="1",
    description=ABOUT,
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url="/docs",
    docs_decorator=for_insiders,
    auth=BOTH,
    parser=StrictParser(),
    renderer=PlainRenderer(),
)
for part in (catalogue, public, account, filing, dossiers, intake, processing, results, followup, papers):
    api.add_router("", part.router)


@api.exception_handler(HosoError)
def _refused(request: HttpRequest, failure: HosoError) -> HttpResponse:
    return problems.of_refusal(request, failure)


@api.exception_handler(LawError)
def _not_computable(request: HttpRequest, failure: LawError) -> HttpResponse:
    return problems.of_law(request, failure)


@api.exception_handler(ValidationError)
def _misshapen(request: HttpRequest, failure: ValidationError) -> HttpResponse:
    return problems.of_shape(request, failure)


@api.exception_handler(AuthenticationError)
def _unknown_caller(request: HttpRequest, _: AuthenticationError) -> HttpResponse:
    return problems.problem(request, "not-signed-in", problems.NOT_SIGNED_IN)


@api.exception_handler(HttpError)
def _framework(request: HttpRequest, failure: HttpError) -> HttpResponse:
    """What the framework turns away: a body it cannot parse (400) or a missing CSRF token (403)."""
    if failure.status_code == 403:
        return problems.problem(request, "not-allowed", NO_CROSS_SITE)
    if isinstance(failure.__cause__, WrongMediaError):
        text = problems.WRONG_MEDIA.format(wanted="application/json")
        return problems.problem(request, "unsupported-media-type", text)
    return problems.problem(request, "malformed", problems.NOT_JSON)


@api.exception_handler(Http404)
def _absent(request: HttpRequest, _: Http404) -> HttpResponse:
    return problems.problem(request, "not-found", problems.NOT_HERE)


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, _: RequestDataTooBig) -> HttpResponse:
    return problems.problem(request, "too-large", problems.TOO_LARGE)


@api.exception_handler(TooManyFilesSent)
def _too_many(request: HttpRequest, _: TooManyFilesSent) -> HttpResponse:
    return problems.problem(request, "too-large", problems.TOO_LARGE)


@api.exception_handler(SuspiciousOperation)
def _suspicious(request: HttpRequest, _: SuspiciousOperation) -> HttpResponse:
    return problems.problem(request, "malformed", problems.NOT_READABLE)


@api.exception_handler(MultiPartParserError)
def _no_multipart(request: HttpRequest, _: MultiPartParserError) -> HttpResponse:
    return problems.problem(request, "malformed", problems.NOT_READABLE)


@api.exception_handler(Exception)
def _failed(request: HttpRequest, failure: Exception) -> HttpResponse:
    refusal = as_refusal(failure)
    return problems.of_refusal(request, refusal) if refusal else problems.of_failure(request, failure)
