"""What the charts of the dashboard draw, taken from the counts of the months and of the agencies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse

from hoso.board.filters import Filters
from hoso.law.text import Text
from hoso.oversight.records import AgencyCounts, MonthCounts

_MOST_BARS = 10

Series = list[dict[str, Any]]


def _series(months: Sequence[MonthCounts], *lines: tuple[Text, Callable[[MonthCounts], float]]) -> Series:
    names = [f"{month.month[5:]}/{month.month[:4]}" for month in months]
    return [
        {"label": label, "points": list(zip(names, map(value, months), strict=True))}
        for label, value in lines
    ]


def received(months: Sequence[MonthCounts]) -> Series:
    """Received by channel, a line each."""
    return _series(
        months,
        (Text("Trực tuyến", "Online"), lambda m: m.online),
        (Text("Trực tiếp", "Counter"), lambda m: m.direct),
        (Text("Bưu chính", "Post"), lambda m: m.postal),
    )


def solved(months: Sequence[MonthCounts]) -> Series:
    """Solved, and of these late."""
    return _series(
        months,
        (Text("Đã giải quyết", "Solved"), lambda m: m.solved),
        (Text("Trong đó quá hạn", "Of these late"), lambda m: m.late),
    )


def electronic(months: Sequence[MonthCounts]) -> Series:
    """Digitised by both counts and electronic results, in per cent of the month's dossiers."""
    return _series(
        months,
        (Text("Số hóa, chính thức", "Digitised, official"), lambda m: _percent(m.digitised, m.accepted)),
        (Text("Số hóa, chặt", "Digitised, strict"), lambda m: _percent(m.digitised_strict, m.accepted)),
        (Text("Kết quả điện tử", "Electronic results"), lambda m: _percent(m.e_results_valid, m.issued)),
    )


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def overdue(filters: Filters, agencies: Sequence[AgencyCounts]) -> list[dict[str, Any]]:
    """The agencies with the most open dossiers past their date; each bar opens its list."""
    worst = sorted(
        (each for each in agencies if each.counts["overdue"]), key=lambda each: -each.counts["overdue"]
    )
    return [
        {
            "label": each.agency.name,
            "value": each.counts["overdue"],
            "url": f"{reverse('board:behind')}?so=overdue&{filters.query(co_quan=each.agency.id)}",
            "tone": "bad",
        }
        for each in worst[:_MOST_BARS]
    ]
