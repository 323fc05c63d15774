"""``hoso bench [PART …]``: measure on this machine and print; nothing is asserted."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from hoso.cli.bench.running import PARTS, run_parts


def add(parser: argparse.ArgumentParser) -> None:
    """Which parts, and on which databases."""
    names = [part.name for part in PARTS]
    parser.add_argument(
        "part", nargs="*", metavar="PART", help=f"one or more of: {', '.join(names)}; all without"
    )
    parser.add_argument(
        "--database", choices=["sqlite", "postgresql", "both"], default="both",
        help="PostgreSQL is the server of DATABASE_URL or the one on this machine; left out where none answers",
    )  # fmt: skip
    parser.add_argument(
        "--corpus",
        type=Path,
        help="signed files with an expected.csv, for the part “verify”; or HOSO_SIGNATURE_CORPUS",
    )


def run(given: argparse.Namespace) -> int:
    """0 when every part came to its end, 1 otherwise, 2 for an unknown part."""
    unknown = set(given.part) - {part.name for part in PARTS}
    if unknown:
        print(f"không có phần / no such part: {', '.join(sorted(unknown))}", flush=True)
        return 2
    if given.corpus:
        os.environ["HOSO_SIGNATURE_CORPUS"] = str(given.corpus.resolve())
    databases = ["sqlite", "postgresql"] if given.database == "both" else [given.database]
    return run_parts(given.part, databases)
