"""Reporting periods. Both ends are civil days and included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def reporting_year(year: int) -> Period:
    """The administrative reporting year: 15 December of the year before to 14 December.

    Source: tq-2024:period, hn-directive:4a.
    """
    return Period(date(year - 1, 12, 15), date(year, 12, 14))


def reporting_quarter(year: int, quarter: int) -> Period:
    """A quarter of the reporting year: the first from 15 December to 14 March, and so on.

    Raises ValueError for a quarter outside 1..4. Source: tq-2024:period, tt01-2020:form-06.
    """
    if quarter not in range(1, 5):
        raise ValueError("quarters run from 1 to 4")
    first = date(year - 1, 12, 15) if quarter == 1 else date(year, 3 * (quarter - 1), 15)
    return Period(first, date(year, 3 * quarter, 15) - timedelta(days=1))


def reporting_year_of(day: date) -> int:
    """The reporting year a day counts in. Source: tq-2024:period."""
    return day.year + (day >= date(day.year, 12, 15))
