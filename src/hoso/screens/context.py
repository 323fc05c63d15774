"""What every page knows without asking a room: its language, its door, whether this is a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from hoso.law.text import Text
from hoso.screens.language import LANGUAGES, current_language

DOORS = {
    "portal": Text("Cổng dịch vụ công", "Public services"),
    "desk": Text("Bàn làm việc một cửa", "One-stop desk"),
    "board": Text("Bảng theo dõi", "Oversight board"),
    "catalogue": Text("Danh mục thủ tục", "Catalogue of procedures"),
    "accounts": Text("Tài khoản", "Account"),
    "screens": Text("Mẫu giao diện", "Style guide"),
}


def screens(request: HttpRequest) -> dict[str, Any]:
    """Context of all pages. ``account`` has name, sign_in_url and sign_out_url, each perhaps empty."""
    language = current_language()
    door = _door(request)
    return {
        "language": language,
        "other_language": next(name for name in LANGUAGES if name != language),
        "demonstration": bool(getattr(settings, "HOSO_DEMONSTRATION", False)),
        "door": door,
        "door_name": DOORS.get(door),
        "account": _account(request),
    }


def _door(request: HttpRequest) -> str:
    match = getattr(request, "resolver_match", None)
    return match.namespaces[0] if match and match.namespaces else ""


def _account(request: HttpRequest) -> dict[str, str]:
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "name": str(getattr(user, "display_name", "") or user) if signed_in else "",
        "sign_in_url": _address(getattr(settings, "LOGIN_URL", "")),
        "sign_out_url": _address(getattr(settings, "LOGOUT_URL", "")),
    }


def _address(name: str) -> str:
    """The address of a URL name or the address itself; empty when the project has none."""
    if not name or name.startswith("/"):
        return name
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
