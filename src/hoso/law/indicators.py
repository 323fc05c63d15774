"""Rates as ratios of sums. Nothing is formatted or rounded here: a template does that, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

Channel = Literal["online", "direct", "post"]


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many of so many. A group's ratio is the sum of its parts' sums, never a mean of rates."""

    numerator: int = 0
    denominator: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.denominator:
            raise ValueError("a part is between nothing and the whole")

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.numerator + other.numerator, self.denominator + other.denominator)

    @property
    def value(self) -> Fraction | None:
        """The exact rate; None when there is nothing to measure. Source: qd766-2022:2.1."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


def total(ratios: Iterable[Ratio]) -> Ratio:
    """The ratio of a group. Source: tq-2024:rates."""
    return sum(ratios, Ratio())


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFacts:
    """What the figures need to know of one dossier as of a day.

    ``supplement_rounds`` counts requests; ``ended_on`` None: still open. ``components`` counts those filed;
    of them ``with_file`` have any file, ``passing`` pass a condition of validity, ``reused`` come from a real
    link to a held paper or result. ``needless_requests``: papers asked for although held.
    """

    level: str
    channel: Channel
    due_on: date | None
    ended_on: date | None
    supplement_rounds: int = 0
    components: int = 0
    with_file: int = 0
    passing: int = 0
    reused: int = 0
    gives_result: bool = True
    result_file: bool = False
    result_valid: bool = False
    needless_requests: int = 0


def _count(dossiers: Iterable[DossierFacts], holds: Callable[[DossierFacts], bool]) -> Ratio:
    found = [holds(dossier) for dossier in dossiers]
    return Ratio(sum(found), len(found))


def on_time(dossiers: Iterable[DossierFacts], as_of: date) -> Ratio:
    """Done or running within the due day; more than one supplement request counts as overdue.

    Dossiers without a due date are not measured. The due date is the one counted by PAUSE.
    Source: qd766-2022:2.1, nd224-2026:19, hn-directive:3a.
    """

    def holds(d: DossierFacts) -> bool:
        return d.supplement_rounds <= 1 and d.due_on is not None and (d.ended_on or as_of) <= d.due_on

    return _count((d for d in dossiers if d.due_on), holds)


def resolved(dossiers: Iterable[DossierFacts]) -> Ratio:
    """Ended among received. Source: tq-2024:period."""
    return _count(dossiers, lambda d: d.ended_on is not None)


def online(dossiers: Iterable[DossierFacts]) -> Ratio:
    """Filed online, with an electronic result once ended, among received. Source: qd766-2022:3.3."""
    return _count(
        dossiers,
        lambda d: d.channel == "online" and (d.ended_on is None or not d.gives_result or d.result_file),
    )


def digitised_official(dossiers: Iterable[DossierFacts]) -> Ratio:
    """A file among the components and, where one is given, a file as result: the official formula.

    Source: qd766-2022:4.2, tq-2024:digitise.
    """
    return _count(dossiers, lambda d: d.with_file > 0 and (d.result_file or not d.gives_result))


def digitised_strict(dossiers: Iterable[DossierFacts]) -> Ratio:
    """Every component passes a condition of validity and the result's signatures are valid.

    Source: hn-directive:2a, hn-directive:2c, qd766-2022:4.2.
    """

    def holds(d: DossierFacts) -> bool:
        return 0 < d.components == d.passing and (d.result_valid or not d.gives_result)

    return _count(dossiers, holds)


def reuse(dossiers: Iterable[DossierFacts]) -> Ratio:
    """At least one component taken from what was already held. Source: qd766-2022:4.3, tq-2024:guide."""
    return _count(dossiers, lambda d: d.reused > 0)


def electronic_results(dossiers: Iterable[DossierFacts]) -> Ratio:
    """Ended dossiers whose result is electronic and validly signed. Source: hn-directive:2c."""
    ended = (d for d in dossiers if d.ended_on and d.gives_result)
    return _count(ended, lambda d: d.result_valid)


def free_of_needless_paper(dossiers: Iterable[DossierFacts]) -> Ratio:
    """Dossiers for which no paper was asked needlessly; the head answers for the rest.

    Source: hn-directive:3a, hn-directive:3c.
    """
    return _count(dossiers, lambda d: d.needless_requests == 0)


def by_level(
    dossiers: Iterable[DossierFacts], rate: Callable[[list[DossierFacts]], Ratio]
) -> Mapping[str, Ratio]:
    """A rate for each administrative level that has dossiers, in the order met. Source: tq-2024:rates."""
    groups: dict[str, list[DossierFacts]] = {}
    for dossier in dossiers:
        groups.setdefault(dossier.level, []).append(dossier)
    return {level: rate(members) for level, members in groups.items()}


def score(ratio: Ratio, threshold: Fraction, full: Fraction) -> Fraction | None:
    """Points of an indicator: all at the threshold, in proportion below it. Source: qd766-2022:2.1."""
    if ratio.value is None:
        return None
    return full if ratio.value >= threshold else ratio.value * full / threshold
