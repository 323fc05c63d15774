"""``hoso clock recompute``: list what a new calendar moves; with ``--confirm`` count it again, on the record."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from hoso.cli.setting_up import set_up


def add(parser: argparse.ArgumentParser) -> None:
    """Only list, or do it; and who does."""
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--dry-run", action="store_true", help="only list; this is what happens without --confirm"
    )
    way.add_argument("--confirm", action="store_true", help="list, then count them again")
    parser.add_argument("--as", dest="username", default="quantri", help="account of a system administrator")
    parser.add_argument("--json", action="store_true")


def run(given: argparse.Namespace) -> int:
    """0 when done, 1 when a dossier could not be counted again, 2 when the account may not do it."""
    set_up()
    from hoso.base.errors import HosoError, NotFound
    from hoso.parties.queries import account_actor
    from hoso.processing.actions import recount
    from hoso.processing.recounts import pending

    try:
        by = account_actor(given.username)
    except NotFound as refusal:
        print(f"{refusal.text.vi}\n{refusal.text.en}", file=sys.stderr)
        return 2
    found = list(pending())
    failures: dict[str, str] = {}
    if not given.json:
        print(
            "\n".join(_line(one) for one in found) or "Không hồ sơ nào thay đổi / nothing moves", flush=True
        )
    for one in found if given.confirm else []:
        try:
            if not one.kept:
                recount(one.dossier_id, by=by)
        except HosoError as refusal:
            failures[one.reference] = refusal.text.vi
    if given.json:
        told = {"confirmed": given.confirm, "changes": [_plain(one) for one in found], "failed": failures}
        print(json.dumps(told, ensure_ascii=False))
    for reference, why in failures.items():
        print(f"{reference}: {why}", file=sys.stderr)
    return 1 if failures else 0


def _plain(one: Any) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "agency": one.agency_id,
        "due_before": one.due_before.isoformat(),
        "due_after": one.due_after.isoformat() if one.due_after else None,
        "calendar_before": one.calendar_before,
        "calendar_after": one.calendar_after,
        "decision": one.decision,
        "kept": one.kept.vi if one.kept else None,
    }


def _line(one: Any) -> str:
    from hoso.law.calendar import in_vietnam

    after = f"{in_vietnam(one.due_after):%d/%m/%Y %H:%M}" if one.due_after else "?"
    kept = f" · {one.kept.vi}" if one.kept else ""
    return f"{one.reference}: {in_vietnam(one.due_before):%d/%m/%Y %H:%M} → {after} ({one.decision}){kept}"
