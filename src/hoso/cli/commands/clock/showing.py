"""``hoso clock show``: the calendar that counts, ready to be edited and published again."""

from __future__ import annotations

import argparse
import json
import sys

from hoso.cli.setting_up import set_up


def add(parser: argparse.ArgumentParser) -> None:
    """Whose calendar, and for what."""
    parser.add_argument("--agency", help="id of the agency; without it the nationwide calendar")
    parser.add_argument("--purpose", choices=["processing", "reception"], default="processing")
    parser.add_argument("--json", action="store_true", help="JSON is the only form; accepted for uniformity")


def run(given: argparse.Namespace) -> int:
    """0 with the calendar; 2 for an unknown agency."""
    set_up()
    from hoso.base.errors import HosoError
    from hoso.calendars.queries import Purpose, spec_for

    try:
        found = spec_for(given.agency, Purpose(given.purpose))
    except HosoError as refusal:
        print(f"{refusal.text.vi}\n{refusal.text.en}", file=sys.stderr)
        return 2
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0
