"""Due dates in bulk beside the naive day loop, the law itself and pandas, in one run."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np

from hoso.cli.bench.measuring import peak_megabytes
from hoso.cli.bench.table import Row, tell
from hoso.law.calendar import VIETNAM, WorkingCalendar, national_calendar
from hoso.law.clock.terms import TimeLimit, Unit
from hoso.law.deadline import due
from hoso.law.rulesets import R2025
from hoso.reckoning.bulk import due_dates
from hoso.reckoning.day_loop import Walk
from hoso.reckoning.one_by_one import Instants, Pauses
from hoso.reckoning.tables import tables_of

MANY, FEW = 10_000_000, 20_000
_FIRST, _SECONDS = np.datetime64("2024-01-02T00:00", "us"), 2 * 365 * 86_400
_LONGEST = {Unit.WORKING_DAY: 22, Unit.DAY: 30, Unit.HOUR: 160, Unit.MONTH: 6}
LOOP = "the day loop"


def measure() -> None:
    """Tell due dates a second for each unit, with and without a pause; the floor is the loop on the same rows."""
    calendar = national_calendar()
    begun = time.perf_counter()
    tables_of(calendar)
    tell(f"the tables of {calendar.version} made once in {(time.perf_counter() - begun) * 1000:.0f} ms")
    dice = np.random.default_rng(2026)
    received = _FIRST + (dice.integers(0, _SECONDS, MANY) * 1_000_000).astype("timedelta64[us]")
    for unit in Unit:
        values = dice.integers(1, _LONGEST[unit] + 1, MANY)
        loop = _loop(calendar, received, values, unit)
        _told(f"10 M due dates, {unit.label.en}", calendar, received, values, unit, None, loop)
        if unit is Unit.WORKING_DAY:
            tell(
                Row(
                    "the law itself, explained line by line",
                    _law(calendar, received, values),
                    loop,
                    "/s",
                    floor_is=LOOP,
                )
            )
    values = dice.integers(1, 23, MANY)
    asked = (received + dice.integers(1, 20, MANY) * np.timedelta64(1, "D"))[:, None]
    pauses = Pauses(asked, asked + np.timedelta64(9, "D"))
    _told("10 M with a pause each, working days", calendar, received, values, Unit.WORKING_DAY, pauses, None)
    _pandas(calendar, received)
    tell("each figure is the better of two runs; a floor is the loop over the first 20,000 of the same rows")


def _told(
    what: str, calendar: WorkingCalendar, received: Instants, values: np.ndarray, unit: Unit,
    pauses: Pauses | None, loop: float | None,
) -> None:  # fmt: skip
    def work() -> None:
        found = due_dates(received, values, unit, calendar, rules=R2025, pauses=pauses)
        if found.uncounted or found.by_law:
            tell(f"{what}: {found.uncounted} uncounted, {found.by_law} left to the law")

    rate = max(_rate(work, MANY) for _ in range(2))
    tell(Row(what, rate, loop, "/s", peak=peak_megabytes(), floor_is=LOOP if loop else ""))


def _rate(work: Callable[[], object], rows: int) -> float:
    begun = time.perf_counter()
    work()
    return rows / (time.perf_counter() - begun)


def _loop(calendar: WorkingCalendar, received: Instants, values: np.ndarray, unit: Unit) -> float:
    cutoff = R2025.same_day_cutoff.value
    rows = list(zip(_instants(received), values[:FEW].tolist(), strict=True))
    return _rate(lambda: [Walk(calendar, n, unit.value, "pause", cutoff).due(at) for at, n in rows], FEW)


def _law(calendar: WorkingCalendar, received: Instants, values: np.ndarray) -> float:
    rows = list(zip(_instants(received), values[:FEW].tolist(), strict=True))
    return _rate(
        lambda: [due(at, TimeLimit(n, Unit.WORKING_DAY), calendar, rules=R2025) for at, n in rows], FEW
    )


def _instants(received: Instants) -> list[datetime]:
    return [at.replace(tzinfo=UTC) for at in received[:FEW].tolist()]


def _pandas(calendar: WorkingCalendar, received: Instants) -> None:
    """CustomBusinessHour, where pandas is installed: it knows no worked Saturday and no second convention."""
    try:
        import pandas as pd  # type: ignore[import-untyped]
    except ImportError:
        tell("pandas is not installed here: no comparison with its CustomBusinessHour")
        return
    opens, closes = zip(*((f"{a:%H:%M}", f"{b:%H:%M}") for a, b in calendar.spans), strict=True)
    offset = pd.offsets.CustomBusinessHour(n=40, holidays=sorted(calendar.holidays), start=opens, end=closes)
    rows = [pd.Timestamp(at.astimezone(VIETNAM).replace(tzinfo=None)) for at in _instants(received)[:4000]]
    theirs = _rate(lambda: [at + offset for at in rows], len(rows))
    forty = np.full(MANY, 40)
    ours = _rate(lambda: due_dates(received, forty, Unit.HOUR, calendar, rules=R2025), MANY)
    tell(Row("40 working hours from 10 M instants", ours, theirs, "/s", floor_is="pandas CustomBusinessHour"))
