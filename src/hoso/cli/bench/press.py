"""Printed papers: every one is laid out, made archival and read back before it is given out."""

from __future__ import annotations

from hoso.cli.bench.measuring import peak_megabytes
from hoso.cli.bench.table import Row, tell
from hoso.press.bench import measured

ROUNDS = 8


def measure() -> None:
    """Tell the median and the slowest of each printed paper, each time with other data."""
    for name, median, slowest, _ in measured(ROUNDS):
        tell(Row(name, median, None, "ms", median, slowest, peak_megabytes()))
