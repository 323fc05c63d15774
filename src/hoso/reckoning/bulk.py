"""Due dates of whole columns at once, equal to ``law.deadline.due`` row by row.

What the tables cannot count goes to the law one by one, and the answer says how many rows those were: pauses
that overlap or come out of order, hours that do not end on whole minutes. Nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

import numpy as np
from numpy.typing import NDArray

from hoso.law.calendar import WorkingCalendar
from hoso.law.clock.terms import LONGEST, MOST_MONTHS, Unit
from hoso.law.rulesets import RULE_SETS, RuleSet
from hoso.reckoning.one_by_one import Instants, Pauses, one_by_one
from hoso.reckoning.resuming import resumed
from hoso.reckoning.tables import DAY, ZONE, Flags, Ints, Tables, tables_of
from hoso.reckoning.terms import BEYOND, counted

NAT = np.datetime64("NaT", "us")
BLOCK = 1 << 15
"""Rows counted together: their columns fit into the cache of a core."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """``due_at`` in UTC, NaT for what cannot be counted (``uncounted`` rows); ``by_law``: rows counted singly."""

    due_at: Instants
    uncounted: int
    by_law: int


def due_dates(
    received: Instants,
    values: NDArray[np.integer] | int,
    unit: Unit,
    calendar: WorkingCalendar,
    *,
    rules: RuleSet | None = None,
    pauses: Pauses | None = None,
    cutoff: time | None = None,
) -> Reckoned:
    """When each result is due. Instants are ``datetime64[us]`` in UTC, ``values`` whole units of one ``unit``.

    ``rules`` None: those of the civil day of each receipt. A row beyond the calendar or the rules, with an
    impossible limit or pause, or without an instant, is NaT; ask ``law.deadline.due`` for its reason.
    """
    limits = np.broadcast_to(np.asarray(values, dtype=np.int64), received.shape)
    due = np.full(received.shape, NAT)
    by_law = 0
    for begin in range(0, len(received), BLOCK):
        block = slice(begin, begin + BLOCK)
        own = None if pauses is None else pauses.rows(block)
        for each, mine in _ruled(received[block], rules):
            task = _Task(tables_of(calendar), unit, each, cutoff)
            if mine is None:
                due[block], singly = task.reckon(received[block], limits[block], own)
            else:
                chosen = None if own is None else own.rows(mine)
                due[block][mine], singly = task.reckon(received[block][mine], limits[block][mine], chosen)
            by_law += singly
    return Reckoned(due, int(np.isnat(due).sum()), by_law)


def _ruled(received: Instants, rules: RuleSet | None) -> list[tuple[RuleSet, Flags | None]]:
    """The rule sets and the rows that each of them rules; None: all rows."""
    if rules is not None:
        return [(rules, None)]
    day = (received + np.timedelta64(ZONE, "us")).astype("datetime64[D]")
    found: list[tuple[RuleSet, Flags | None]] = []
    for each in RULE_SETS:
        mine = day >= np.datetime64(each.in_force_from, "D")
        if each.in_force_to:
            mine &= day <= np.datetime64(each.in_force_to, "D")
        if mine.all():
            return [(each, None)]
        if mine.any():
            found.append((each, mine))
    return found


@dataclass(frozen=True, slots=True)
class _Task:
    table: Tables
    unit: Unit
    rules: RuleSet
    own_cutoff: time | None

    def reckon(self, received: Instants, limits: Ints, pauses: Pauses | None) -> tuple[Instants, int]:
        most = MOST_MONTHS if self.unit is Unit.MONTH else LONGEST
        least = 1 if self.unit in {Unit.HOUR, Unit.MONTH} else 0
        possible = (limits >= least) & (limits <= most) & ~np.isnat(received)
        due, single = np.full(received.shape, BEYOND), possible
        if self.unit is not Unit.HOUR or self.table.minutes is not None:
            start = received.view(np.int64) - self.table.epoch
            if not possible.all():
                start, limits = np.where(possible, start, -DAY), np.where(possible, limits, 1)
            cutoff = self._cutoff()
            terms = counted(self.table, start, limits, self.unit, cutoff)
            policy = self.rules.clock_policy.value
            before = (start < 0) & (self.unit in {Unit.DAY, Unit.MONTH})  # only the last day must be known
            single = before | resumed(self.table, terms, start, limits, self.unit, policy, cutoff, pauses)
            single &= possible
            due = terms.due
        answer = (due + self.table.epoch).view("datetime64[us]")
        answer[due < 0] = NAT
        rows = np.flatnonzero(single)
        for row in rows:
            answer[row] = one_by_one(
                received[row], int(limits[row]), self.unit, self.table.calendar, self.rules, self.own_cutoff,
                None if pauses is None else pauses.rows(slice(row, row + 1)),
            )  # fmt: skip
        return answer, len(rows)

    def _cutoff(self) -> int:
        at = self.own_cutoff or self.rules.same_day_cutoff.value
        return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond
