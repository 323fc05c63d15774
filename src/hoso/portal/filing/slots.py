"""Step 2: the papers, one block a component; what is held already is one click away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoso.base.errors import HosoError, Invalid, TooLarge
from hoso.catalogue import queries as catalogue
from hoso.catalogue.records import ComponentRecord, VersionRecord
from hoso.filing import actions
from hoso.filing import queries as filing
from hoso.filing.queries import DraftRecord
from hoso.law.text import Text
from hoso.papers.records import PaperRecord
from hoso.portal.catalogue import held_kinds
from hoso.portal.doorway import for_owners
from hoso.portal.filing.steps import step_bar

NAMES = {
    "application/pdf": ("PDF", ".pdf"),
    "image/jpeg": ("JPEG", ".jpg,.jpeg"),
    "image/png": ("PNG", ".png"),
    "image/tiff": ("TIFF", ".tif,.tiff"),
    "image/webp": ("WebP", ".webp"),
    "image/heic": ("HEIC", ".heic"),
}
NO_FILE = Text("Hãy chọn một tệp rồi bấm tải lên.", "Choose a file, then press upload.")


@require_safe
@for_owners
def slots(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Everything that is asked for with the answers given."""
    return _page(request, filing.draft(draft_id, by=request.actor))


@require_http_methods(["GET", "POST"])
@for_owners
def attach(request: HttpRequest, draft_id: UUID, component: str) -> HttpResponse:
    """Take a file into a slot. What is wrong with it stands at its block."""
    if request.method == "GET":
        return redirect("portal:slots", draft_id=draft_id)
    try:
        upload = sent_file(request)
        actions.attach(draft_id, component[:80], upload, upload.name or "", by=request.actor)
    except (Invalid, TooLarge) as refusal:
        return _again(request, draft_id, component, refusal)
    return _back(draft_id, component)


@require_POST
@for_owners
def attach_held(request: HttpRequest, draft_id: UUID, component: str) -> HttpResponse:
    """Lay in a paper from one's own holdings."""
    try:
        try:
            holding = UUID(request.POST.get("holding", ""))
        except ValueError as unknown:
            raise Invalid(NO_FILE) from unknown
        actions.attach_held(draft_id, component[:80], holding, by=request.actor)
    except Invalid as refusal:
        return _again(request, draft_id, component, refusal)
    return _back(draft_id, component)


@require_POST
@for_owners
def detach(request: HttpRequest, draft_id: UUID, paper_id: UUID) -> HttpResponse:
    """Take a paper out again."""
    actions.detach(draft_id, paper_id, by=request.actor)
    return _back(draft_id, request.POST.get("component", ""))


def sent_file(request: HttpRequest) -> UploadedFile:
    """The one file of a form. Raises ``Invalid`` when none was chosen."""
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        raise Invalid(NO_FILE)
    return sent


def _back(draft_id: UUID, component: str) -> HttpResponse:
    anchor = f"#component-{component}" if component.replace("-", "").isalnum() else ""
    return redirect(reverse("portal:slots", args=[draft_id]) + anchor)


def _again(request: HttpRequest, draft_id: UUID, component: str, refusal: HosoError) -> HttpResponse:
    draft = filing.draft(draft_id, by=request.actor)
    return _page(request, draft, {component: refusal.text}, status=refusal.status)


def _page(
    request: HttpRequest, draft: DraftRecord, wrong: dict[str, Text] | None = None, *, status: int = 200
) -> HttpResponse:
    version = catalogue.version(draft.version_id)
    asked = _asked(version, draft, wrong or {})
    held = held_kinds(tuple(asked), request)
    blocks = [
        _block(one, draft, held, (wrong or {}).get(one.key), has_form=version.form is not None)
        for one in asked
    ]
    _explain_alternatives(blocks)
    context = {
        "draft": draft,
        "version": version,
        "blocks": blocks,
        "needed": [one for one in blocks if one["required"]],
        "optional": [one for one in blocks if not one["required"]],
        "problems": [(f"component-{key}", None, text) for key, text in (wrong or {}).items()],
        "steps": step_bar("slots", draft.id),
    }
    return render(request, "portal/filing/slots.html", context, status=status)


def _asked(version: VersionRecord, draft: DraftRecord, wrong: dict[str, Text]) -> list[ComponentRecord]:
    """What the answers ask for, and what lies in the draft though later answers no longer ask for it."""
    shown = {one.key for one in version.asked(draft.answers, draft.channel)}
    shown |= {row.component for row in draft.papers} | set(wrong)
    return [one for one in version.components if one.key in shown and one.entry == "paper"]


def _block(
    one: ComponentRecord, draft: DraftRecord, held: dict[str, Any], wrong: Text | None, *, has_form: bool
) -> dict[str, Any]:
    attached = [row for row in draft.papers if row.component == one.key]
    laid = {row.paper.id for row in attached}
    offers = [
        paper
        for kind in sorted(one.fitting_kinds)
        for paper in held.get(kind, ())
        if paper.paper_id not in laid
    ]
    return {
        "record": one,
        "unasked": not one.applies(draft.answers, draft.channel),
        "by_form": one.from_form and has_form,
        "required": bool(one.required) and one.applies(draft.answers, draft.channel),
        "attached": [{"row": row, "signatures": signature_words(row.paper)} for row in attached],
        "offers": offers if one.reusable or offers else [],
        "wrong": wrong,
        **limits_of(one),
    }


def limits_of(one: ComponentRecord) -> dict[str, Any]:
    """Types and size of a component's files: for the input and in words."""
    known = [NAMES[kind] for kind in one.accept if kind in NAMES] or [NAMES["application/pdf"]]
    names, size = ", ".join(name for name, _ in known), f"{one.most_bytes // 1024**2} MB"
    return {
        "accept": ",".join(endings for _, endings in known),
        "limits": Text(
            f"Loại tệp: {names}. Tối đa {size} một tệp.", f"Types: {names}. At most {size} a file."
        ),
        "most_bytes": one.most_bytes,
    }


def signature_words(paper: PaperRecord) -> dict[str, Any] | None:
    """The verdict on a paper's signatures: tone, sentence and checks; None when it carries none."""
    if not paper.is_signed:
        return None
    report = paper.report
    tone = {"TOTAL_PASSED": "good", "TOTAL_FAILED": "bad"}.get(paper.verdict, "")
    sentence = report.get("sentence", {})
    return {"tone": tone, "sentence": Text(sentence.get("vi", ""), sentence.get("en", ""))}


def _explain_alternatives(blocks: list[dict[str, Any]]) -> None:
    """Say in each block of a group which other papers would do instead, and whether one is there already."""
    for block in blocks:
        group = block["record"].alternatives
        others = [one for one in blocks if group and one["record"].alternatives == group and one is not block]
        block["instead"] = [one["record"].name for one in others]
        block["covered"] = any(one["attached"] for one in others)
