"""What the queries of oversight return: frozen counts and rows. Rates stay ratios until written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from hoso.law.indicators import Ratio
from hoso.law.states import State
from hoso.law.text import Text
from hoso.oversight.measures import CHANNELS, MEASURES
from hoso.oversight.scope import LEVELS, Scope, Span
from hoso.parties.queries import AgencyRecord


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of one agency, one level or all, by the key of the measure; ``spent`` in seconds.

    ``spent`` is the sum over issued dossiers from the e-receipt to the result, waiting for the applicant
    taken out; divided by ``issued`` it is the mean time of a result. No rate is called like a key: a
    template would find the number first.
    """

    by_key: Mapping[str, int]
    spent: float = 0.0

    def __getitem__(self, key: str) -> int:
        return self.by_key[key]

    def ratio(self, part: str, whole: str) -> Ratio:
        """``part`` of ``whole``, two keys of measures of which the first is counted within the second."""
        return Ratio(self[part], self[whole])

    @property
    def digitised_rate(self) -> Ratio:
        """The official figure: any file, and any result file. Source: qd766-2022:4.2."""
        return self.ratio("digitised", "accepted")

    @property
    def strict_rate(self) -> Ratio:
        """The strict figure: every component valid, the result validly signed. Source: hn-directive:2a."""
        return self.ratio("digitised_strict", "accepted")

    @property
    def in_time_rate(self) -> Ratio:
        """The national figure of progress. Source: qd766-2022:2.1."""
        return self.ratio("in_time", "measured")

    @property
    def online_rate(self) -> Ratio:
        """Filed online among received in the period. Source: tq-2024:rates."""
        return self.ratio("online", "received")

    @property
    def e_results_rate(self) -> Ratio:
        """Electronic results with valid signatures among results. Source: hn-directive:2c."""
        return self.ratio("e_results_valid", "issued")

    @property
    def reuse_rate(self) -> Ratio:
        """Dossiers in which something held was used. Source: qd766-2022:4.3."""
        return self.ratio("reused", "total")

    @property
    def mean_time(self) -> timedelta | None:
        """The mean time of a result; None when none was issued. Source: qd766-2022:2.2."""
        return timedelta(seconds=self.spent / self["issued"]) if self["issued"] else None


def sum_of(parts: Iterable[Counts]) -> Counts:
    """The figures of a group: sums of sums. Source: tq-2024:rates."""
    totals, spent = dict.fromkeys(MEASURES, 0), 0.0
    for part in parts:
        spent += part.spent
        for key in totals:
            totals[key] += part[key]
    return Counts(MappingProxyType(totals), spent)


@dataclass(frozen=True, slots=True)
class AgencyCounts:
    """The figures of one agency in the life it had then."""

    agency: AgencyRecord
    counts: Counts


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """An administrative level, its sum and its agencies."""

    level: str
    counts: Counts
    agencies: tuple[AgencyCounts, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a scope over a span."""

    scope: Scope
    span: Span
    agencies: tuple[AgencyCounts, ...]
    total: Counts

    @property
    def levels(self) -> tuple[LevelCounts, ...]:
        """Grouped by the level of the agency in that life; a level without dossiers does not appear."""
        groups: dict[str, list[AgencyCounts]] = {}
        for each in self.agencies:
            groups.setdefault(each.agency.level, []).append(each)
        order = [*LEVELS, *sorted(set(groups) - set(LEVELS))]
        return tuple(
            LevelCounts(level, sum_of(one.counts for one in groups[level]), tuple(groups[level]))
            for level in order
            if level in groups
        )


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """A civil month (YYYY-MM): what came in then, and what ended then, as of the span's moment."""

    month: str
    received: int = 0
    online: int = 0
    direct: int = 0
    postal: int = 0
    accepted: int = 0
    digitised: int = 0
    digitised_strict: int = 0
    solved: int = 0
    late: int = 0
    issued: int = 0
    e_results_valid: int = 0


@dataclass(frozen=True, slots=True)
class BehindRow:
    """A dossier behind a figure, as it stood at the span's moment."""

    dossier_id: UUID
    reference: str
    procedure_code: str
    procedure_name: str
    owner_name: str
    agency_id: str
    agency_name: str
    channel: str
    state: State
    received_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    late: bool

    @property
    def channel_label(self) -> Text:
        """How it was filed, in words."""
        return CHANNELS[self.channel]


@dataclass(frozen=True, slots=True)
class BehindPage:
    """A page of the list behind a figure; ``after`` continues it, None at its end."""

    rows: tuple[BehindRow, ...]
    after: str | None
