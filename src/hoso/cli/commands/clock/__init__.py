"""``hoso clock PART``: let the clock act, count open dossiers again, hold the clocks against each other."""

from __future__ import annotations

import argparse
import importlib

PARTS = {
    "show": ("showing", "print the calendar that counts, as JSON that can be edited and published"),
    "publish": ("publishing", "publish a new version of a calendar from a JSON file"),
    "recompute": (
        "recomputing",
        "list the open dossiers that a new calendar moves; --confirm counts them again",
    ),
    "run": ("acting", "let the clock act once: reminders, apologies, stops [--at INSTANT] [--dry-run]"),
    "compare": ("comparing", "count random dossiers three ways: law, tables, naive day loop"),
}


def add(parser: argparse.ArgumentParser) -> None:
    """What to do with the clock."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
    for name, (module, purpose) in PARTS.items():
        part = parts.add_parser(name, help=purpose, description=purpose)
        importlib.import_module(f"{__name__}.{module}").add(part)


def run(given: argparse.Namespace) -> int:
    """What the part answers."""
    return int(importlib.import_module(f"{__name__}.{PARTS[given.part][0]}").run(given))
