"""Targets: what must be registered, what was attained, and how fast a rate has to grow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hoso.law.indicators import Ratio
from hoso.law.text import Text
from hoso.law.verdict import Reason, Verdict

REGISTER_BEFORE = date(2022, 5, 31)
_LEAST = {"province": Fraction(45, 100), "district": Fraction(35, 100), "commune": Fraction(35, 100)}


def least_online_target(level: str) -> Fraction:
    """The lowest rate of online dossiers a level may register. KeyError for another level.

    Source: hy-1292:2c.
    """
    return _LEAST[level]


def check_registration(level: str, pledged: Fraction, registered_on: date) -> Verdict:
    """Whether a registered target is high enough and in time (before 31 May 2022); a no says both.

    Source: hy-1292:2c.
    """
    least, reasons = least_online_target(level), []
    if pledged < least:
        text = Text("Chỉ tiêu đăng ký phải từ {least}% trở lên.", "The target is {least} % at least.")
        reasons.append(Reason("too-low", text.format(least=int(least * 100)), "hy-1292:2c"))
    if registered_on >= REGISTER_BEFORE:
        text = Text("Phải đăng ký trước ngày 31/05/2022.", "Register before 31 May 2022.")
        reasons.append(Reason("too-late", text, "hy-1292:2c"))
    return Verdict.no(reasons[0], *reasons[1:]) if reasons else Verdict.yes()


@dataclass(frozen=True, slots=True)
class Attainment:
    """A target beside what was reached: ``gap`` as a rate, ``missing`` in dossiers; None: not measured."""

    target: Fraction
    reached: Ratio
    gap: Fraction | None
    missing: int | None

    @property
    def met(self) -> bool:
        """Whether the target was reached on something measured. Source: hn-3553:1."""
        return self.gap == 0


def attainment(target: Fraction, reached: Ratio) -> Attainment:
    """What is still missing to the target, at the present number of dossiers.

    Source: hn-3553:1, hn-directive:4a.
    """
    if reached.value is None:
        return Attainment(target, reached, None, None)
    gap = max(Fraction(0), target - reached.value)
    needed = -(-target.numerator * reached.denominator // target.denominator)
    return Attainment(target, reached, gap, max(0, needed - reached.numerator))


def yearly_path(base: Fraction, years: int) -> tuple[Fraction, ...]:
    """The rate due at the end of each following year: 20 points more each year, up to 100 %.

    Source: tq-2024:yearly.
    """
    return tuple(min(Fraction(1), base + Fraction(20, 100) * year) for year in range(1, years + 1))
