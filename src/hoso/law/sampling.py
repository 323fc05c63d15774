"""Which dossiers are inspected afterwards: chosen so that anyone can repeat the choice."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from hashlib import sha256


def choose(
    codes: Collection[str], *, seed: str, share: Fraction, least: int = 1, always: Collection[str] = ()
) -> tuple[str, ...]:
    """The codes to inspect, sorted: all of ``always``, and of the rest a share but ``least`` at least.

    The order of choice is that of SHA-256 over ``seed``, a zero byte and the code. With the seed published
    after the period has closed, nobody can foresee or bend the choice and everybody can repeat it.
    Raises ValueError for a share outside 0..1. Source: hn-directive:3b, convention:sampling.
    """
    if not 0 <= share <= 1:
        raise ValueError("the share lies between 0 and 1")
    known = set(codes)
    sure = known & set(always)
    rest = sorted(known - sure, key=lambda code: sha256(f"{seed}\0{code}".encode()).digest())
    wanted = -(-share.numerator * len(rest) // share.denominator)
    return tuple(sorted(sure | set(rest[: max(wanted, least)])))
