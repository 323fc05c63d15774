"""``hoso clock publish FILE --as ACCOUNT``: a new version of a calendar. No dossier is counted again by it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from hoso.cli.setting_up import set_up


def add(parser: argparse.ArgumentParser) -> None:
    """The file, and who publishes."""
    parser.add_argument("file", type=Path)
    parser.add_argument("--as", dest="username", default="quantri", help="account of a system administrator")


def run(given: argparse.Namespace) -> int:
    """0 when published; 2 with a sentence when it cannot be."""
    set_up()
    from hoso.base.errors import HosoError
    from hoso.calendars.actions import publish
    from hoso.parties.queries import account_actor

    try:
        spec = json.loads(given.file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        return _refused(f"Không đọc được {given.file}: {fault}", f"Cannot read {given.file}: {fault}")
    if not isinstance(spec, dict):
        return _refused(
            "Tệp phải chứa một lịch (JSON object).", "The file must hold one calendar (a JSON object)."
        )
    try:
        done = publish(spec, by=account_actor(given.username))
    except HosoError as refusal:
        return _refused(refusal.text.vi, refusal.text.en)
    lines = [f"Đã ban hành lịch {done.version} / published", *(one.vi for one in done.remarks)]
    print("\n".join(lines))
    return 0


def _refused(vi: str, en: str) -> int:
    print(f"{vi}\n{en}", file=sys.stderr)
    return 2
