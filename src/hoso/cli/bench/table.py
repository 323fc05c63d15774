"""Rows of measurements, as they travel from the process that measures and as they are printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from hoso.cli.bench.measuring import Timed


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was measured, ours beside the floor of the same run. Empty where nothing fits."""

    what: str
    ours: float | None = None
    floor: float | None = None
    unit: str = ""
    p50: float | None = None
    p99: float | None = None
    peak: float | None = None
    floor_is: str = ""
    database: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours as a part of the floor, 1 being equal; None without a floor."""
        return self.ours / self.floor if self.ours is not None and self.floor else None


def rate(what: str, timed: Timed, floor: Timed | None = None, **more: object) -> Row:
    """A row of calls per second beside the floor's."""
    return Row(what, timed.rate, floor.rate if floor else None, "/s", timed.p50, timed.p99, **more)  # type: ignore[arg-type]


def latency(what: str, timed: Timed, floor: Timed | None = None, **more: object) -> Row:
    """A row of medians in milliseconds beside the floor's."""
    return Row(what, timed.p50, floor.p50 if floor else None, "ms", timed.p50, timed.p99, **more)  # type: ignore[arg-type]


def tell(row: Row | str) -> None:
    """Send a row, or a remark in words, to the process that prints."""
    line = {"row": asdict(row)} if isinstance(row, Row) else {"remark": row}
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


HEADS = ("what", "ours", "floor", "ours/floor", "p50 ms", "p99 ms", "peak MB", "the floor is")


def printed(name: str, rows: Sequence[Row], remarks: Sequence[str]) -> str:
    """The table of one part."""
    cells = [HEADS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADS))]
    lines = [_line(line, widths) for line in cells]
    rule = "  ".join("─" * width for width in widths)
    return "\n".join([f"\n{name}", lines[0], rule, *lines[1:], *(f"  · {remark}" for remark in remarks)])


def _cells(row: Row) -> tuple[str, ...]:
    return (
        f"{row.what} [{row.database}]" if row.database else row.what,
        _figure(row.ours, row.unit),
        _figure(row.floor, row.unit),
        _figure(row.ratio),
        _figure(row.p50),
        _figure(row.p99),
        "" if row.peak is None else f"{row.peak:.0f}",
        row.floor_is,
    )


def _figure(value: float | None, unit: str = "") -> str:
    if value is None:
        return ""
    text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{text} {unit}".strip().replace(" /s", "/s")


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *middle, last = zip(cells, widths, strict=True)
    texts = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in middle), last[0].ljust(last[1])]
    return "  ".join(texts).rstrip()
