"""The acting clock: one pass over what is owed at an instant. Every step is done once, however often it is called.

A pass reads open dossiers alone, by index, a page at a time; each page is one transaction, so a pass that is
killed has done what it did, and the next one goes on from there.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from hoso.base import clock
from hoso.base.errors import HosoError
from hoso.calendars.queries import calendar_for, calendars_in_use
from hoso.dossiers.models import Dossier, Entry
from hoso.filing.models import SupplementRequest
from hoso.filing.notices import warn_of_stop
from hoso.law.calendar import WorkingCalendar
from hoso.law.errors import LawError
from hoso.law.reminders import (
    ReminderKind,
    days_ahead,
    reminder_owed,
    stop_after_warning,
    warning_owed,
)
from hoso.law.rulesets import rules_at, rules_on
from hoso.law.states import State
from hoso.law.text import Text
from hoso.parties.actors import SYSTEM, Actor, require
from hoso.processing.actions import stop
from hoso.reminders.models import Reminder

log = logging.getLogger(__name__)
PAGE = 500
_AT_WORK = (State.ACCEPTED, State.IN_PROCESS, State.PROPOSED)
_SOON = timedelta(days=40)
"""No calendar has a gap so long that a few working days reach further."""
NEVER_CAME = Text(
    "Đã yêu cầu bổ sung ngày {asked} và báo trước ngày {warned}, đến nay chưa nhận được bổ sung.",
    "A supplement was asked for on {asked}, the stop announced on {warned}; none has come.",
)


@dataclass(slots=True)
class Acted:
    """What a pass did, by kind of reminder; ``failed``: dossiers that could not be handled, see the log."""

    done: Counter[str] = field(default_factory=Counter)
    failed: int = 0


def act(now: datetime, *, by: Actor = SYSTEM) -> Acted:
    """Do everything that the clock owes at ``now`` and has not done yet. Only the clock itself does this."""
    require(by, "reminders.act")
    acted = Acted()
    with clock.standing_at(now):
        for kind in (
            ReminderKind.OVERDUE, ReminderKind.APOLOGISE,
            ReminderKind.SUPERVISOR, ReminderKind.HEAD, ReminderKind.OFFICER,
        ):  # fmt: skip
            _remind(kind, now, acted)
        _warn(now, acted)
        _stop(now, acted)
    return acted


def _remind(kind: ReminderKind, now: datetime, acted: Acted) -> None:
    for page in _pages(_candidates(kind, now)):
        rows = []
        for dossier in page:
            try:
                owed = _owed(kind, dossier, now)
            except LawError:
                log.warning("no calendar for %s", dossier.id)
                acted.failed += 1
                continue
            if owed:
                rows.append(_said(kind, dossier, dossier.due_at, now))
        with transaction.atomic():
            Reminder.objects.bulk_create(rows, ignore_conflicts=True)
        acted.done[kind.value] += len(rows)


def _candidates(kind: ReminderKind, now: datetime) -> QuerySet[Dossier]:
    """Open dossiers whose date is near enough, of which this was not said yet. ``open_by_date`` is read."""
    today = clock.civil_day(now)
    said = Reminder.objects.filter(dossier_id=OuterRef("pk"), kind=kind.value, about_at=OuterRef("due_at"))
    rows = Dossier.objects.filter(~Exists(said), ended_at__isnull=True, due_at__isnull=False)
    if kind is ReminderKind.OVERDUE:
        return rows.filter(due_at__lt=_begins(today), state__in=[*_AT_WORK, State.DECIDED])
    last = _reached(today, days_ahead(kind, rules_on(today)))
    rows = rows.filter(due_at__gte=_begins(today), due_at__lt=_begins(last + timedelta(days=1)))
    if kind is ReminderKind.APOLOGISE:
        given = Entry.objects.filter(dossier_id=OuterRef("pk"), verb="processing.apologise")
        return rows.filter(~Exists(given), state__in=_AT_WORK)
    return rows.filter(state__in=[*_AT_WORK, State.DECIDED])


def _reached(today: date, days: int) -> date:
    try:
        return max(each.add_working_days(today, days) for each in calendars_in_use())
    except LawError:  # the years ahead have not been announced: look as far as any calendar could reach
        return today + _SOON


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.VIETNAM)


def _pages(rows: QuerySet[Dossier]) -> Iterator[list[Dossier]]:
    chosen = rows.only("due_at", "accepted_at", "submitted_at", "agency_id").order_by("due_at", "id")
    after: Dossier | None = None
    while True:
        here = chosen
        if after is not None:
            here = here.filter(due_at__gte=after.due_at)
            here = here.filter(Q(due_at__gt=after.due_at) | Q(id__gt=after.id))
        page = list(here[:PAGE])
        if page:
            yield page
        if len(page) < PAGE:
            return
        after = page[-1]


def _owed(kind: ReminderKind, dossier: Dossier, now: datetime) -> bool:
    accepted_at = dossier.accepted_at or dossier.submitted_at
    due_on = clock.civil_day(dossier.due_at)
    return reminder_owed(kind, due_on, accepted_at, now, _calendar(dossier), rules_at(accepted_at))


def _calendar(dossier: Dossier) -> WorkingCalendar:
    return calendar_for(dossier.agency_id)


def _said(kind: ReminderKind, dossier: Dossier, about_at: datetime, now: datetime) -> Reminder:
    return Reminder(
        dossier=dossier, kind=kind.value, about_at=about_at, agency_id=dossier.agency_id, raised_at=now
    )


def _unanswered(answer_by: date) -> QuerySet[SupplementRequest]:
    rows = SupplementRequest.objects.filter(answered_at__isnull=True, answer_by__lte=answer_by)
    return rows.select_related("dossier").order_by("answer_by", "id")


def _about(kind: ReminderKind) -> QuerySet[Reminder]:
    return Reminder.objects.filter(
        dossier_id=OuterRef("dossier_id"), kind=kind.value, about_at=OuterRef("asked_at")
    )


def _warn(now: datetime, acted: Acted) -> None:
    """Tell the owners whose dossiers are about to be stopped, in time for them to answer."""
    rows = _unanswered(clock.civil_day(now + _SOON)).filter(~Exists(_about(ReminderKind.STOP_WARNING)))
    for asked in rows.iterator(chunk_size=PAGE):
        dossier = asked.dossier
        rules, calendar = rules_at(dossier.accepted_at or dossier.submitted_at), _calendar(dossier)
        try:
            if not warning_owed(asked.asked_at, now, calendar, rules):
                continue
            planned = stop_after_warning(asked.asked_at, now, calendar, rules)
        except LawError:
            acted.failed += 1
            continue
        with transaction.atomic():
            _, new = Reminder.objects.get_or_create(
                dossier=dossier,
                kind=ReminderKind.STOP_WARNING.value,
                about_at=asked.asked_at,
                defaults={"agency_id": dossier.agency_id, "raised_at": now},
            )
            if new:
                warn_of_stop(dossier, asked.number, planned, now)
                acted.done[ReminderKind.STOP_WARNING.value] += 1


def _stop(now: datetime, acted: Acted) -> None:
    """Stop what was warned of and never supplemented; an owner who answers meanwhile is not stopped."""
    today = clock.civil_day(now)
    for asked in (
        _unanswered(today).filter(Exists(_about(ReminderKind.STOP_WARNING))).iterator(chunk_size=PAGE)
    ):
        dossier = asked.dossier
        warned = Reminder.objects.get(
            dossier=dossier, kind=ReminderKind.STOP_WARNING.value, about_at=asked.asked_at
        )
        rules = rules_at(dossier.accepted_at or dossier.submitted_at)
        try:
            if today < stop_after_warning(asked.asked_at, warned.raised_at, _calendar(dossier), rules):
                continue
            with transaction.atomic():
                stop(dossier.id, _reason(asked.asked_at, warned.raised_at), by=SYSTEM)
                _said(ReminderKind.STOPPED, dossier, asked.asked_at, now).save(force_insert=True)
        except (HosoError, LawError) as failure:
            log.warning("%s was not stopped: %s", dossier.id, failure)
            acted.failed += 1
            continue
        acted.done[ReminderKind.STOPPED.value] += 1


def _reason(asked_at: datetime, warned_at: datetime) -> str:
    asked, warned = (f"{clock.civil_day(at):%d/%m/%Y}" for at in (asked_at, warned_at))
    return NEVER_CAME.format(asked=asked, warned=warned).vi
