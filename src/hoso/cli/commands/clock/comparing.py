"""``hoso clock compare``: random dossiers counted three ways; nothing may differ."""

from __future__ import annotations

import argparse
import json
import sys

from hoso.law.calendar import national_calendar, with_saturdays
from hoso.law.clock.terms import Unit
from hoso.law.rulesets import R2018, R2025, ClockPolicy


def add(parser: argparse.ArgumentParser) -> None:
    """How many cases, drawn from which seed."""
    parser.add_argument(
        "--cases", type=int, default=100_000, help="spread over units, rule sets and calendars"
    )
    parser.add_argument("--seed", default="1", help="the same seed draws the same dossiers")
    parser.add_argument("--json", action="store_true")


_BLOCK = 5_000


def run(given: argparse.Namespace) -> int:
    """0 when nothing differs, 1 when something does, 2 for bad arguments."""
    from hoso.reckoning.comparing import Compared, cases, compared

    if given.cases < 1:
        print("--cases: cần một số dương\n--cases: a positive number is needed", file=sys.stderr)
        return 2
    duty = with_saturdays(national_calendar(), "VN-T7/1", "trực thứ Bảy", hours=national_calendar().spans[:1])
    shift = R2025.confirmed_with("clock_policy", ClockPolicy.SHIFT, "so sánh")
    turns = [(u, r, c) for c in (national_calendar(), duty) for r in (R2018, R2025, shift) for u in Unit]
    whole = Compared()
    for number, begin in enumerate(range(0, given.cases, _BLOCK)):
        unit, rules, calendar = turns[number % len(turns)]
        drawn = cases(min(_BLOCK, given.cases - begin), unit, seed=f"{given.seed}:{number}")
        part = compared(drawn, unit, calendar, rules)
        whole.compared += part.compared
        whole.refused += part.refused
        whole.by_law += part.by_law
        whole.differences += part.differences[:20]
    told = {
        "compared": whole.compared,
        "refused_by_all": whole.refused,
        "left_to_the_law": whole.by_law,
        "different": len(whole.differences),
        "differences": whole.differences[:20],
    }
    words = (
        f"{whole.compared} hồ sơ, {len(whole.differences)} khác nhau; {whole.refused} cả ba đều từ chối; "
        f"{whole.by_law} do luật tính từng hồ sơ.\n"
        f"{whole.compared} dossiers, {len(whole.differences)} differ; {whole.refused} refused by all three; "
        f"{whole.by_law} left to the law one by one."
    )
    print(json.dumps(told, ensure_ascii=False) if given.json else "\n".join([words, *whole.differences[:20]]))
    return 1 if whole.differences else 0
