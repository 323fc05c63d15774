"""Holding the three clocks against each other: the law, the tables and the naive day loop."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from hoso.law.calendar import WorkingCalendar
from hoso.law.clock.terms import Pause, PauseKind, TimeLimit, Unit
from hoso.law.deadline import due
from hoso.law.errors import LawError
from hoso.law.rulesets import RuleSet
from hoso.law.text import Text
from hoso.reckoning.bulk import due_dates
from hoso.reckoning.day_loop import NoSuchDayError, Waited, Walk
from hoso.reckoning.one_by_one import Instants, Pauses

_GROUND = Text("chờ bổ sung", "waiting for a supplement")
_LONGEST = {Unit.WORKING_DAY: 60, Unit.DAY: 90, Unit.HOUR: 200, Unit.MONTH: 12}


@dataclass(frozen=True, slots=True)
class Case:
    """One dossier made up: receipt, limit, and pauses as (begin, end or None, whether a supplement)."""

    received: datetime
    value: int
    pauses: tuple[tuple[datetime, datetime | None, bool], ...]


@dataclass(slots=True)
class Compared:
    """How many cases, how many of them all three refused, how many the tables left to the law, and what differs."""

    compared: int = 0
    refused: int = 0
    by_law: int = 0
    differences: list[str] = field(default_factory=list)


def cases(count: int, unit: Unit, *, seed: str) -> list[Case]:
    """Random dossiers of 2024 to 2027: some without pauses, some overlapping, some open, to the microsecond."""
    dice = random.Random(seed)  # noqa: S311 - made-up cases, to be drawn again by their seed
    begin = datetime(2024, 1, 1, tzinfo=UTC)
    return [
        _case(
            dice,
            begin + timedelta(seconds=dice.randrange(4 * 365 * 86_400)),
            dice.randrange(_LONGEST[unit] + 1),
        )
        for _ in range(count)
    ]


def _case(dice: random.Random, received: datetime, value: int) -> Case:
    received += timedelta(microseconds=dice.choice((0, 0, dice.randrange(1_000_000))))
    pauses, moment = [], received
    for _ in range(dice.choice((0, 0, 0, 1, 1, 2, 3))):
        begin = moment + timedelta(minutes=dice.randrange(1, 12 * 1440))
        end = begin + timedelta(minutes=dice.choice((0, dice.randrange(1440), dice.randrange(25 * 1440))))
        pauses.append((begin, None if dice.random() < 0.05 else end, dice.random() < 0.7))
        moment = begin if dice.random() < 0.1 else end
    return Case(received, value, tuple(pauses))


def compared(given: Sequence[Case], unit: Unit, calendar: WorkingCalendar, rules: RuleSet) -> Compared:
    """Count every case three ways under one rule set; a difference names the case and the three answers."""
    report = Compared(len(given))
    found = due_dates(
        _column([case.received for case in given]),
        np.array([case.value for case in given]),
        unit,
        calendar,
        rules=rules,
        pauses=_pauses(given),
    )
    report.by_law = found.by_law
    for case, bulk in zip(given, found.due_at, strict=True):
        law, loop = _by_law(case, unit, calendar, rules), _by_loop(case, unit, calendar, rules)
        table = None if np.isnat(bulk) else bulk.item().replace(tzinfo=UTC)
        report.refused += law is None
        if not law == loop == table:
            report.differences.append(f"{case} {unit}: law {law}, loop {loop}, tables {table}")
    return report


def _by_law(case: Case, unit: Unit, calendar: WorkingCalendar, rules: RuleSet) -> datetime | None:
    pauses = [
        Pause(begin, end, _GROUND, "", PauseKind.SUPPLEMENT if kind else PauseKind.OTHER)
        for begin, end, kind in case.pauses
    ]
    try:
        return due(case.received, TimeLimit(case.value, unit), calendar, pauses=pauses, rules=rules).due_at
    except LawError:
        return None


def _by_loop(case: Case, unit: Unit, calendar: WorkingCalendar, rules: RuleSet) -> datetime | None:
    impossible = case.value < (1 if unit in {Unit.HOUR, Unit.MONTH} else 0)
    if impossible or any(b < case.received or (e and e < b) for b, e, _ in case.pauses):
        return None
    walk = Walk(calendar, case.value, unit.value, rules.clock_policy.value.value, rules.same_day_cutoff.value)
    try:
        return walk.due(case.received, [Waited(*pause) for pause in case.pauses])
    except NoSuchDayError:
        return None


def _column(instants: Sequence[datetime | None]) -> Instants:
    plain = [None if at is None else at.astimezone(UTC).replace(tzinfo=None) for at in instants]
    return np.array(plain, dtype="datetime64[us]")


def _pauses(given: Sequence[Case]) -> Pauses:
    width = max((len(case.pauses) for case in given), default=0)
    padded = [[*case.pauses, *([(None, None, True)] * (width - len(case.pauses)))] for case in given]
    shape = (len(given), width)
    return Pauses(
        _column([begin for row in padded for begin, _, _ in row]).reshape(shape),
        _column([end for row in padded for _, end, _ in row]).reshape(shape),
        np.array([kind for row in padded for _, _, kind in row], dtype=np.bool_).reshape(shape),
    )
