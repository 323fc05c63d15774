"""The due date of a dossier, and why: received, counted, paused, due.

Conventions, written once:

* The clock starts at the e-receipt; the day of receipt is not counted.
* A term in days ends with the working hours of its last day; a last day off moves to the next worked day.
* 0 working days means the same day; after the cut-off hour (15:00) the next working day.
* PAUSE, in working days: the whole working days left at the request (the day of the request counts as used)
  are counted again from the day after completion. With none left the result is due as if asked for the
  same day. In calendar days and months likewise with calendar days; in hours with working time.
* A pause that begins after the due instant cures nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from hoso.law.calendar import WorkingCalendar, in_vietnam
from hoso.law.clock import explain
from hoso.law.clock.counting import Term, count, shift
from hoso.law.clock.hours import working_time
from hoso.law.clock.terms import Pause, PauseKind, TimeLimit, Unit, in_order
from hoso.law.rulesets import ClockPolicy, Parameter, RuleSet, rules_at
from hoso.law.text import Text

__all__ = [
    "DueDate", "Pause", "PauseKind", "Remaining", "Standing", "TimeLimit", "Unit",
    "due", "national_due", "remaining", "standing",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DueDate:
    """``due_at`` in UTC, ``due_on`` the civil day in Viet Nam, and the calculation line by line.

    ``paused_since`` is set while a pause is open: the date then stands still and is provisional.
    """

    due_at: datetime
    due_on: date
    explanation: tuple[Text, ...]
    rule_set: str
    calendar_version: str
    paused_since: datetime | None = None


class Standing(StrEnum):
    """How an end stands to the due date, by civil days."""

    EARLY = "early"
    ON_TIME = "on_time"
    OVERDUE = "overdue"

    @property
    def label(self) -> Text:
        """The word used on reports. Source: tt01-2020:form-06."""
        return _STANDING_LABELS[self]


_STANDING_LABELS = {
    Standing.EARLY: Text("trước hạn", "early"),
    Standing.ON_TIME: Text("đúng hạn", "on time"),
    Standing.OVERDUE: Text("quá hạn", "overdue"),
}


def due(
    received_at: datetime,
    limit: TimeLimit,
    calendar: WorkingCalendar,
    *,
    pauses: Sequence[Pause] = (),
    rules: RuleSet | None = None,
    cutoff: time | None = None,
) -> DueDate:
    """When the result is due (see the conventions of this module), with the calculation.

    ``rules`` defaults to the rule set of the receipt; ``cutoff`` to its hour for same-day limits.
    Raises NaiveInstant, BadPause, NoRuleSet, OutsideCalendar.
    Source: hn-directive:2b, nd61-2018:19, nd23-2015:7, blds-2015:147, blds-2015:148, qd766-2022:2.1.
    """
    received = in_vietnam(received_at)
    rules = rules or rules_at(received)
    cutoff = cutoff or rules.same_day_cutoff.value
    clock = _Clock(limit, calendar, rules, cutoff)
    term = clock.start(received)
    lines = [explain.received(received, limit), explain.counted(received, limit, term, calendar, cutoff)]
    paused_since = None
    for pause in in_order(pauses, received):
        if pause.begin > term.due_at:
            lines.append(explain.too_late(pause))
        elif pause.end is None:
            paused_since = pause.begin.astimezone(UTC)
            lines.append(explain.still_paused(pause))
        else:
            term = clock.resume(term, pause, pause.end)
            sure = rules.clock_policy.confirmed
            lines.append(explain.resumed(pause, pause.end, term, clock.policy(pause), confirmed=sure))
    lines.append(explain.due_line(term, rules, calendar))
    due_at = term.due_at.astimezone(UTC)
    return DueDate(due_at, term.due_at.date(), tuple(lines), rules.name, calendar.version, paused_since)


def national_due(
    received_at: datetime, limit: TimeLimit, calendar: WorkingCalendar, *, pauses: Sequence[Pause] = ()
) -> DueDate:
    """The due date for the national on-time figure, which gives the time waited back under every rule set.

    Source: qd766-2022:2.1.
    """
    rules = rules_at(received_at)
    by_pause = Parameter(ClockPolicy.PAUSE, confirmed=True, source="qd766-2022:2.1")
    return due(received_at, limit, calendar, pauses=pauses, rules=replace(rules, clock_policy=by_pause))


@dataclass(frozen=True, slots=True)
class _Clock:
    """What stays the same while one dossier is counted."""

    limit: TimeLimit
    calendar: WorkingCalendar
    rules: RuleSet
    cutoff: time

    def start(self, at: datetime) -> Term:
        return self._count(at, self.limit)

    def policy(self, pause: Pause) -> ClockPolicy:
        policy = self.rules.clock_policy.value
        if policy is ClockPolicy.RESTART and pause.kind is not PauseKind.SUPPLEMENT:
            return ClockPolicy.PAUSE
        return policy

    def resume(self, term: Term, pause: Pause, end: datetime) -> Term:
        policy = self.policy(pause)
        if policy is ClockPolicy.RESTART:
            return self.start(end)
        asked_on = pause.begin.date()
        if policy is ClockPolicy.SHIFT:
            return shift(term, (end.date() - asked_on).days, self.limit, self.calendar)
        if self.limit.unit is Unit.HOUR:
            return self._count(end, working_time(self.calendar, pause.begin, term.due_at))
        if self.limit.unit is Unit.WORKING_DAY:
            left = self.calendar.working_days_between(asked_on, term.due_at.date())
            return self._count(end, TimeLimit(left, Unit.WORKING_DAY))
        return self._count(end, TimeLimit(max(0, (term.nominal - asked_on).days), Unit.DAY))

    def _count(self, at: datetime, limit: TimeLimit | timedelta) -> Term:
        return count(at, limit, self.calendar, self.cutoff)


@dataclass(frozen=True, slots=True)
class Remaining:
    """Whole working days left (0 on the due day, negative when overdue), and the same in words."""

    working_days: int
    paused: bool
    text: Text


def remaining(due_date: DueDate, now: datetime, calendar: WorkingCalendar) -> Remaining:
    """What is left at ``now``; while the clock rests, what was left when it stopped.

    Source: hn-directive:2b, tt01-2020:form-06.
    """
    at = due_date.paused_since or now
    today = in_vietnam(at).date()
    days = calendar.working_days_between(today, due_date.due_on)
    if standing(due_date, at) is Standing.OVERDUE:
        days = min(days, -1)
    paused = due_date.paused_since is not None
    return Remaining(days, paused, explain.left(days, paused=paused, today=today == due_date.due_on))


def standing(due_date: DueDate | date, end_or_now: datetime) -> Standing:
    """Early, on time or overdue by civil days: the same day is on time whatever the hour.

    Source: tt01-2020:form-06.
    """
    due_on = due_date.due_on if isinstance(due_date, DueDate) else due_date
    if isinstance(due_on, datetime):
        due_on = in_vietnam(due_on).date()
    day = in_vietnam(end_or_now).date()
    if day < due_on:
        return Standing.EARLY
    return Standing.ON_TIME if day == due_on else Standing.OVERDUE
