"""The demonstration's trust services over HTTP, and the public face of the ledger."""

from __future__ import annotations

from pathlib import Path

from asn1crypto import pem, x509
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from hoso.base import clock
from hoso.dossiers import queries as dossiers
from hoso.dossiers.notary import signer
from hoso.papers.receiving import read_within
from hoso.seal.demonstration.hierarchy import Hierarchy
from hoso.seal.demonstration.services import answer_ocsp, answer_timestamp
from hoso.seal.errors import KeyUnavailable

LARGEST_QUESTION = 64 * 1024
RESPONDERS = {"public-issuing": "public", "official-issuing": "official"}


def _hierarchy() -> Hierarchy:
    """The demonstration hierarchy; a real installation has none to serve."""
    if not settings.HOSO_DEMONSTRATION:
        raise Http404
    try:
        return Hierarchy.load(Path(settings.HOSO_TRUST))
    except KeyUnavailable as absent:
        raise Http404 from absent


@require_safe
def revocation_list(request: HttpRequest, authority: str) -> HttpResponse:
    """The list of revoked certificates of one demonstration authority (RFC 5280, application/pkix-crl)."""
    file = _hierarchy().directory / "crl" / f"{authority}.crl"
    if not file.is_file():
        raise Http404
    return HttpResponse(file.read_bytes(), content_type="application/pkix-crl")


@csrf_exempt
@require_POST
def timestamp(request: HttpRequest) -> HttpResponse:
    """The demonstration time-stamping authority (RFC 3161 section 3.4)."""
    key = _hierarchy().timestamp_authority
    answer = answer_timestamp(read_within(request, LARGEST_QUESTION), key, clock.now())
    return HttpResponse(answer, content_type="application/timestamp-reply")


@csrf_exempt
@require_POST
def status(request: HttpRequest, authority: str) -> HttpResponse:
    """The demonstration OCSP responder of an issuing authority (RFC 6960, Appendix A)."""
    hierarchy = _hierarchy()
    scope = RESPONDERS.get(authority)
    if scope is None:
        raise Http404
    answer = answer_ocsp(
        read_within(request, LARGEST_QUESTION),
        hierarchy.ocsp_responder(scope),  # type: ignore[arg-type] - the two values of RESPONDERS
        issuer=_certificate(hierarchy.directory / "authorities" / f"{authority}.pem"),
        authority=authority,
        status_of=hierarchy.status_of,
        now=clock.now(),
    )
    return HttpResponse(answer, content_type="application/ocsp-response")


def _certificate(file: Path) -> x509.Certificate:
    return x509.Certificate.load(pem.unarmor(file.read_bytes())[2])


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """The key that signs receipts and tree heads, and the latest head: what a verifier needs of us."""
    context = {"key": signer().key.encode(), "head": dossiers.latest_head()}
    return render(request, "portal/ledger.html", context)


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The latest signed tree head, as plain text (C2SP tlog-checkpoint)."""
    head = dossiers.latest_head()
    if head is None:
        raise Http404
    return HttpResponse(head.checkpoint, content_type="text/plain; charset=utf-8")
