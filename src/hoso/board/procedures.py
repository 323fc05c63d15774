"""The catalogue as its administrator works on it: states, obstacles, versions, publication, import."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoso.base import clock
from hoso.base.errors import Invalid, NotFound, Refused
from hoso.board.doorway import for_roles
from hoso.board.forms import AbolishForm, ImportForm, PublishForm, show_errors
from hoso.catalogue import actions, queries
from hoso.catalogue.actions import ImportReport
from hoso.catalogue.comparing import comparison
from hoso.catalogue.files import Broken, NoRecordsError, records_in
from hoso.catalogue.lives import VersionLife, lives
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.law.versions import RUNNING_DOSSIERS, Change
from hoso.screens.language import said, spoken

FIELDS = {
    "component": Text("Thành phần hồ sơ", "Component"),
    "decision": Text("Quyết định công bố", "Decision"),
    "fee.direct": Text("Phí, lệ phí: trực tiếp", "Fee: at the counter"),
    "fee.online": Text("Phí, lệ phí: trực tuyến", "Fee: online"),
    "fee.postal": Text("Phí, lệ phí: bưu chính", "Fee: by post"),
    "legal_basis": Text("Căn cứ pháp lý", "Legal basis"),
    "levels": Text("Cấp thực hiện", "Levels"),
    "limit.direct": Text("Thời hạn: trực tiếp", "Time limit: at the counter"),
    "limit.online": Text("Thời hạn: trực tuyến", "Time limit: online"),
    "limit.postal": Text("Thời hạn: bưu chính", "Time limit: by post"),
    "name": Text("Tên thủ tục", "Name"),
    "note": Text("Ghi chú trong thành phần hồ sơ", "Note among the components"),
    "official_step": Text("Trình tự thực hiện", "Official steps"),
    "online": Text("Mức độ trực tuyến", "Online level"),
    "requirements": Text("Yêu cầu, điều kiện", "Requirements"),
    "result": Text("Kết quả", "Result"),
    "sector": Text("Lĩnh vực", "Sector"),
    "step": Text("Bước của quy trình nội bộ", "Step of the internal process"),
    "subject": Text("Đối tượng", "Subjects"),
}
_NOT_JSON = Text(
    "Tệp không phải danh sách JSON đọc được (mã hóa UTF-8). Hãy xuất lại tệp rồi thử lại.",
    "The file is no readable JSON list (in UTF-8). Export it again and try once more.",
)


@require_GET
@for_roles(Role.CATALOGUE_ADMIN)
def procedures(request: HttpRequest) -> HttpResponse:
    """All procedures, published or being prepared, searchable without accents."""
    words, shown = request.GET.get("tim", "")[:200], request.GET.get("trang_thai", "")
    page = queries.published(words, preparing=shown != "published", after=request.GET.get("sau"))
    context = {"page": page, "words": words, "shown": shown, "levels": queries.counts_by_level()}
    return render(request, "board/procedures.html", context)


@require_GET
@for_roles(Role.CATALOGUE_ADMIN)
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure with all its versions."""
    found = _lives(code)
    context = {
        "code": code,
        "versions": found,
        "name": found[0].name,
        "decisions": queries.online_levels(code),
    }
    return render(request, "board/procedure.html", context)


@require_GET
@for_roles(Role.CATALOGUE_ADMIN)
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Two versions word by word: by default the newest against the one before it."""
    found = _lives(code)
    numbers = [one.number for one in found]
    older = _number(request.GET.get("tu"), numbers[1] if len(numbers) > 1 else numbers[0])
    newer = _number(request.GET.get("den"), numbers[0])
    context = {
        "code": code,
        "name": found[0].name,
        "version": found[0],
        "versions": found,
        "compared": comparison(code, older, newer),
        "fields": FIELDS,
        "running": RUNNING_DOSSIERS,
    }
    return render(request, "board/compare.html", context)


def _number(given: str | None, otherwise: int) -> int:
    return int(given) if given and given.isascii() and given.isdigit() and len(given) < 6 else otherwise


@require_http_methods(["GET", "POST"])
@for_roles(Role.CATALOGUE_ADMIN)
def publish(request: HttpRequest, code: str, version_id: UUID) -> HttpResponse:
    """Ask once more, then publish: afterwards the content cannot be changed by anyone."""
    version = _version(code, version_id)
    first = not any(one.published_at for one in _lives(code))
    start = {
        "effective_from": version.decided_on or clock.civil_day(clock.now()),
        "change": (Change.ISSUED if first else Change.AMENDED).value,
    }
    form = PublishForm(request.POST if request.method == "POST" else None, initial=start)
    reasons: Any = version.obstacles
    if request.method == "POST" and form.is_valid():
        try:
            chosen = form.cleaned_data
            actions.publish(
                version_id,
                effective_from=chosen["effective_from"],
                change=Change(chosen["change"]) if chosen["change"] else None,
                by=request.actor,
            )
        except Invalid as wrong:
            show_errors(form, wrong.fields, wrong.text)
        except Refused as refused:
            reasons = refused.verdict.reasons
        else:
            return _done(request, code, Text("Đã công khai phiên bản.", "The version is published."))
    context = {"code": code, "version": version, "form": form, "obstacles": reasons}
    return render(request, "board/publish.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
@for_roles(Role.CATALOGUE_ADMIN)
def abolish(request: HttpRequest, code: str, version_id: UUID) -> HttpResponse:
    """Ask once more, then end a published version from a day on."""
    version = _version(code, version_id)
    form = AbolishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.abolish(version_id, by=request.actor, **form.cleaned_data)
        except Invalid as wrong:
            show_errors(form, wrong.fields, wrong.text)
        else:
            return _done(request, code, Text("Đã bãi bỏ phiên bản.", "The version is abolished."))
    context = {"code": code, "version": version, "form": form}
    return render(request, "board/abolish.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
@for_roles(Role.CATALOGUE_ADMIN)
def import_file(request: HttpRequest) -> HttpResponse:
    """Try a file first, see the report, then write: the same file is chosen again for that."""
    posted = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if posted else ImportForm()
    report: ImportReport | None = None
    dry_run = request.POST.get("do") != "write"
    if posted and form.is_valid():
        records = _records(form.cleaned_data["file"].read())
        if records is None:
            form.add_error("file", said(_NOT_JSON))
        else:
            report = actions.import_procedures(records, by=request.actor, dry_run=dry_run)
    context = {"form": form, "report": report, "dry_run": dry_run}
    status = 422 if posted and report is None else 200
    return render(request, "board/import.html", context, status=status)


def _records(data: bytes) -> list[object] | None:
    try:
        found = list(records_in(io.BytesIO(data)))
    except NoRecordsError:
        return None
    return None if found and all(isinstance(one, Broken) for one in found) else found


def _lives(code: str) -> tuple[VersionLife, ...]:
    found = lives(code[:40])
    if not found:
        raise NotFound(Text(f"Không có thủ tục mã {code[:40]}.", f"There is no procedure {code[:40]}."))
    return found


def _version(code: str, version_id: UUID) -> VersionLife:
    found = next((one for one in _lives(code) if one.id == version_id), None)
    if found is None:
        raise NotFound(Text("Không có phiên bản này.", "There is no such version."))
    return found


def _done(request: HttpRequest, code: str, text: Text) -> HttpResponse:
    messages.success(request, spoken(text))
    return redirect("board:procedure", code=code)
