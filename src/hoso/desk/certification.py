"""Certified copies: comparing the original with its image, page by page; the register with its print and its lock."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoso.base import clock
from hoso.base.errors import Invalid, NotFound
from hoso.catalogue import queries as catalogue
from hoso.certification import actions as certification
from hoso.certification import queries as register
from hoso.certification.printing import printed
from hoso.certification.registers import COPIES
from hoso.desk.doorway import DESK_ROLES, officer, page
from hoso.desk.results import REVOKE, RevokeForm
from hoso.desk.verbs import UNPROCESSABLE, answer, back_to, first, seq_of, why_not
from hoso.desk.workspace import Workspace
from hoso.followup import actions as followup
from hoso.law.copies import NotCertifiable
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.processing import actions
from hoso.processing.queries import OriginalSeen
from hoso.results import queries as results
from hoso.screens.language import spoken

VERB = "processing.compare"
BOOKS = {
    COPIES: Text("Chứng thực từ bản chính (SCT/BS)", "Certified from originals (SCT/BS)"),
    register.DRAWN: Text("Bản sao từ sổ gốc", "Drawn from original registers"),
}
NO_ORIGINAL = Text(
    "Hồ sơ này chưa có bản chính nào được số hóa.", "No original of this dossier was digitised."
)
COMPARED = Text("Đã ghi nhận đối chiếu.", "The comparison was noted.")
AGAINST = Text(
    "Đã ghi nhận lý do không chứng thực. Hãy trả lại để công chức thụ lý lập văn bản từ chối.",
    "The ground was noted. Send it back so that a refusal is drawn up.",
)
NO_SUCH_COPY = Text("Không tìm thấy bản sao này.", "There is no such copy.")
LOCKED = Text("Đã khóa sổ.", "The book is locked.")


@officer(Role.COMPETENT_OFFICER)
def compare(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The pages of an original one under the other, each with its tick; what stands against certifying it."""
    space = Workspace.of(dossier_id, request)
    if VERB not in space.verbs:
        raise why_not(space, VERB)
    seen = _chosen(space, request.GET.get("ban") or request.POST.get("original", ""))
    if request.method != "POST":
        return _comparing(request, space, seen, _known(space, seen))
    given = _given(request)
    try:
        actions.compare(dossier_id, seen.paper.id, by=request.actor, expect_seq=seq_of(request), **given)
    except Invalid as refusal:
        return _comparing(request, space, seen, given, refusal=refusal)
    messages.success(request, spoken(AGAINST if given["grounds"] else COMPARED))
    left = next((one for one in space.originals if not one.ready and one.paper.id != seen.paper.id), None)
    if left is None or given["grounds"]:
        return back_to(dossier_id)
    onward = reverse("desk:compare", args=[dossier_id])
    return HttpResponseRedirect(f"{onward}?ban={left.paper.id}")


def _chosen(space: Workspace, wanted: str) -> OriginalSeen:
    found = next((one for one in space.originals if str(one.paper.id) == wanted), None)
    waiting = next((one for one in space.originals if not one.ready), None)
    chosen = found or waiting or next(iter(space.originals), None)
    if chosen is None:
        raise NotFound(NO_ORIGINAL)
    return chosen


def _given(request: HttpRequest) -> dict[str, Any]:
    sent = request.POST
    return {
        "name": sent.get("name", ""),
        "number": sent.get("number", ""),
        "issuer": sent.get("issuer", ""),
        "kind": sent.get("kind", ""),
        "note": sent.get("note", ""),
        "pages": {int(one) for one in sent.getlist("page") if one.isdecimal() and len(one) < 6},
        "grounds": {NotCertifiable(one) for one in sent.getlist("ground") if one in set(NotCertifiable)},
    }


def _known(space: Workspace, seen: OriginalSeen) -> dict[str, Any]:
    """What was noted before, else what was asked for: the certifier corrects it by what he reads."""
    found = seen.comparison
    if found:
        return {
            "name": found.name,
            "number": found.number,
            "issuer": found.issuer,
            "kind": found.kind,
            "note": found.note,
            "pages": set(found.compared),
            "grounds": set(found.grounds),
        }
    only = len(space.originals) == 1
    answers = space.answers[0] if only else {}
    return {
        "name": answers.get("ten_giay_to", ""),
        "number": answers.get("so_giay_to", ""),
        "issuer": answers.get("co_quan_cap", ""),
        "kind": "",
        "note": "",
        "pages": set(),
        "grounds": set(),
    }


def _comparing(
    request: HttpRequest,
    space: Workspace,
    seen: OriginalSeen,
    given: dict[str, Any],
    *,
    refusal: Invalid | None = None,
) -> HttpResponse:
    context = {
        "space": space,
        "seen": seen,
        "given": given,
        "grounds": [(one, one in given["grounds"]) for one in NotCertifiable],
        "pages": [(one, one in given["pages"]) for one in seen.pages],
        "originals": space.originals,
        "kinds": catalogue.paper_kinds(),
        "refusal": refusal,
    }
    status = UNPROCESSABLE if refusal else 200
    return page(request, "certification/compare.html", context, status=status)


@require_safe
@officer(*DESK_ROLES)
def book(request: HttpRequest) -> HttpResponse:
    """The register of the actor's agency: a book, a year, what is looked for."""
    name, year, text = _asked(request)
    known = register.books(name, by=request.actor)
    this_year = clock.civil_day(clock.now()).year
    context = {
        "book": name,
        "books": BOOKS,
        "year": year,
        "years": sorted({this_year, year, *(one.year for one in known)}, reverse=True),
        "one": next((one for one in known if one.year == year), None),
        "q": text,
        "lines": register.register(name, year, by=request.actor, text=text),
        "may_lock": bool(request.actor.roles & {Role.RECORDS_OFFICER, Role.HEAD}),
        "over": year < this_year,
        "may_void": request.actor.has(Role.COMPETENT_OFFICER),
        "drawn": name == register.DRAWN,
    }
    return page(request, "certification/book.html", context)


@require_safe
@officer(*DESK_ROLES)
def print_book(request: HttpRequest) -> FileResponse:
    """The same on A4 across, to be read, printed or filed."""
    name, year, text = _asked(request)
    made = printed(name, year, text=text, by=request.actor, now=clock.now())
    file_name = f"so-{'goc' if name == register.DRAWN else 'chung-thuc'}-{year}.pdf"
    return FileResponse(BytesIO(made.pdf), content_type="application/pdf", filename=file_name)


@require_POST
@officer(Role.RECORDS_OFFICER, Role.HEAD)
def lock_book(request: HttpRequest) -> HttpResponse:
    """Lock the book of a year that is over."""
    name, year, _ = _asked(request)
    certification.lock(name, year, by=request.actor)
    messages.success(request, spoken(LOCKED))
    return HttpResponseRedirect(f"{reverse('desk:book')}?so={name}&nam={year}")


@officer(Role.COMPETENT_OFFICER)
def void(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Void one copy by decision, also one of several of the same request."""
    found = results.issued_as(paper_id)
    if found is None:
        raise NotFound(NO_SUCH_COPY)
    return answer(
        request,
        found.dossier_id,
        REVOKE,
        lambda space, data, files: RevokeForm(data, initial=first(space)),
        lambda form: followup.revoke(
            found.dossier_id,
            form.cleaned_data["decision_number"],
            form.cleaned_data["decided_on"],
            form.cleaned_data["reason"],
            by=request.actor,
            result_id=found.id,
            expect_seq=form.cleaned_data["seq"],
        ),
    )


def _asked(request: HttpRequest) -> tuple[str, int, str]:
    sent = request.POST if request.method == "POST" else request.GET
    name = sent.get("so", COPIES)
    year = sent.get("nam", "")
    known = int(year) if year.isdecimal() and len(year) == 4 else _this_year(clock.now())
    return (name if name in BOOKS else COPIES), known, sent.get("q", "")[:200]


def _this_year(now: datetime) -> int:
    return clock.civil_day(now).year
