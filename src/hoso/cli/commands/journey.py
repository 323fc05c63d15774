"""``hoso journey --json``: six dossiers from filing to a verified result."""

from __future__ import annotations

import argparse
import json
import sys

from hoso.base.errors import HosoError, Invalid
from hoso.cli.journey.play import play
from hoso.cli.journey.stories import STORIES


def add(parser: argparse.ArgumentParser) -> None:
    """Which procedures, and the form of the answer."""
    parser.add_argument("--json", action="store_true", help="one JSON object a step")
    parser.add_argument("--procedure", action="append", help="play only this one; may be given again")


def run(given: argparse.Namespace) -> int:
    """0 when every result's signatures verify, 1 otherwise."""
    failed = 0
    for story in STORIES:
        if given.procedure and story.procedure not in given.procedure:
            continue
        try:
            last = {}
            for last in play(story):
                print(
                    json.dumps(last, ensure_ascii=False, default=str) if given.json else _line(last),
                    flush=True,
                )
            failed += last.get("verdict") != "TOTAL_PASSED"
        except HosoError as refusal:
            failed += 1
            print(f"{story.procedure}: {refusal.text.vi}", file=sys.stderr)
            if isinstance(refusal, Invalid):
                print({name: text.vi for name, text in refusal.fields.items()}, file=sys.stderr)
    return 1 if failed else 0


def _line(step: dict[str, object]) -> str:
    return (
        f"{step['at']}  {step['dossier']:26} {step['verb']:30} {step['state']:20} {step.get('verdict') or ''}"
    )
