"""Signing or sealing many with one confirmation: choose, see what was chosen, confirm, watch it being done."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from hoso.desk.doorway import officer, page
from hoso.dossiers import queries as dossiers
from hoso.dossiers.queries import DossierRecord
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.processing import queries as processing
from hoso.results import actions, orders
from hoso.results.actions.ordering import MOST
from hoso.screens.language import spoken


@dataclass(frozen=True, slots=True)
class Batch:
    """A list from which several are done with one confirmation. ``kind`` is the worklist."""

    verb: str
    kind: str
    page: str
    title: Text
    button: Text
    all_button: Text
    question: Text
    under_way: Text
    empty: Text


SIGN = Batch(
    "results.decide",
    "proposed",
    "desk:to_sign",
    Text("Hồ sơ chờ ký", "To sign"),
    Text("Ký các hồ sơ đã chọn", "Sign the chosen"),
    Text("Ký tất cả hồ sơ đang chờ", "Sign all that wait"),
    Text("Ký số {n} quyết định dưới đây?", "Sign these {n} decisions?"),
    Text("Ký quyết định", "Signing"),
    Text("Không có hồ sơ nào chờ ký", "Nothing waits for signature"),
)
SEAL = Batch(
    "results.issue",
    "decided",
    "desk:to_seal",
    Text("Hồ sơ chờ đóng dấu, phát hành", "To seal and issue"),
    Text("Đóng dấu và phát hành các hồ sơ đã chọn", "Seal and issue the chosen"),
    Text("Đóng dấu tất cả hồ sơ đang chờ", "Seal all that wait"),
    Text("Đóng dấu và phát hành {n} kết quả dưới đây?", "Seal and issue these {n} results?"),
    Text("Đóng dấu, phát hành", "Sealing and issuing"),
    Text("Không có hồ sơ nào chờ đóng dấu", "Nothing waits for the seal"),
)
BATCHES = {batch.verb: batch for batch in (SIGN, SEAL)}
STOPPED = Text("Đã dừng. Những gì đã ký vẫn giữ nguyên.", "Stopped. What is signed stays signed.")
AGAIN = Text("Đang thử lại.", "Trying again.")


@officer(Role.COMPETENT_OFFICER)
def to_sign(request: HttpRequest) -> HttpResponse:
    """What waits for the signature; several may be signed with one confirmation."""
    return _batch(request, SIGN)


@officer(Role.RECORDS_OFFICER)
def to_seal(request: HttpRequest) -> HttpResponse:
    """What waits for the seal; several may be issued with one confirmation."""
    return _batch(request, SEAL)


def _batch(request: HttpRequest, batch: Batch) -> HttpResponse:
    if request.method == "POST":
        picked = _picked(request)
        if picked and request.POST.get("sure"):
            made = actions.order(batch.verb, picked, by=request.actor)
            return HttpResponseRedirect(reverse("desk:order", args=[made]))
        chosen = _all(request, batch) if "all" in request.POST else _records(request, picked)
        if chosen:
            question = batch.question.format(n=len(chosen))
            return page(
                request, "results/batch_sure.html", {"batch": batch, "chosen": chosen, "question": question}
            )
    after = request.GET.get("sau")
    found = processing.worklist(request.actor, batch.kind, after=after)
    none = request.method == "POST"
    context = {
        "batch": batch,
        "rows": found.rows,
        "next": found.after,
        "after": after,
        "none_picked": none,
        "orders": [one for one in orders.orders_of(request.actor) if one.verb == batch.verb],
        "most": MOST,
    }
    return page(request, "results/batch.html", context, status=422 if none else 200)


def _picked(request: HttpRequest) -> list[tuple[UUID, int]]:
    found = []
    for said in request.POST.getlist("pick")[:MOST]:
        name, _, seq = said.partition(":")
        try:
            found.append((UUID(name), int(seq)))
        except ValueError:
            continue
    return found


def _records(request: HttpRequest, picked: list[tuple[UUID, int]]) -> list[tuple[DossierRecord, int]]:
    """The chosen dossiers as they were shown: a change since then is found when their turn comes."""
    return [(dossiers.dossier(one, by=request.actor), seq) for one, seq in picked]


def _all(request: HttpRequest, batch: Batch) -> list[tuple[DossierRecord, int]]:
    rows = processing.worklist(request.actor, batch.kind, size=MOST).rows
    return [(row, row.seq) for row in rows]


@officer(Role.COMPETENT_OFFICER, Role.RECORDS_OFFICER)
def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """How far an order is, what was refused and why; it renews itself until all is done."""
    if request.method == "POST":
        return _change(request, order_id)
    found = orders.order_of(order_id, by=request.actor)
    items = orders.items_of(order_id, by=request.actor)
    context = {
        "order": found,
        "batch": BATCHES[found.verb],
        "trouble": [one for one in items if one.outcome in {"refused", "stopped"} or one.text.vi],
        "done": [one for one in items if one.outcome == "done"] if found.ended else [],
        "percent": 100 * (found.total - found.waiting) // max(found.total, 1),
    }
    return page(request, "results/order.html", context)


def _change(request: HttpRequest, order_id: UUID) -> HttpResponse:
    if request.POST.get("do") == "stop":
        actions.stop_order(order_id, by=request.actor)
        messages.success(request, spoken(STOPPED))
    else:
        actions.resume_order(order_id, by=request.actor)
        messages.success(request, spoken(AGAIN))
    return HttpResponseRedirect(reverse("desk:order", args=[order_id]))
