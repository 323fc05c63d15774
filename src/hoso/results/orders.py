"""Reads of orders: how far one is, and what became of each dossier in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from hoso.base.errors import NotFound
from hoso.law.text import Text
from hoso.parties.actors import Actor
from hoso.results.actions.ordering import NO_ORDER
from hoso.results.models import Order, OrderItem


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One dossier of an order. ``outcome``: ``done``, ``refused``, ``stopped``, or empty while it waits."""

    dossier_id: UUID
    reference: str
    owner_name: str
    outcome: str
    text: Text


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """An order and how far it is. ``ended``: nothing waits any more."""

    id: UUID
    verb: str
    ordered_at: datetime
    stopped_at: datetime | None
    total: int
    done: int
    refused: int
    waiting: int

    @property
    def ended(self) -> bool:
        """Whether nothing waits any more."""
        return self.waiting == 0


def order_of(order_id: UUID, *, by: Actor) -> OrderRecord:
    """An order of the actor's own. Raises ``NotFound``."""
    row = _counted().filter(id=order_id, ordered_by_id=by.account_id).first()
    if row is None:
        raise NotFound(NO_ORDER)
    return _record(row)


def orders_of(by: Actor, *, most: int = 10) -> tuple[OrderRecord, ...]:
    """The actor's latest orders, the newest first."""
    return tuple(
        _record(row) for row in _counted().filter(ordered_by_id=by.account_id).order_by("-ordered_at")[:most]
    )


def items_of(order_id: UUID, *, by: Actor) -> tuple[ItemRecord, ...]:
    """What became of each dossier: what was refused first, then what waits, then what is done."""
    order_of(order_id, by=by)
    rows = OrderItem.objects.filter(order_id=order_id).select_related("dossier").order_by("position")
    found = [
        ItemRecord(
            row.dossier_id,
            str(row.dossier),
            row.dossier.owner_name,
            row.outcome,
            Text(row.text_vi, row.text_en),
        )
        for row in rows
    ]
    rank = {"refused": 0, "stopped": 1, "": 2, "done": 3}
    return tuple(sorted(found, key=lambda one: rank[one.outcome]))


def _counted():  # type: ignore[no-untyped-def]  # an annotated queryset has no name of its own
    return Order.objects.annotate(
        total=Count("items"),
        done=Count("items", filter=Q(items__outcome="done")),
        refused=Count("items", filter=Q(items__outcome="refused")),
        waiting=Count("items", filter=Q(items__outcome="")),
    )


def _record(row: Order) -> OrderRecord:
    counts = {name: getattr(row, name) for name in ("total", "done", "refused", "waiting")}
    return OrderRecord(row.id, row.verb, row.ordered_at, row.stopped_at, **counts)
