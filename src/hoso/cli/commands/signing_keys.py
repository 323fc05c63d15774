"""``hoso signing-keys``: who signs with what in this installation, and whether each key works."""

from __future__ import annotations

import argparse
import sys

from hoso.base.errors import HosoError
from hoso.papers.ports import KeyCheck, signing


def add(parser: argparse.ArgumentParser) -> None:
    """Whether to try a signature with each key."""
    parser.add_argument("--sign", action="store_true", help="make one signature with each key, and check it")


def run(given: argparse.Namespace) -> int:
    """0 when every key works, 1 when one does not, 2 when the settings cannot be read."""
    try:
        checks = signing().check_keys(sign=given.sign)
    except HosoError as refusal:
        print(f"{refusal.text.vi}\n{refusal.text.en}", file=sys.stderr)
        return 2
    if not checks:
        print("Chưa cấu hình khóa nào; mọi khóa lấy từ kho tin cậy. / No keys are configured.")
    for one in checks:
        print(_line(one))
    return 0 if all(one.fault is None for one in checks) else 1


def _line(one: KeyCheck) -> str:
    head = f"{'✗' if one.fault else '✓'} {one.role:8}{one.owner:24}{one.kind:8}"
    if one.fault:
        return f"{head}{one.fault.vi} / {one.fault.en}"
    until = f"{one.expires_at:%d/%m/%Y}" if one.expires_at else "?"
    return f"{head}{one.names}; {one.scheme}; đến / until {until}"
