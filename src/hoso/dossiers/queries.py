"""Reads of the spine, as frozen records. Lists are keyset pages: the key of the last row is the next page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hoso.base.errors import NotFound
from hoso.dossiers.models import Channel, Dossier, Entry, TreeHead
from hoso.dossiers.records import DossierRecord, EntryRecord, Page, record_of, with_names
from hoso.dossiers.relations import relations_to
from hoso.dossiers.searching import named
from hoso.dossiers.spine import NO_SUCH_DOSSIER
from hoso.law.lifecycle import verbs_for
from hoso.law.roles import Relation, Role
from hoso.law.states import State
from hoso.parties.actors import Actor, require
from hoso.parties.queries import units_under

__all__ = [
    "Channel",
    "DossierRecord",
    "EntryRecord",
    "HeadRecord",
    "Page",
    "Tracked",
    "Waiting",
    "dossier",
    "latest_head",
    "of_owner",
    "open_verbs",
    "page_of",
    "queue",
    "search",
    "timeline",
    "tracked",
    "waiting",
]


def dossier(dossier_id: UUID, *, by: Actor, also: frozenset[Relation] = frozenset()) -> DossierRecord:
    """One dossier, if ``by`` may read it; a stranger gets ``NotFound``, so codes cannot be probed."""
    row = with_names(Dossier.objects.filter(id=dossier_id)).first()
    if row is None:
        raise NotFound(NO_SUCH_DOSSIER)
    relations = relations_to(row, by) | also
    if not relations and Role.SYSTEM not in by.roles:
        raise NotFound(NO_SUCH_DOSSIER)
    if Role.SYSTEM not in by.roles:
        require(by, "dossiers.read", relations)
    return record_of(row)


def open_verbs(dossier_id: UUID, *, by: Actor) -> tuple[str, ...]:
    """The verbs that ``by`` may do on the dossier now, in the order of the law's table."""
    row = Dossier.objects.select_related("agency", "receiver").get(id=dossier_id)
    return verbs_for(State(row.state), by.roles, relations_to(row, by))


def timeline(dossier_id: UUID) -> tuple[EntryRecord, ...]:
    """The journal, oldest line first. The caller has checked that the reader may see the dossier."""
    rows = Entry.objects.filter(dossier_id=dossier_id).order_by("seq")
    return tuple(
        EntryRecord(
            row.seq,
            row.at,
            row.verb,
            State(row.state_to),
            row.actor_name,
            row.actor_agency_id,
            row.facts,
            row.hash,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class Tracked:
    """What anyone may know of a dossier by its code: no personal data (Circular 01/2018 Art 16)."""

    reference: str
    procedure_name: str
    agency_name: str
    state: State
    submitted_at: datetime
    due_at: datetime | None
    ended_at: datetime | None


def tracked(code: str) -> Tracked | None:
    """The public look-up by dossier code or receipt number."""
    wanted = code.strip().upper()[:60]
    row = with_names(Dossier.objects.filter(Q(code=wanted) | Q(receipt_number=wanted))).first()
    if row is None:
        return None
    return Tracked(
        row.code or row.receipt_number,
        row.version.procedure.name,
        row.agency.name,
        State(row.state),
        row.submitted_at,
        row.due_at,
        row.ended_at,
    )


def page_of(rows: QuerySet[Dossier], by: str, after: str | None, size: int) -> Page:
    """A keyset page ordered by column ``by`` and id; ``after`` is what the page before gave."""
    chosen = with_names(rows).order_by(by, "id")
    if after and (key := _key(after)):
        moment, last = key
        # The bound outside the choice lets an index begin there; a choice alone would be read from the start.
        chosen = chosen.filter(**{f"{by}__gte": moment}).filter(Q(**{f"{by}__gt": moment}) | Q(id__gt=last))
    found = list(chosen[: size + 1])
    more = len(found) > size
    records = tuple(record_of(row) for row in found[:size])
    last_row = found[size - 1] if more else None
    return Page(records, f"{getattr(last_row, by).isoformat()}~{last_row.id}" if last_row else None)


def _key(after: str) -> tuple[datetime, UUID] | None:
    try:
        moment, last = after.split("~", 1)
        return datetime.fromisoformat(moment), UUID(last)
    except ValueError:
        return None


def queue(receiver_path: str, states: Iterable[State], *, after: str | None = None, size: int = 50) -> Page:
    """What waits at the desks of an agency and the units under it, the oldest e-receipt first."""
    wanted = tuple(states)
    rows = Dossier.objects.filter(receiver_id__in=_ids_under(receiver_path), state__in=wanted)
    if State.ISSUED not in wanted:  # an issued result waits to be handed out although its clock has ended
        rows = rows.filter(ended_at__isnull=True)
    return page_of(rows, "submitted_at", after, size)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many dossiers wait in each list of a desk."""

    new: int
    waiting: int
    ready: int
    mine: int
    unit: int
    unassigned: int
    today: int
    overdue: int
    proposed: int
    decided: int


def waiting(by: Actor, *, day_begins: datetime, now: datetime) -> Waiting:
    """The lists of the actor's agency, counted from indexes alone. ``day_begins``: the first instant of today."""
    require(by, "dossiers.list", {Relation.RECEIVER, Relation.AGENCY})
    here = Dossier.objects.filter(receiver_id__in=_ids_under(by.agency_path))
    arrived = dict(
        here.filter(ended_at__isnull=True)
        .values_list("state")
        .annotate(Count("pk"))
        .order_by()
        .values_list("state", "pk__count")
    )
    unit = Q(due_at__isnull=False, ended_at__isnull=True)
    tomorrow = day_begins + timedelta(days=1)
    work = Dossier.objects.filter(unit, agency_id=by.agency_id).aggregate(
        unit=Count("pk"),
        unassigned=Count("pk", filter=Q(assignee__isnull=True)),
        today=Count("pk", filter=Q(due_at__gte=day_begins, due_at__lt=tomorrow)),
        overdue=Count("pk", filter=Q(due_at__lt=now)),
        proposed=Count("pk", filter=Q(state=State.PROPOSED)),
        decided=Count("pk", filter=Q(state=State.DECIDED)),
    )
    paused = (State.AWAITING_COMPLETION, State.AWAITING_SUPPLEMENT)
    return Waiting(
        new=arrived.get(State.SUBMITTED, 0),
        waiting=sum(arrived.get(state, 0) for state in paused),
        ready=here.filter(state=State.ISSUED).count(),
        mine=Dossier.objects.filter(unit, assignee_id=by.account_id).count(),
        **work,
    )


def of_owner(by: Actor, *, after: str | None = None, size: int = 20) -> Page:
    """The dossiers of a citizen or organisation, the newest first."""
    own = (
        Q(owner_organisation_id=by.organisation_id)
        if by.organisation_id
        else Q(owner_person_id=by.person_id, owner_organisation__isnull=True)
    )
    rows = with_names(Dossier.objects.filter(own)).order_by("-submitted_at", "-id")
    if after and (key := _key(after)):
        moment, last = key
        rows = rows.filter(submitted_at__lte=moment).filter(Q(submitted_at__lt=moment) | Q(id__lt=last))
    found = list(rows[: size + 1])
    last_row = found[size - 1] if len(found) > size else None
    return Page(
        tuple(record_of(row) for row in found[:size]),
        f"{last_row.submitted_at.isoformat()}~{last_row.id}" if last_row else None,
    )


def search(agency_path: str, words: str, *, size: int = 50) -> tuple[DossierRecord, ...]:
    """Dossiers of an agency's tree by code, receipt number or owner's name without accents, the newest first.

    A name is found by its whole syllables in their order; the last one may be unfinished.
    """
    code = words.strip().upper()[:60]
    units = _ids_under(agency_path)
    own = Dossier.objects.filter(Q(agency_id__in=units) | Q(receiver_id__in=units))
    found = list(with_names(own.filter(Q(code=code) | Q(receipt_number=code)))[:size])
    if not found:
        found = list(with_names(named(own, words)).order_by("-submitted_at")[:size])
    return tuple(record_of(row) for row in found)


def _ids_under(path: str) -> list[str]:
    """The agency at the path and its units, from memory: an index knows an id, it does not know a path."""
    return [each.id for each in units_under(path)]


@dataclass(frozen=True, slots=True)
class HeadRecord:
    """The latest signed head of the ledger: how many leaves, and the note as published."""

    size: int
    checkpoint: str
    at: datetime


def latest_head() -> HeadRecord | None:
    """The newest signed tree head; None while nothing has been numbered yet."""
    row = TreeHead.objects.order_by("-size").first()
    return HeadRecord(row.size, row.checkpoint, row.at) if row else None
