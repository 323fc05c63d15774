"""What pauses do to terms, in bulk: RESTART, PAUSE and SHIFT as in ``law.deadline``."""

from __future__ import annotations

import numpy as np

from hoso.law.clock.terms import Unit
from hoso.law.rulesets import ClockPolicy
from hoso.reckoning.one_by_one import Pauses
from hoso.reckoning.tables import DAY, Flags, Ints, Tables
from hoso.reckoning.terms import Terms, after_working_time, counted, ending_on, working_time

_NEVER = np.iinfo(np.int64).max


def resumed(
    table: Tables,
    terms: Terms,
    start: Ints,
    limits: Ints,
    unit: Unit,
    policy: ClockPolicy,
    cutoff: int,
    pauses: Pauses | None,
) -> Flags:
    """Let every pause act on ``terms``, column by column; flags the rows that only the law itself can count.

    Those are pauses that touch or overlap, that come out of order, or that the law refuses.
    """
    single = np.zeros(start.shape, dtype=np.bool_)
    if pauses is None:
        return single
    free_from = start  # the first instant at which the next pause may begin without touching the one before
    for column in range(pauses.begin.shape[1]):
        asked, answered = pauses.begin[:, column], pauses.end[:, column]
        there, closed = ~np.isnat(asked), ~np.isnat(answered)
        begin, end = asked.view(np.int64) - table.epoch, answered.view(np.int64) - table.epoch
        single |= there & ((begin < free_from) | (closed & (end < begin)))
        rows = np.flatnonzero(there & closed & ~single & (begin <= terms.due))
        if len(rows):
            policies = _Policies(table, limits[rows], unit, policy, cutoff)
            kinds = None if pauses.supplement is None else pauses.supplement[rows, column]
            after = policies.act(Terms(terms.nominal[rows], terms.due[rows]), begin[rows], end[rows], kinds)
            terms.nominal[rows], terms.due[rows] = after.nominal, after.due
        free_from = np.where(there, np.where(closed, end + 1, _NEVER), free_from)
    return single


class _Policies:
    def __init__(self, table: Tables, limits: Ints, unit: Unit, policy: ClockPolicy, cutoff: int) -> None:
        self._table, self._limits, self._unit = table, limits, unit
        self._policy, self._cutoff = policy, cutoff

    def act(self, terms: Terms, begin: Ints, end: Ints, supplement: Flags | None) -> Terms:
        if self._policy is ClockPolicy.SHIFT:
            return self._shifted(terms, begin, end)
        if self._policy is ClockPolicy.PAUSE:
            return self._what_is_left(terms, begin, end)
        again = counted(self._table, end, self._limits, self._unit, self._cutoff)
        if supplement is None or supplement.all():
            return again
        left = self._what_is_left(terms, begin, end)
        return Terms(
            np.where(supplement, again.nominal, left.nominal), np.where(supplement, again.due, left.due)
        )

    def _shifted(self, terms: Terms, begin: Ints, end: Ints) -> Terms:
        nominal = terms.nominal + end // DAY - begin // DAY
        found = ending_on(self._table, nominal, np.ones(nominal.shape, dtype=np.bool_))
        if self._unit is Unit.HOUR:
            own_hour = found.due // DAY * DAY + terms.due % DAY
            found.due = np.where(found.due < 0, found.due, own_hour)
        return found

    def _what_is_left(self, terms: Terms, begin: Ints, end: Ints) -> Terms:
        table = self._table
        if self._unit is Unit.HOUR:
            return after_working_time(table, end, working_time(table, begin, terms.due))
        asked_on = begin // DAY
        if self._unit is Unit.WORKING_DAY:
            left = (table.rank[terms.due // DAY] - table.rank[asked_on]).astype(np.int64)
            return counted(table, end, left, Unit.WORKING_DAY, self._cutoff)
        return counted(table, end, np.maximum(terms.nominal - asked_on, 0), Unit.DAY, self._cutoff)
