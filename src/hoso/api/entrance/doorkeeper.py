"""Who knocks: a machine with its key, or a person's own browser with its session."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from hoso.api.entrance.tokens import bearer_of
from hoso.base.errors import NotAllowed
from hoso.law.text import Text
from hoso.parties.actors import Actor

READS = frozenset({"GET", "HEAD", "OPTIONS"})
READ_ONLY = Text(
    "Khóa truy cập này chỉ được đọc. Hãy dùng khóa có quyền ghi, hoặc làm việc này trên trang web.",
    "This token may only read. Use one that may write, or do this on the web page.",
)
NO_CROSS_SITE = Text(
    "Yêu cầu không mang mã chống giả mạo (CSRF). Từ trình duyệt, hãy gửi tiêu đề X-CSRFToken; "
    "từ phần mềm khác, hãy dùng khóa truy cập.",
    "The request carries no CSRF token. From a browser, send the X-CSRFToken header; from other software, "
    "use an access token.",
)


class TokenDoor(HttpBearer):
    """``Authorization: Bearer hoso_…``."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor behind the key; a read-only key is turned away from everything that writes."""
        found = bearer_of(token)
        if found is None:
            return None
        if found.read_only and request.method not in READS:
            raise NotAllowed(READ_ONLY)
        return found.actor


class SessionDoor(APIKeyCookie):
    """The session of the web pages. What writes needs the CSRF token too."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, _key: str | None) -> Any:
        """The actor of the session, None for a visitor."""
        return request.actor or None  # type: ignore[attr-defined]


BOTH = (TokenDoor(), SessionDoor())
SESSION_ONLY = (SessionDoor(),)
