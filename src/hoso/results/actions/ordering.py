"""One confirmation for many: an order is written down at once and carried out dossier by dossier by the worker.

Each dossier is its own message and its own transaction, so a kill at any instant loses nothing and does nothing
twice, one refusal stops no other, and whoever ordered sees what became of each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from hoso.base import clock, outbox
from hoso.base.errors import Conflict, HosoError, Invalid, NotFound, Unavailable
from hoso.dossiers.models import Dossier
from hoso.law.roles import Relation
from hoso.law.text import Text
from hoso.parties.actors import Actor, require
from hoso.parties.queries import actor_of
from hoso.results.actions.deciding import decide
from hoso.results.actions.issuing import issue
from hoso.results.models import Order, OrderItem

MOST = 500
VERBS = {"results.decide": decide, "results.issue": issue}
NONE_PICKED = Text("Hãy chọn ít nhất một hồ sơ.", "Choose at least one dossier.")
TOO_MANY = Text("Mỗi lần tối đa {most} hồ sơ.", "At most {most} dossiers at a time.")
NOT_OURS = Text("Có hồ sơ không thuộc đơn vị bạn.", "A dossier is not of your agency.")
NO_ORDER = Text("Không có lô này.", "There is no such order.")
ENDED = Text("Lô này đã xong hoặc đã dừng.", "This order has ended or was stopped.")
STOPPED = Text("Chưa làm: lô đã được dừng.", "Not done: the order was stopped.")
TRYING = Text(
    "Thiết bị hoặc dịch vụ ký chưa trả lời; hệ thống đang thử lại.",
    "The signing device or service does not answer; trying again.",
)


@transaction.atomic
def order(verb: str, picked: Sequence[tuple[UUID, int]], *, by: Actor) -> UUID:
    """Order ``verb`` (``results.decide`` or ``results.issue``) for dossiers, each with the journal line seen.

    Nothing is signed here; the order's id is returned. Whether each may be signed is asked when its turn comes.
    Raises ``Invalid`` for none, too many, or a dossier of another agency.
    """
    require(by, "results.order", {Relation.AGENCY})
    require(by, verb, {Relation.AGENCY})
    wanted = dict(picked)
    if not wanted:
        raise Invalid(NONE_PICKED)
    if len(wanted) > MOST:
        raise Invalid(TOO_MANY.format(most=MOST))
    if Dossier.objects.filter(id__in=wanted, agency_id=by.agency_id).count() != len(wanted):
        raise Invalid(NOT_OURS)
    made = Order.objects.create(
        verb=verb, agency_id=by.agency_id, ordered_by_id=by.account_id, ordered_at=clock.now()
    )
    OrderItem.objects.bulk_create(
        [
            OrderItem(order=made, position=place, dossier_id=dossier_id, seen_seq=seq)
            for place, (dossier_id, seq) in enumerate(wanted.items())
        ]
    )
    _post(made.id, range(len(wanted)), "1")
    return made.id


@transaction.atomic
def stop_order(order_id: UUID, *, by: Actor) -> None:
    """What has not been done yet will not be done. What is signed stays signed."""
    held = _own(order_id, by)
    waiting = OrderItem.objects.filter(order=held, outcome="")
    if held.stopped_at or not waiting.exists():
        raise Conflict(ENDED)
    now = clock.now()
    Order.objects.filter(id=held.id).update(stopped_at=now)
    waiting.update(outcome="stopped", text_vi=STOPPED.vi, text_en=STOPPED.en, ended_at=now)


@transaction.atomic
def resume_order(order_id: UUID, *, by: Actor) -> None:
    """Try again what still waits, at once: a token that was away has come back."""
    held = _own(order_id, by)
    waiting = list(OrderItem.objects.filter(order=held, outcome="").values_list("position", flat=True))
    if held.stopped_at or not waiting:
        raise Conflict(ENDED)
    _post(held.id, waiting, f"{clock.now().timestamp():.0f}")


def _own(order_id: UUID, by: Actor) -> Order:
    require(by, "results.order", {Relation.AGENCY})
    found = Order.objects.select_for_update().filter(id=order_id, ordered_by_id=by.account_id).first()
    if found is None:
        raise NotFound(NO_ORDER)
    return found


def _post(order_id: UUID, positions: Sequence[int], attempt: str) -> None:
    messages = [
        (
            "results.order_item",
            f"order:{order_id}:{place}:{attempt}",
            {"order": str(order_id), "position": place},
        )
        for place in positions
    ]
    outbox.post_all(messages, ahead=True)


@outbox.handles("results.order_item")
def _carry_out(payload: Mapping[str, Any]) -> None:
    """One dossier of an order. A token that does not answer is told and tried again by the outbox."""
    where = {"order_id": UUID(payload["order"]), "position": int(payload["position"])}
    try:
        with transaction.atomic():
            item = OrderItem.objects.select_for_update().get(**where)
            if item.outcome:
                return
            outcome, text = _outcome(item, Order.objects.select_related("ordered_by").get(id=item.order_id))
            OrderItem.objects.filter(id=item.id).update(
                outcome=outcome, text_vi=text.vi, text_en=text.en, ended_at=clock.now()
            )
    except Unavailable:
        OrderItem.objects.filter(outcome="", **where).update(text_vi=TRYING.vi, text_en=TRYING.en)
        raise


def _outcome(item: OrderItem, made: Order) -> tuple[str, Text]:
    """Done, or refused with the sentence why; whoever ordered acts with the duties he has now."""
    try:
        with transaction.atomic():
            VERBS[made.verb](
                item.dossier_id,
                by=actor_of(made.ordered_by, agency_id=made.agency_id),
                expect_seq=item.seen_seq,
            )
    except Unavailable:
        raise
    except HosoError as refusal:
        return "refused", refusal.text
    return "done", Text("", "")
