"""Check any signed file, or the paper behind a QR code. Public: a sentence, the checks behind it, never a yes or no."""

from __future__ import annotations

import hashlib
import io
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hoso.archive.package.checking import check_stream, is_package
from hoso.base import clock
from hoso.base.errors import HosoError, Invalid
from hoso.dossiers.notary import published_key
from hoso.followup.queries import revocation_of
from hoso.law.text import Text
from hoso.papers import queries as papers
from hoso.papers.judging import etsi_of, judge_foreign, trust_store
from hoso.papers.receiving import read_within
from hoso.results import queries as results
from hoso.results.queries import ResultRecord

TONES = {"TOTAL_PASSED": "good", "TOTAL_FAILED": "bad"}
OUTCOMES = {"ok": "good", "failed": "bad"}
NO_FILE = Text("Hãy chọn một tệp đã ký số để kiểm tra.", "Choose a signed file to check.")
UNKNOWN_TOKEN = Text(
    "Không có giấy tờ nào được cấp với mã này. Nếu mã lấy từ một bản in, giấy đó có thể là giả; "
    "hãy hỏi cơ quan ghi trên giấy.",
    "No paper was issued with this code. If the code is on a print, that print may be forged; "
    "ask the agency named on it.",
)
SAME = Text(
    "Đúng là tệp chúng tôi đã cấp, không sai một byte.", "This is the very file we issued, byte for byte."
)
OTHER = Text(
    "Tệp này khác với tệp chúng tôi đã cấp theo mã này. Hãy xem kết quả kiểm tra chữ ký bên dưới.",
    "This file differs from the one we issued under this code. See the check of its signatures below.",
)
ROLES = {
    "personal": Text("Người ký", "Person"),
    "agency": Text("Cơ quan, tổ chức", "Agency or organisation"),
}


@require_http_methods(["GET", "POST"])
def check_file(request: HttpRequest) -> HttpResponse:
    """Drop a file, and beside a lone signature what it signs. Nothing is kept."""
    if request.method == "GET":
        code = "".join(request.GET.get("ma", "").split())[:30]
        return check_lookup(request, code) if code else _page(request, {})
    try:
        data, name = _sent(request)
        content = _content(request)
    except HosoError as refusal:
        return _page(request, {"wrong": refusal.text}, status=refusal.status)
    if request.POST.get("do") == "xml":
        return as_download(etsi_of(data, clock.now(), name=name, content=content))
    if is_package(data):
        return _page(request, package_judged(data, name))
    return _page(request, judged(data, name, content))


def as_download(report: bytes) -> HttpResponse:
    """A validation report to be saved; it holds names from strangers' files, so no browser shows it."""
    response = HttpResponse(report, content_type="application/xml")
    response["Content-Disposition"] = 'attachment; filename="bao-cao-kiem-tra.xml"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
def check_lookup(request: HttpRequest, token: str) -> HttpResponse:
    """The paper behind a QR code, and whether a file at hand is that paper. No personal data."""
    found = results.result_by_lookup(token)
    context: dict[str, Any] = {"token": token[:30], "found": found, "asked": True}
    if found is None:
        return _page(request, context | {"unknown": UNKNOWN_TOKEN}, status=404)
    context |= {"stored": stored_verdict(found), "outcome": found.outcome, "revoked": revocation_of(found.id)}
    if request.method == "POST":
        try:
            data, name = _sent(request)
            content = _content(request)
        except HosoError as refusal:
            return _page(request, context | {"wrong": refusal.text}, status=refusal.status)
        same = hashlib.sha256(data).hexdigest() == found.paper.sha256
        context |= judged(data, name, content) | {"comparison": SAME if same else OTHER, "same": same}
    return _page(request, context)


def _sent(request: HttpRequest) -> tuple[bytes, str]:
    upload = request.FILES.get("file")
    if upload is None:
        raise Invalid(NO_FILE)
    return read_within(upload, settings.HOSO_MOST_UPLOAD), (upload.name or "")[:200]


def _content(request: HttpRequest) -> bytes | None:
    """What a signature that stands alone signs, when it was sent along."""
    upload = request.FILES.get("content")
    return None if upload is None else read_within(upload, settings.HOSO_MOST_UPLOAD)


def judged(data: bytes, name: str, content: bytes | None = None) -> dict[str, Any]:
    """The report on a file as the page shows it."""
    report = judge_foreign(data, clock.now(), name=name, content=content).as_json()
    digest = hashlib.sha256(data).hexdigest()
    issued = results.issued_under(digest)
    return {
        "verdict": verdict_of(report),
        "file_name": name,
        "sha256": digest,
        "signers": [signer_of(one) for one in report["signatures"]],
        "issued": issued,
        "revoked": revocation_of(issued.id) if issued else None,
        "slip": papers.slip_under(digest),
        "technical": report,
        "asks_content": any(one["code"] == "SIGNED_DATA_NOT_FOUND" for one in report["reasons"]),
    }


def package_judged(data: bytes, name: str) -> dict[str, Any]:
    """The report on a dossier package of ours; one that we did not sign is refused before it is looked into."""
    report = check_stream(io.BytesIO(data), now=clock.now(), keys=[published_key()], trust=trust_store())
    checks = [
        {"tone": OUTCOMES.get(one.outcome, ""), "text": one.text, "why": one.place} for one in report.checks
    ]
    title = report.sentence
    shown = {"tone": TONES.get(report.verdict, ""), "title": title, "explanation": None, "checks": checks}
    return {
        "verdict": shown,
        "package": report,
        "file_name": name,
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def stored_verdict(found: ResultRecord) -> dict[str, Any]:
    """What the signatures of the issued file said when it was issued."""
    return verdict_of(found.paper.report)


def verdict_of(report: dict[str, Any]) -> dict[str, Any]:
    """Tone, sentence, reasons and checks of a report kept as JSON."""
    sentence = report.get("sentence", {})
    title = Text(sentence.get("vi", ""), sentence.get("en", ""))
    reasons = dict.fromkeys(Text(one["vi"], one["en"]) for one in report.get("reasons", ()))
    untold = [one for one in reasons if one.vi not in title.vi]
    checks = [
        {
            "tone": OUTCOMES.get(one["outcome"], ""),
            "text": Text(one["vi"], one["en"]),
            "why": one.get("detail", "") if one["outcome"] != "ok" else "",
        }
        for one in report.get("checks", ())
    ]
    return {
        "tone": TONES.get(report.get("verdict", ""), ""),
        "title": title,
        "explanation": Text(" ".join(one.vi for one in untold), " ".join(one.en for one in untold))
        if untold
        else None,
        "checks": checks,
    }


def signer_of(signature: dict[str, Any]) -> dict[str, Any]:
    """One signature in words: who, as what, when, by what time, from which root."""
    signer, chain = signature.get("signer") or {}, signature.get("chain") or {}
    return {
        "name": signer.get("name") or signer.get("common_name") or "–",
        "organisation": signer.get("organisation") or "",
        "role": ROLES.get(signature.get("role") or "", Text("Chưa rõ vai trò", "Role unknown")),
        "signed_at": _instant(signature.get("signed_at")),
        "proven_at": _instant(signature.get("best_time")),
        "level": signature.get("level") or "",
        "demonstration": bool(chain.get("demonstration")),
        "problems": [Text(one["vi"], one["en"]) for one in signature.get("reasons", ())],
    }


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _page(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    most = settings.HOSO_MOST_UPLOAD
    context = {"most_bytes": most, "most_megabytes": most // 1024**2, **context}
    return render(request, "portal/verify.html", context, status=status)
