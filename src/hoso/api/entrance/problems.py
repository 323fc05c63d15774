"""Problem documents (RFC 9457): a call turned away hears why, in its language, with the article."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from ninja.errors import ValidationError

from hoso.base.errors import HosoError, Invalid, Refused
from hoso.law.citations import SOURCES, cite
from hoso.law.errors import LawError
from hoso.law.text import Text
from hoso.law.verdict import Reason
from hoso.screens.language import language_of

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("hoso.api")

# kind: (status, title). The kinds of base.errors keep their names.
KINDS: dict[str, tuple[int, Text]] = {
    "malformed": (400, Text("Yêu cầu không đọc được", "The request cannot be read")),
    "not-signed-in": (401, Text("Chưa đăng nhập", "Not signed in")),
    "not-allowed": (403, Text("Không có quyền", "Not allowed")),
    "not-found": (404, Text("Không tìm thấy", "Not found")),
    "method-not-allowed": (405, Text("Phương thức không dùng được ở đây", "Method not allowed")),
    "conflict": (409, Text("Trạng thái đã thay đổi", "The state has changed")),
    "too-large": (413, Text("Quá lớn", "Too large")),
    "unsupported-media-type": (415, Text("Kiểu nội dung không nhận", "Unsupported media type")),
    "invalid": (422, Text("Giá trị chưa dùng được", "Values that cannot be used")),
    "refused": (422, Text("Pháp luật không cho phép", "The law refuses")),
    "too-many": (429, Text("Quá nhiều lượt", "Too many requests")),
    "failure": (500, Text("Lỗi của hệ thống", "A fault of the system")),
    "unavailable": (503, Text("Dịch vụ chưa sẵn sàng", "A service does not answer")),
}

NOT_SIGNED_IN = Text(
    "Hãy gửi khóa truy cập (Authorization: Bearer …) hoặc đăng nhập. Khóa có thể đã hết hạn hoặc bị thu hồi.",
    "Send an access token (Authorization: Bearer …) or sign in. The token may have ended or been revoked.",
)
NOT_HERE = Text(
    "Không có địa chỉ này trong API. Xem /api/v1/openapi.json.",
    "There is nothing at this address of the API. See /api/v1/openapi.json.",
)
NO_METHOD = Text(
    "Địa chỉ này chỉ nhận: {methods}.",
    "This address takes only: {methods}.",
)
NOT_JSON = Text(
    "Nội dung không phải JSON đúng chuẩn (UTF-8, không có ký tự NUL, NaN hay Infinity).",
    "The body is no proper JSON (UTF-8, without NUL characters, NaN or Infinity).",
)
NOT_READABLE = Text("Nội dung gửi lên không đọc được.", "The body cannot be read.")
WRONG_MEDIA = Text(
    "Hãy gửi nội dung kiểu {wanted}.",
    "Send a body of the type {wanted}.",
)
TOO_LARGE = Text("Nội dung gửi lên quá lớn. Hãy chia nhỏ các tệp.", "The body is too large. Split the files.")
FAILED = Text(
    "Hệ thống gặp lỗi; chưa có gì được ghi. Hãy thử lại, hoặc báo mã này cho người quản trị: {instance}.",
    "The system failed; nothing was written. Try again, or tell the administrator this code: {instance}.",
)
LOOK_AT_FIELDS = Text("Vui lòng sửa các mục được nêu.", "Please correct the fields named.")
MISSING = Text("Thiếu mục này.", "This field is missing.")
WRONG_VALUE = Text("Giá trị không đúng kiểu ({said}).", "The value is not of the right type ({said}).")


def problem(
    request: HttpRequest,
    kind: str,
    text: Text,
    *,
    errors: Sequence[tuple[str, Text]] = (),
    reasons: Sequence[Reason] = (),
    instance: str = "",
) -> HttpResponse:
    """The problem document of ``kind`` in the language of the request.

    ``errors`` are fields with what is wrong; ``reasons`` the grounds of a refusal with their articles.
    """
    language = language_of(request)
    status, title = KINDS[kind]
    body: dict[str, Any] = {
        "type": f"/api/v1/problems/{kind}",
        "title": title.in_language(language),
        "status": status,
        "detail": text.in_language(language),
        "instance": instance or _instance(),
        "code": kind,
        "errors": [{"field": name, "detail": said.in_language(language)} for name, said in errors],
        "reasons": [citation_of(one, language) for one in reasons],
    }
    response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=MEDIA_TYPE, status=status)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _instance() -> str:
    return f"urn:uuid:{uuid4()}"


def citation_of(reason: Reason, language: str) -> dict[str, str]:
    """A ground in the caller's language, with its article as it is printed."""
    citation = cite(reason.source) if reason.source in SOURCES else reason.source
    return {
        "code": reason.code,
        "detail": reason.text.in_language(language),
        "source": reason.source,
        "citation": citation,
    }


def of_refusal(request: HttpRequest, failure: HosoError) -> HttpResponse:
    """What an action raised, as a problem document."""
    fields = failure.fields.items() if isinstance(failure, Invalid) else ()
    reasons = failure.verdict.reasons if isinstance(failure, Refused) else ()
    kind = failure.kind if failure.kind in KINDS else "invalid"
    return problem(request, kind, failure.text, errors=list(fields), reasons=reasons)


def of_law(request: HttpRequest, failure: LawError) -> HttpResponse:
    """A question that the law cannot answer as it was put (a day outside the calendar, …)."""
    return problem(request, "invalid", failure.text)


def of_shape(request: HttpRequest, failure: ValidationError) -> HttpResponse:
    """Values of the wrong shape, field by field."""
    errors = [(_field(one["loc"]), _what(one)) for one in failure.errors]
    return problem(request, "invalid", LOOK_AT_FIELDS, errors=errors)


def _field(place: Sequence[object]) -> str:
    """``("body", "payload", "items", 0, "what")`` → ``items.0.what``."""
    parts = [str(part) for part in place]
    if parts and parts[0] in {"body", "form", "file", "query", "path", "header", "cookie"}:
        parts = parts[2:] if parts[0] == "body" and len(parts) > 2 else parts[1:]
    return ".".join(parts) or "body"


def _what(error: dict[str, Any]) -> Text:
    if error.get("type") == "missing":
        return MISSING
    return WRONG_VALUE.format(said=str(error.get("msg", ""))[:200])


def of_failure(request: HttpRequest, failure: Exception) -> HttpResponse:
    """A fault of ours: written into the log with a code, told without its inside."""
    instance = _instance()
    log.error("%s %s %s", instance, request.method, request.path, exc_info=failure)
    return problem(request, "failure", FAILED.format(instance=instance), instance=instance)
