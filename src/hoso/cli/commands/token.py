"""``hoso token USER --name …``: keys with which machines act for an account."""

from __future__ import annotations

import argparse
import json
import sys
from uuid import UUID

from hoso.api.entrance import tokens
from hoso.base.errors import HosoError
from hoso.parties.actors import SYSTEM


def add(parser: argparse.ArgumentParser) -> None:
    """Whose key, its name and days; or the list of his keys, or the end of one."""
    parser.add_argument("user", help="sign-in name of the account")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--name", help="make a key and remember it by this name")
    what.add_argument("--list", action="store_true", help="list the keys of the account")
    what.add_argument("--revoke", type=UUID, metavar="ID", help="end a key now")
    parser.add_argument("--read-only", action="store_true", help="the key may only read")
    parser.add_argument("--days", type=int, default=tokens.USUAL_DAYS, help="for how many days it is good")
    parser.add_argument("--json", action="store_true")


def run(given: argparse.Namespace) -> int:
    """0 when done; 2 with a sentence when it cannot be."""
    try:
        if given.revoke:
            tokens.revoke(given.revoke, by=SYSTEM)
        elif given.list:
            for one in tokens.tokens_of(given.user, by=SYSTEM):
                print(_told(one, "", as_json=given.json))
        else:
            clear, one = tokens.issue(
                given.user, given.name, by=SYSTEM, read_only=given.read_only, days=given.days
            )
            print(_told(one, clear, as_json=given.json))
    except HosoError as refusal:
        print(refusal.text.vi, file=sys.stderr)
        return 2
    return 0


def _told(one: tokens.TokenRecord, clear: str, *, as_json: bool) -> str:
    if as_json:
        facts = {
            "id": str(one.id),
            "user": one.username,
            "name": one.name,
            "read_only": one.read_only,
            "expires_at": one.expires_at.isoformat(),
            "revoked_at": one.revoked_at.isoformat() if one.revoked_at else None,
        }
        return json.dumps(facts | ({"token": clear} if clear else {}), ensure_ascii=False)
    state = "đã thu hồi" if one.revoked_at else f"đến {one.expires_at:%d/%m/%Y}"
    rights = "chỉ đọc" if one.read_only else "đọc và ghi"
    line = f"{one.id}  {one.name}  ({rights}, {state})"
    return f"{clear}\n{line}\nKhóa chỉ hiện một lần này; hãy cất giữ cẩn thận." if clear else line
