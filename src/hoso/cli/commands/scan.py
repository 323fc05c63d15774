"""``hoso scan IN… -o OUT.pdf``: the craft's own command."""

from __future__ import annotations

import argparse

from hoso.scan.command import main


def add(parser: argparse.ArgumentParser) -> None:
    """Everything is handed to the craft."""
    parser.add_argument("rest", nargs=argparse.REMAINDER)


def run(given: argparse.Namespace) -> int:
    """The craft's exit code."""
    return main(given.rest)
