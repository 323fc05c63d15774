"""What a holder has, what waits at a desk, and the figures of the journal. Everything returned is frozen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hoso.base import clock
from hoso.base.errors import NotFound
from hoso.base.identifiers import fold
from hoso.grants.access import grant_of, relations_to
from hoso.grants.models import Grant, GrantEntry, GrantNotice, Origin
from hoso.law.grants import (
    LIVE,
    WAITING,
    WARNING_DAYS,
    GrantState,
    RevocationReason,
    may_renew,
)
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.parties.actors import Actor, require

NO_FIGURE = Text("Không có số liệu này.", "There is no such figure.")
MOST = 200


@dataclass(frozen=True, slots=True)
class GrantRecord:
    """One grant as its readers see it. Instants in UTC; ``renewable``: today lies in the days of renewal."""

    id: UUID
    state: GrantState
    origin: Text
    name: str
    personal_id: str
    organisation: str
    agency_id: str
    agency_name: str
    requested_at: datetime
    issued_at: datetime | None
    valid_to: datetime | None
    ended_at: datetime | None
    serial: str
    reference: str
    reason: Text | None
    ground: str
    renews: UUID | None
    renewable: bool


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """A warning in both languages."""

    text: Text
    at: datetime


@dataclass(frozen=True, slots=True)
class Own:
    """All that a person or firm has: the certificate in use, the request that waits, the past, the warnings."""

    live: GrantRecord | None
    waiting: GrantRecord | None
    past: tuple[GrantRecord, ...]
    notices: tuple[NoticeRecord, ...]


def own(by: Actor) -> Own:
    """What the actor's account stands for has. Nothing for an officer."""
    rows = [_record(row) for row in _rows().filter(_owned(by)).order_by("-requested_at", "-id")[:50]]
    live = next((one for one in rows if one.state in LIVE and _not_over(one)), None)
    notices = GrantNotice.objects.filter(grant_id=live.id).order_by("-at")[:2] if live else ()
    return Own(
        live,
        next((one for one in rows if one.state in WAITING), None),
        tuple(one for one in rows if one.state not in WAITING and one != live),
        tuple(NoticeRecord(Text(one.vi, one.en), one.at) for one in notices),
    )


def grant(grant_id: UUID, *, by: Actor) -> GrantRecord:
    """One grant. Raises ``NotFound`` for a stranger."""
    row = grant_of(grant_id, by)
    require(by, "grants.read", relations_to(row, by))
    return _record(row)


def signing_reference(by: Actor) -> str:
    """The name of the actor's key at the signing service, or nothing when no granted certificate is in use."""
    row = Grant.objects.filter(_owned(by), state__in=LIVE, valid_to__gt=clock.now()).first()
    return row.reference if row else ""


def has_had(by: Actor) -> bool:
    """Whether a granted certificate was ever in this actor's hands."""
    return Grant.objects.filter(_owned(by), issued_at__isnull=False).exists()


def at_desk(by: Actor, words: str = "", *, most: int = 50) -> tuple[GrantRecord, ...]:
    """What waits for the desk's eyes, oldest first; with ``words``, every grant of the desk that they find."""
    if not by.has(Role.INTAKE_OFFICER) or by.agency_id is None:
        return ()
    rows = _rows().filter(agency_id=by.agency_id)
    if words.strip():
        return tuple(_record(row) for row in rows.filter(_named(words)).order_by("-requested_at")[:most])
    waiting = rows.filter(state=GrantState.REQUESTED).order_by("requested_at", "id")
    return tuple(_record(row) for row in waiting[:most])


def waiting_at_desk(by: Actor) -> int:
    """How many requests wait for the desk's eyes."""
    if not by.has(Role.INTAKE_OFFICER) or by.agency_id is None:
        return 0
    return Grant.objects.filter(agency_id=by.agency_id, state=GrantState.REQUESTED).count()


COUNTED: Mapping[str, tuple[str, Text]] = {
    "requested": ("grants.request", Text("Yêu cầu cấp", "Requested")),
    "issued": ("grants.issue", Text("Đã cấp", "Issued")),
    "renewed": ("grants.renew", Text("Đã gia hạn", "Renewed")),
    "refused": ("grants.refuse", Text("Từ chối", "Refused")),
    "revoked": ("grants.revoke", Text("Đã thu hồi", "Revoked")),
}
EXPIRING = ("expiring", Text("Hết hạn trong 30 ngày tới", "Ending within 30 days"))
"""Figures by key: the journal's verb and the words. ``issued`` counts renewals too: each is a certificate."""
FIGURES: Mapping[str, Text] = {key: words for key, (_, words) in COUNTED.items()} | dict([EXPIRING])


def counts(agency_ids: Collection[str], since: datetime, until: datetime) -> dict[str, dict[str, int]]:
    """Every figure by agency, for those with any: journal lines in the span, and certificates ending after it.

    The caller has checked who reads (``oversight.scope``).
    """
    found: dict[str, dict[str, int]] = {}
    lines = GrantEntry.objects.filter(agency_id__in=agency_ids, at__gte=since, at__lte=until)
    keys = {verb: key for key, (verb, _) in COUNTED.items()}
    grouped = lines.filter(verb__in=keys).values_list("agency_id", "verb").annotate(Count("id")).order_by()
    for agency_id, verb, number in grouped:
        found.setdefault(agency_id, dict.fromkeys(FIGURES, 0))[keys[verb]] = number
    ending = _ending(agency_ids, until).values_list("agency_id").annotate(Count("id")).order_by()
    for agency_id, number in ending:
        found.setdefault(agency_id, dict.fromkeys(FIGURES, 0))["expiring"] = number
    return found


def behind(key: str, agency_ids: Collection[str], since: datetime, until: datetime) -> Iterator[GrantRecord]:
    """The grants that a figure counts, oldest first. Raises ``NotFound`` for an unknown figure."""
    if key not in FIGURES:
        raise NotFound(NO_FIGURE)
    if key == "expiring":
        rows = _ending(agency_ids, until).select_related("person", "organisation", "agency")
        return (_record(row) for row in rows.order_by("valid_to", "id").iterator(MOST))
    lines = GrantEntry.objects.filter(
        verb=COUNTED[key][0], agency_id__in=agency_ids, at__gte=since, at__lte=until
    ).select_related("grant__person", "grant__organisation", "grant__agency")
    return (_record(line.grant) for line in lines.order_by("at", "id").iterator(MOST))


def _ending(agency_ids: Collection[str], moment: datetime) -> QuerySet[Grant]:
    """Certificates in use at the moment that end within the first warning's days after it."""
    horizon = moment + timedelta(days=max(WARNING_DAYS.value))
    alive = Q(ended_at__isnull=True) | Q(ended_at__gt=moment)
    return Grant.objects.filter(
        alive, agency_id__in=agency_ids, issued_at__lte=moment, valid_to__gt=moment, valid_to__lte=horizon
    )


def _rows() -> QuerySet[Grant]:
    return Grant.objects.select_related("person", "organisation", "agency")


def _owned(by: Actor) -> Q:
    if by.is_officer or not (by.person_id or by.organisation_id):
        return Q(pk__in=[])
    if by.organisation_id:
        return Q(organisation_id=by.organisation_id)
    return Q(person_id=by.person_id, organisation__isnull=True)


def _named(words: str) -> Q:
    folded = fold(words).split()
    if len(folded) == 1 and folded[0].isdigit():
        return Q(person__personal_id__startswith=folded[0])
    return Q(*(Q(person__folded_name__contains=word) for word in folded))


def _not_over(one: GrantRecord) -> bool:
    return one.valid_to is not None and one.valid_to > clock.now()


def _record(row: Grant) -> GrantRecord:
    today = clock.civil_day(clock.now())
    near = row.valid_to is not None and may_renew(clock.civil_day(row.valid_to), today).ok
    return GrantRecord(
        id=row.id,
        state=GrantState(row.state),
        origin=Origin(row.origin).text,
        name=row.person.full_name,
        personal_id=row.person.personal_id or "",
        organisation=row.organisation.name if row.organisation else "",
        agency_id=row.agency_id,
        agency_name=row.agency.name,
        requested_at=row.requested_at,
        issued_at=row.issued_at,
        valid_to=row.valid_to,
        ended_at=row.ended_at,
        serial=row.serial or "",
        reference=row.reference,
        reason=RevocationReason(row.reason).label if row.reason else None,
        ground=row.ground,
        renews=row.renews_id,
        renewable=row.state in LIVE and near,
    )
