"""The whole look at one file, inside the worker: kind, structure, active content, size."""

from __future__ import annotations

from typing import Any

from hoso.scan.opening.kinds import EICAR, is_two_kinds, kind_of
from hoso.scan.opening.refusal import Refusal

PICTURES = {"jpeg", "png", "tiff", "webp"}
_PLAIN_REFUSALS = {
    "program": "program",
    "svg": "web_page",
    "html": "web_page",
    "archive": "archive",
    "old-office": "office_document",
    "rtf": "office_document",
    "video": "unknown_type",
    "unknown": "unknown_type",
}


def look(facts: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """Answer with code, kind, pages, signature, active content and notes (codes, not sentences)."""
    kind = kind_of(data)
    answer: dict[str, Any] = {
        "code": "ok",
        "kind": kind,
        "pages": 0,
        "signed": False,
        "active": [],
        "notes": [],
    }
    try:
        answer.update(_look_into(kind, data, int(facts["max_pages"])))
    except Refusal as refusal:
        answer.update(code=refusal.code, values=refusal.values)
    return answer, b""


def _look_into(kind: str, data: bytes, max_pages: int) -> dict[str, Any]:
    if not data.strip(b"\x00 \t\r\n"):
        raise Refusal("empty")
    if EICAR in data:
        raise Refusal("virus")
    if kind in _PLAIN_REFUSALS:
        raise Refusal(_PLAIN_REFUSALS[kind])
    if is_two_kinds(data, kind):
        raise Refusal("two_kinds")
    if kind in {"heic", "gif", "bmp"}:
        raise Refusal("picture_format", kind=kind.upper())
    if kind == "pdf":
        from hoso.scan.opening.pdf_check import check_pdf

        return check_pdf(data, max_pages)
    if kind in PICTURES:
        from hoso.scan.opening.picture_check import check_picture

        return check_picture(data, kind, max_pages)
    from hoso.scan.opening.container_check import check_cms, check_xml, check_zip

    return {"zip": check_zip, "xml": check_xml, "p7s": check_cms}[kind](data)
