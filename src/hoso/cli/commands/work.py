"""``hoso work``: the worker."""

from __future__ import annotations

import argparse

from hoso.jobs.worker import Worker


def add(parser: argparse.ArgumentParser) -> None:
    """``--once``: deliver what waits and stop."""
    parser.add_argument("--once", action="store_true", help="deliver what waits now, then stop")


def run(given: argparse.Namespace) -> int:
    """Work until told to stop."""
    worker = Worker()
    if given.once:
        print(f"{worker.round()} delivered")
        return 0
    worker.run()
    return 0
