"""Pauses of many dossiers as columns, and the way back to the law for rows that no table can count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hoso.law.calendar import WorkingCalendar
from hoso.law.clock.terms import Pause, PauseKind, TimeLimit, Unit
from hoso.law.deadline import due
from hoso.law.errors import LawError
from hoso.law.rulesets import RuleSet
from hoso.law.text import Text

Instants = NDArray[np.datetime64]
_GROUND = Text("chờ bổ sung", "waiting for a supplement")


@dataclass(frozen=True, slots=True)
class Pauses:
    """Pauses of many dossiers: a row each, as many columns as the most paused one has; NaT where there is none.

    ``end`` NaT beside a ``begin``: still open. ``supplement``: only such a pause can restart a term; all are,
    when None.
    """

    begin: Instants
    end: Instants
    supplement: NDArray[np.bool_] | None = None

    def rows(self, chosen: Any) -> Pauses:
        """The pauses of some of the dossiers: a slice, places or flags."""
        kinds = None if self.supplement is None else self.supplement[chosen]
        return Pauses(self.begin[chosen], self.end[chosen], kinds)


def one_by_one(
    received: np.datetime64,
    value: int,
    unit: Unit,
    calendar: WorkingCalendar,
    rules: RuleSet,
    cutoff: time | None,
    pauses: Pauses | None,
) -> np.datetime64:
    """The answer of ``law.deadline.due`` for one row; NaT where the law refuses."""
    try:
        found = due(
            _instant(received),
            TimeLimit(value, unit),
            calendar,
            pauses=_pauses(pauses) if pauses else (),
            rules=rules,
            cutoff=cutoff,
        )
    except LawError:
        return np.datetime64("NaT", "us")
    return np.datetime64(found.due_at.replace(tzinfo=None), "us")


def _pauses(columns: Pauses) -> list[Pause]:
    found = []
    for column, begin in enumerate(columns.begin[0]):
        if np.isnat(begin):
            continue
        end = columns.end[0][column]
        kind = columns.supplement is None or bool(columns.supplement[0][column])
        found.append(
            Pause(
                _instant(begin),
                None if np.isnat(end) else _instant(end),
                _GROUND,
                "",
                PauseKind.SUPPLEMENT if kind else PauseKind.OTHER,
            )
        )
    return found


def _instant(moment: np.datetime64) -> datetime:
    found: datetime = moment.astype("datetime64[us]").item()
    return found.replace(tzinfo=UTC)
