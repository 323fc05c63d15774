"""What the clock said, for those whom it concerns; what is settled is no longer shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from hoso.base import clock
from hoso.law.appointments import apology_by
from hoso.law.calendar import in_vietnam, national_calendar
from hoso.law.errors import LawError
from hoso.law.reminders import ReminderKind
from hoso.law.roles import Role
from hoso.law.rulesets import rules_at
from hoso.law.states import PAUSED_STATES
from hoso.law.text import Text
from hoso.parties.actors import Actor
from hoso.parties.queries import units_under
from hoso.reminders.models import Reminder

_FOR_HEADS = (ReminderKind.HEAD, ReminderKind.APOLOGISE, ReminderKind.OVERDUE)
_FOR_SUPERVISORS = (ReminderKind.SUPERVISOR, ReminderKind.OVERDUE)


@dataclass(frozen=True, slots=True)
class ReminderRecord:
    """One reminder as it is shown. ``due_at`` is the date of the dossier, which it is still about."""

    dossier_id: UUID
    reference: str
    procedure_name: str
    agency_name: str
    kind: ReminderKind
    text: Text
    due_at: datetime
    raised_at: datetime


def reminders_of(by: Actor, *, most: int = 20) -> tuple[ReminderRecord, ...]:
    """The latest things that the clock says to this officer, one a dossier, the gravest first; else empty.

    Only while they stand: the dossier is open, its clock runs, and its date is the one reminded of.
    """
    mine = _addressed_to(by)
    if mine is None:
        return ()
    rows = (
        Reminder.objects.filter(mine, dossier__ended_at__isnull=True, dossier__due_at=F("about_at"))
        .exclude(dossier__state__in=[state.value for state in PAUSED_STATES])
        .select_related("dossier__version__procedure", "agency")
        .only(
            "kind", "raised_at", "agency__name", "dossier__code", "dossier__receipt_number", "dossier__due_at",
            "dossier__accepted_at", "dossier__submitted_at", "about_at",
            "dossier__version__procedure__name",
        )
        .order_by("-raised_at", "-id")
    )  # fmt: skip
    return _one_a_dossier(rows[: 4 * most])[:most]


def _addressed_to(by: Actor) -> Q | None:
    if not by.is_officer or not by.agency_path:
        return None
    found = Q()
    if by.has(Role.CASE_OFFICER):
        kinds = (ReminderKind.OFFICER, ReminderKind.OVERDUE)
        unassigned = Q(dossier__assignee__isnull=True, agency_id=by.agency_id)
        found |= Q(kind__in=kinds) & (Q(dossier__assignee_id=by.account_id) | unassigned)
    for role, kinds in ((Role.HEAD, _FOR_HEADS), (Role.SUPERVISOR, _FOR_SUPERVISORS)):
        if by.has(role):
            found |= Q(kind__in=kinds, agency_id__in=[each.id for each in units_under(by.agency_path)])
    return found or None


_GRAVITY = (ReminderKind.OVERDUE, ReminderKind.APOLOGISE)


def _grave(row: Reminder) -> int:
    return _GRAVITY.index(ReminderKind(row.kind)) if row.kind in _GRAVITY else len(_GRAVITY)


def _sentence(row: Reminder, now: datetime) -> Text | None:
    """What is said; None for an apology that is no longer possible."""
    kind = ReminderKind(row.kind)
    if kind is not ReminderKind.APOLOGISE:
        due = row.about_at.astimezone(clock.VIETNAM)
        return Text(f"{kind.label.vi}: {due:%d/%m/%Y}", f"{kind.label.en}: {due:%Y-%m-%d}")
    rules = rules_at(row.dossier.accepted_at or row.dossier.submitted_at)
    try:
        last = in_vietnam(apology_by(clock.civil_day(row.about_at), national_calendar(), rules))
    except LawError:
        return None
    if now > last:
        return None
    return Text(f"{kind.label.vi} {last:%H:%M %d/%m/%Y}", f"{kind.label.en} {last:%H:%M on %Y-%m-%d}")


def _one_a_dossier(rows: QuerySet[Reminder]) -> tuple[ReminderRecord, ...]:
    found: dict[UUID, ReminderRecord] = {}
    now = clock.now()
    for row in sorted(rows, key=_grave):
        if row.dossier_id in found or (text := _sentence(row, now)) is None:
            continue
        found[row.dossier_id] = ReminderRecord(
            dossier_id=row.dossier_id,
            reference=row.dossier.code or row.dossier.receipt_number,
            procedure_name=row.dossier.version.procedure.name,
            agency_name=row.agency.name,
            kind=ReminderKind(row.kind),
            text=text,
            due_at=row.dossier.due_at,
            raised_at=row.raised_at,
        )
    return tuple(found.values())
