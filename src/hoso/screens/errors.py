"""The pages for what went wrong: what to do next, and a short code to quote to the help desk."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from hoso.law.text import Text

log = logging.getLogger("hoso.screens")

# Letters and digits that nobody confuses when reading them aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
REQUEST_CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")

ADVICE: dict[int, tuple[Text, Text]] = {
    400: (
        Text("Yêu cầu chưa đúng", "We could not read this request"),
        Text(
            "Hãy quay lại trang trước, kiểm tra nội dung đã nhập và gửi lại.",
            "Go back, check what you entered and send it again.",
        ),
    ),
    403: (
        Text("Bạn không có quyền xem trang này", "You may not see this page"),
        Text(
            "Nếu bạn có tài khoản khác, hãy đăng nhập bằng tài khoản đó. Cán bộ cần thêm quyền thì liên hệ "
            "quản trị hệ thống của cơ quan.",
            "If you have another account, sign in with it. Officers who need the right should ask their "
            "system administrator.",
        ),
    ),
    404: (
        Text("Không tìm thấy trang", "Page not found"),
        Text(
            "Hãy kiểm tra địa chỉ đã nhập. Để xem hồ sơ, dùng ô tra cứu mã hồ sơ ở trang đầu.",
            "Check the address. To see a dossier, use the code look-up on the front page.",
        ),
    ),
    405: (
        Text("Thao tác không dùng được ở địa chỉ này", "This address does not take that action"),
        Text("Hãy quay lại trang trước và dùng nút trên trang.", "Go back and use the button on the page."),
    ),
    409: (
        Text("Dữ liệu vừa thay đổi", "Something has just changed"),
        Text(
            "Người khác vừa xử lý hồ sơ này, hoặc bạn đã gửi trước đó. Hãy mở lại trang để xem "
            "tình trạng mới nhất.",
            "Somebody else has just worked on this, or you have already sent it. Open the page again to see "
            "how it stands.",
        ),
    ),
    413: (
        Text("Tệp quá lớn", "The file is too large"),
        Text(
            "Hãy chọn tệp nhỏ hơn giới hạn ghi bên cạnh ô tải tệp, hoặc quét lại ở độ phân giải thấp hơn.",
            "Choose a file below the limit printed beside the field, or scan again at a lower resolution.",
        ),
    ),
    422: (
        Text("Chưa thực hiện được", "This could not be done"),
        Text("Hãy xem lý do, quay lại trang trước và sửa.", "Read the reasons, go back and correct it."),
    ),
    429: (
        Text("Bạn thao tác quá nhanh", "Too many requests"),
        Text("Hãy đợi một phút rồi thử lại.", "Wait a minute, then try again."),
    ),
    500: (
        Text("Hệ thống gặp lỗi", "Something went wrong on our side"),
        Text(
            "Thông tin bạn đã lưu vẫn còn. Hãy thử lại sau ít phút; nếu vẫn lỗi, báo mã dưới đây "
            "cho bộ phận hỗ trợ.",
            "What you saved is still there. Try again in a few minutes; if it fails again, quote the code "
            "below.",
        ),
    ),
    503: (
        Text("Dịch vụ tạm thời không trả lời", "A service does not answer just now"),
        Text(
            "Chưa có gì bị mất. Hãy thử lại sau ít phút.",
            "Nothing is lost. Try again in a few minutes.",
        ),
    ),
}

CSRF_ADVICE = Text(
    "Trang đã mở quá lâu hoặc trình duyệt chặn cookie. Hãy tải lại trang rồi gửi lại; "
    "nội dung nháp đã lưu vẫn còn.",
    "The page was open for too long, or your browser blocks cookies. Reload it and send again; "
    "saved drafts are kept.",
)


def request_code(request: HttpRequest) -> str:
    """Eight letters in two groups, the same for the whole request; also ``request.code`` for the log."""
    code = getattr(request, "code", "")
    if not REQUEST_CODE.fullmatch(code):
        letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
        code = f"{letters[:4]}-{letters[4:]}"
        request.code = code  # type: ignore[attr-defined]
    return code


def words_for(status: int) -> tuple[Text, Text]:
    """Title and usual advice for an HTTP status."""
    return ADVICE.get(status) or ADVICE[500 if status >= HTTPStatus.INTERNAL_SERVER_ERROR else 400]


def error_page(
    request: HttpRequest,
    status: int,
    *,
    text: Text | None = None,
    reasons: Sequence[Any] = (),
    advice: Text | None = None,
) -> HttpResponse:
    """A page for ``status``. ``text`` and ``reasons`` say what went wrong, ``advice`` what else to do."""
    log.warning("page_error status=%s code=%s path=%s", status, request_code(request), request.path)
    facts = {"status": status, "text": text, "reasons": reasons, "advice": advice}
    return render(request, "screens/error.html", facts, status=status)


def handler400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # Django passes it
    """A request that cannot be read."""
    return error_page(request, 400)


def handler403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No right to the page. A ``Text`` raised as ``PermissionDenied(text)`` is shown."""
    return error_page(request, 403, text=_text_of(exception))


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing at this address. A ``Text`` raised as ``Http404(text)`` is shown."""
    return error_page(request, 404, text=_text_of(exception))


def handler500(request: HttpRequest) -> HttpResponse:
    """Our own failure. Falls back to a page that needs no session, no user and no database."""
    try:
        return error_page(request, 500)
    except Exception:  # the database or the session may be what failed
        log.exception("error_page_failed code=%s", request_code(request))
        title, advice = ADVICE[500]
        facts = {"title": title, "advice": advice, "code": request_code(request)}
        return HttpResponse(loader.render_to_string("screens/error_plain.html", facts), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # Django passes it
    """The form's own key is missing or too old."""
    return error_page(request, 403, advice=CSRF_ADVICE)


def _text_of(exception: Exception | None) -> Text | None:
    """The first ``Text`` among an exception's arguments, if its raiser meant it to be read."""
    arguments = getattr(exception, "args", ())
    return next((argument for argument in arguments if isinstance(argument, Text)), None)
