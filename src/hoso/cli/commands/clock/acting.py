"""``hoso clock run``: one pass of the acting clock, as the worker does it every minute."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import nullcontext
from datetime import datetime

from hoso.cli.setting_up import set_up
from hoso.law.reminders import ReminderKind


def add(parser: argparse.ArgumentParser) -> None:
    """At which instant, and whether anything is written."""
    parser.add_argument("--at", metavar="INSTANT", help="as if it were then, such as 2026-11-27T08:00+07:00")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done; nothing is written")
    parser.add_argument("--json", action="store_true")


def run(given: argparse.Namespace) -> int:
    """0 when everything owed was done, 1 when something failed, 2 for bad arguments."""
    set_up()
    from django.conf import settings
    from django.db import transaction

    from hoso.base import clock
    from hoso.reminders.actions import act

    try:
        at = datetime.fromisoformat(given.at) if given.at else clock.now()
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        return _refused(
            f"--at: “{given.at}” không phải một thời điểm có múi giờ, ví dụ 2026-11-27T08:00+07:00.",
            f"--at: “{given.at}” is no instant with its offset, such as 2026-11-27T08:00+07:00.",
        )
    if given.at and not given.dry_run and not settings.HOSO_DEMONSTRATION:
        return _refused(
            "--at chỉ dùng với --dry-run: hồ sơ thật không được ghi ở thời điểm khác.",
            "--at goes with --dry-run here: real dossiers are not written at another time.",
        )
    with transaction.atomic() if given.dry_run else nullcontext():
        acted = act(at)
        if given.dry_run:
            transaction.set_rollback(True)
    told = {"at": at.isoformat(), "dry_run": given.dry_run, "failed": acted.failed}
    counts = {kind.value: acted.done[kind.value] for kind in ReminderKind}
    if given.json:
        print(json.dumps({**told, **counts}, ensure_ascii=False))
    else:
        print("\n".join(f"{counts[kind.value]:6} {kind.value:14} {kind.label.vi}" for kind in ReminderKind))
        print(f"{acted.failed:6} không xử lý được / failed")
    return 1 if acted.failed else 0


def _refused(vi: str, en: str) -> int:
    print(f"{vi}\n{en}", file=sys.stderr)
    return 2
