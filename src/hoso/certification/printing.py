"""The register on paper: A4 across, numbered in order, composed and read back like every document."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from hoso.base import clock
from hoso.certification.queries import DRAWN, books, register
from hoso.certification.records import RegisterLine
from hoso.parties.actors import Actor
from hoso.press.compose import Composed, compose
from hoso.press.qr import PublicAddress

_TITLES = {True: "Sổ cấp bản sao từ sổ gốc", False: "Sổ chứng thực bản sao từ bản chính (điện tử)"}


def printed(book: str, year: int, *, text: str = "", by: Actor, now: datetime) -> Composed:
    """The lines of a book of the actor's agency, the oldest first; all of them, or those that ``text`` finds."""
    lines = register(book, year, by=by, text=text, most=None)
    one = next((found for found in books(book, by=by) if found.year == year), None)
    parts = [f"Năm {year}" + (f", quyển {year}-{book}" if book != DRAWN else "")]
    if text.strip():
        parts.append(f"tìm theo “{text.strip()}”")
    if one and one.locked_at:
        parts.append(f"đã khóa sổ ngày {clock.civil_day(one.locked_at):%d/%m/%Y}")
    data: dict[str, Any] = {
        "agency": by.agency_name,
        "place": by.agency_name.removeprefix("Ủy ban nhân dân ").removeprefix("xã ").removeprefix("phường "),
        "signed_on": clock.civil_day(now),
        "signer": {"capacity": by.title or "Người lập sổ", "name": by.name},
        "qr": PublicAddress(f"{settings.HOSO_BASE_URL}/giay-bi-thu-hoi"),
        "demonstration": settings.HOSO_DEMONSTRATION,
        "heading": _TITLES[book == DRAWN],
        "period": "; ".join(parts),
        "lines": [_line(line) for line in reversed(lines)],
    }
    return compose("certification_register", data, now=now, identifier=f"{book} {year}")


def _line(line: RegisterLine) -> dict[str, Any]:
    revoked = line.copy.revoked_at if line.copy else None
    note = f"Hủy bỏ từ {clock.civil_day(revoked):%d/%m/%Y}" if revoked else ""
    told = {
        "number": line.number,
        "day": clock.civil_day(line.at),
        "requested_by": line.requested_by,
        "title": line.title,
        "source": line.entry or line.original_number,
        "certifier": line.certifier,
        "dossier_code": line.dossier_code,
        "note": note or ("" if line.copy else "Chờ đóng dấu"),
    }
    return {name: value for name, value in told.items() if value != ""}
