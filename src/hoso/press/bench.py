"""How long the press takes: milliseconds per paper on this machine. Run ``python -m hoso.press.bench
[ROUNDS]``.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Iterator

from hoso.press.compose import compose
from hoso.press.samples import NOW, sample
from hoso.press.shapes import TEMPLATES


def measured(rounds: int) -> Iterator[tuple[str, float, float, int]]:
    """Template, median and slowest milliseconds, bytes. Every round prints other data, so nothing is
    served from a cache.
    """
    for name in TEMPLATES:
        data, taken, size = sample(name), [], 0
        for turn in range(rounds):
            key = "agency" if "agency" in data else "addressed_to"
            data[key] = f"Ủy ban nhân dân xã thứ {turn}"
            start = time.perf_counter()
            size = len(compose(name, data, now=NOW).pdf)
            taken.append((time.perf_counter() - start) * 1000)
        yield name, statistics.median(taken), max(taken), size


def main(rounds: int = 20) -> None:
    """Print one line a template and the peak memory."""
    out = sys.stdout
    out.write(f"{'paper':<24}{'median ms':>10}{'slowest ms':>12}{'kB':>7}\n")
    for name, median, slowest, size in measured(rounds):
        out.write(f"{name:<24}{median:>10.1f}{slowest:>12.1f}{size / 1000:>7.1f}\n")
    out.write(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB\n")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
