"""What is looked at (Scope), over which time (Span), and whether the reader may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from hoso.base import clock
from hoso.law.periods import Period, reporting_quarter, reporting_year, reporting_year_of
from hoso.law.roles import Relation, Role
from hoso.law.text import Text
from hoso.parties import queries as parties
from hoso.parties.actors import Actor, require
from hoso.parties.queries import AgencyRecord

LEVELS = {
    "province": Text("Cấp tỉnh", "Province"),
    "district": Text("Cấp huyện", "District"),
    "commune": Text("Cấp xã", "Commune"),
}
"""The administrative levels in their order. Districts existed until 30 June 2025."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The agencies whose dossiers are counted, each a legal life, and perhaps one procedure only.

    Made by ``scope_for``, which has checked the reader: every query takes a scope, so none can forget it.
    """

    agencies: tuple[AgencyRecord, ...]
    procedure_code: str = ""

    @property
    def agency_ids(self) -> tuple[str, ...]:
        """The ids of the agencies."""
        return tuple(each.id for each in self.agencies)


def scope_for(by: Actor, *, agency_id: str = "", level: str = "", procedure_code: str = "") -> Scope:
    """What ``by`` may watch, narrowed to an agency with the units under it and to a level.

    A head sees his agency and its units; a supervisor his territory and what it grew out of. Raises
    ``NotAllowed`` for anyone else and for an agency outside, ``NotFound`` for an unknown agency.
    Source: hn-directive:4a.
    """
    if agency_id:
        wanted = parties.agency(agency_id)
        require(by, "oversight.read", _relations(by, wanted.path))
        found = parties.units_under(wanted.path)
    else:
        require(by, "oversight.read", _relations(by, by.agency_path))
        found = tuple(each for each in parties.units_under("") if _relations(by, each.path))
    return Scope(tuple(each for each in found if not level or each.level == level), procedure_code)


def _relations(by: Actor, path: str) -> set[Relation]:
    found: set[Relation] = set()
    if by.has(Role.HEAD) and by.agency_path and path.startswith(by.agency_path):
        found.add(Relation.AGENCY)
    if parties.supervises(by, path):
        found.add(Relation.SUPERVISED)
    return found


@dataclass(frozen=True, slots=True)
class Span:
    """A period as it stood at an instant: from ``start``, with every journal line up to ``moment`` included.

    Both aware, in UTC. A period that is over stands still at its last instant.
    """

    start: datetime
    moment: datetime

    @property
    def last_day(self) -> date:
        """The civil day in Viet Nam on which the figures stand."""
        return clock.civil_day(self.moment)


_TICK = timedelta(microseconds=1)


def span_of(period: Period, as_of: datetime) -> Span:
    """The span of a period as of an instant; a period yet to begin is empty at its start."""
    start = midnight(period.first)
    end = midnight(period.last + timedelta(days=1)) - _TICK
    return Span(start, max(start, min(as_of.astimezone(UTC), end)))


def end_of_day(day: date) -> datetime:
    """The last instant of a civil day in Viet Nam, in UTC."""
    return midnight(day + timedelta(days=1)) - _TICK


def midnight(day: date) -> datetime:
    """The first instant of a civil day in Viet Nam, in UTC."""
    return datetime.combine(day, time.min, tzinfo=clock.VIETNAM).astimezone(UTC)


def period_named(name: str, today: date) -> Period:
    """``2026`` a reporting year (15/12 to 14/12), ``2026-q3`` its quarter, ``2026-11`` a calendar month.

    An empty name is the reporting year of ``today``. Raises ValueError for anything else.
    Source: tq-2024:period.
    """
    if not name:
        return reporting_year(reporting_year_of(today))
    year, _, part = name.partition("-")
    if not (year.isdigit() and 2000 <= int(year) <= 2100):
        raise ValueError(name)
    if not part:
        return reporting_year(int(year))
    if part[:1] == "q":
        return reporting_quarter(int(year), int(part[1:]))
    first = date(int(year), int(part), 1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
