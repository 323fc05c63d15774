"""The internal process of a version: as the law checks it, and played through with made-up dossiers."""

from __future__ import annotations

import heapq
import random
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hoso.catalogue.records import StepRecord
from hoso.law.process import ProcessStep

HOURS_A_DAY = 8
MOST_DOSSIERS = 10_000
MOST_MOVES = 200
"""Steps one dossier may take before it counts as stuck."""


def as_process(steps: Sequence[StepRecord]) -> tuple[ProcessStep, ...]:
    """The steps as the law reads them: a step that names no way leads to the one written after it."""
    keys = [step.key for step in steps]
    return tuple(
        ProcessStep(
            step.key,
            step.hours,
            step.leads_to if step.leads_to is not None else tuple(keys[place + 1 : place + 2]),
            step.together,
            step.pause,
        )
        for place, step in enumerate(steps)
    )


@dataclass(frozen=True, slots=True)
class Play:
    """What is assumed: ``dossiers`` in all, ``a_day`` arriving, officers by role (else one), the ``seed``."""

    dossiers: int = 100
    a_day: int = 4
    officers: Mapping[str, int] = field(default_factory=dict)
    seed: int = 1


@dataclass(frozen=True, slots=True)
class StepLoad:
    """How a step fared: times done, and working hours that dossiers waited for its officer, in all."""

    key: str
    done: int
    waited: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hours are working hours from filing to the end, pauses left out. ``narrowest`` made dossiers wait most."""

    played: int
    finished: int
    stuck: int
    on_time: int | None
    mean_hours: float
    worst_hours: float
    loads: tuple[StepLoad, ...]
    narrowest: str | None


@dataclass(slots=True)
class _Case:
    begun: float
    moves: int = 0
    paused: float = 0.0
    open_ways: int = 1
    expected: dict[str, int] = field(default_factory=dict)
    ended: float | None = None


class _Office:
    """The officers of each role, first come first served, and the dossiers on their way."""

    def __init__(self, steps: Sequence[StepRecord], play: Play) -> None:
        self.steps = {step.key: step for step in steps}
        self.ways = {step.key: step for step in as_process(steps)}
        self.first = steps[0].key
        self.chance = random.Random(play.seed)  # noqa: S311 - made-up dossiers, to be repeated by seed
        self.free: dict[str, list[float]] = {
            step.role: [0.0] * max(1, play.officers.get(step.role, 1)) for step in steps
        }
        self.waited: dict[str, float] = defaultdict(float)
        self.done: dict[str, int] = defaultdict(int)
        self.queue: list[tuple[float, int, str]] = []

    def run(self, cases: list[_Case]) -> None:
        for number, case in enumerate(cases):
            heapq.heappush(self.queue, (case.begun, number, self.first))
        while self.queue:
            now, number, key = heapq.heappop(self.queue)
            if key in self.ways:
                self._arrive(cases[number], number, key, now)

    def _arrive(self, case: _Case, number: int, key: str, now: float) -> None:
        if case.expected.get(key, 0) > 1:
            case.expected[key] -= 1
            case.open_ways -= 1
            return
        case.moves += 1
        if case.moves > MOST_MOVES:
            return
        ends = self._work(case, key, now)
        way = self.ways[key]
        if not way.leads_to:
            case.open_ways -= 1
            if case.open_ways == 0:
                case.ended = ends
            return
        targets = way.leads_to if way.together else (self.chance.choice(way.leads_to),)
        if way.together:
            case.open_ways += len(targets) - 1
            meeting = self._meeting(targets)
            if meeting:
                case.expected[meeting] = len(targets)
        for target in targets:
            heapq.heappush(self.queue, (ends, number, target))

    def _work(self, case: _Case, key: str, now: float) -> float:
        """When the step is done: pauses take 1 to 5 days, work half to all of its hours."""
        step = self.steps[key]
        self.done[key] += 1
        if step.pause:
            pause = self.chance.uniform(1, 5) * HOURS_A_DAY
            case.paused += pause
            return now + pause
        desks = self.free[step.role]
        begins = max(now, heapq.heappop(desks))
        self.waited[key] += begins - now
        ends = begins + float(step.hours or 0) * self.chance.uniform(0.5, 1.0)
        heapq.heappush(desks, ends)
        return ends

    def _meeting(self, starts: Sequence[str]) -> str | None:
        """The first step that all of the ways have in common."""
        reached = [self._after(start) for start in starts]
        return next((key for key in reached[0] if all(key in one for one in reached)), None)

    def _after(self, start: str) -> dict[str, None]:
        seen: dict[str, None] = {start: None}
        waiting = deque([start])
        while waiting:
            for target in self.ways[waiting.popleft()].leads_to:
                if target in self.ways and target not in seen:
                    seen[target] = None
                    waiting.append(target)
        return seen


def play(steps: Sequence[StepRecord], given: Play, *, limit_hours: Decimal | None) -> Outcome:
    """Play dossiers through a process; the same ``given`` always gives the same outcome.

    A branch is taken by chance. A process without steps finishes nothing.
    """
    number = max(0, min(given.dossiers, MOST_DOSSIERS)) if steps else 0
    gap = HOURS_A_DAY / max(1, given.a_day)
    cases = [_Case(begun=place * gap) for place in range(number)]
    if not cases:
        return Outcome(0, 0, 0, None, 0.0, 0.0, (), None)
    office = _Office(steps, given)
    office.run(cases)
    took = [case.ended - case.begun - case.paused for case in cases if case.ended is not None]
    loads = tuple(
        StepLoad(step.key, office.done[step.key], round(office.waited[step.key], 2)) for step in steps
    )
    narrowest = max(loads, key=lambda one: one.waited)
    return Outcome(
        played=number,
        finished=len(took),
        stuck=number - len(took),
        on_time=None if limit_hours is None else sum(one <= limit_hours for one in took),
        mean_hours=round(sum(took) / len(took), 2) if took else 0.0,
        worst_hours=round(max(took, default=0.0), 2),
        loads=loads,
        narrowest=narrowest.key if narrowest.waited else None,
    )
