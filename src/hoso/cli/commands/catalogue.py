"""``hoso catalogue import FILE``: official records into drafts, with a report of everything odd in them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hoso.base.errors import HosoError
from hoso.catalogue import shelf
from hoso.catalogue.actions import import_procedures
from hoso.law.text import Text
from hoso.parties.actors import Actor
from hoso.parties.queries import account_actor

_UNREADABLE = Text("Không đọc được {path}: {why}.", "Cannot read {path}: {why}.")
_NO_JSON = Text(
    "{path} không phải JSON đúng chuẩn: {why}.",
    "{path} is no proper JSON: {why}.",
)
_NO_LIST = Text(
    "{path} phải là một danh sách thủ tục (JSON array), hoặc một thủ tục.",
    "{path} must hold a list of procedures (a JSON array), or one procedure.",
)
_NO_CODE = Text("{path} không ghi mã thủ tục (code).", "{path} names no procedure (code).")


class _BadFileError(Exception):
    def __init__(self, text: Text) -> None:
        super().__init__(text.vi)
        self.text = text


def add(parser: argparse.ArgumentParser) -> None:
    """One verb for now: ``import``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="import")
    importing = verbs.add_parser(
        "import", help="import official records as drafts; nothing published changes"
    )
    importing.add_argument("file", type=Path)
    importing.add_argument("--dry-run", action="store_true", help="only say what would happen")
    importing.add_argument(
        "--curations", type=Path, metavar="DIR", help="what officers completed, one file each"
    )
    importing.add_argument(
        "--as", dest="username", default="danhmuc", help="account of a catalogue administrator"
    )
    importing.add_argument("--json", action="store_true")


def run(given: argparse.Namespace) -> int:
    """0 when the file was read, whatever its records; 2 with a sentence when it could not be."""
    try:
        report = import_procedures(
            _records(given.file),
            by=_administrator(given.username),
            curations=_curations(given.curations) if given.curations else shelf.curations(),
            essential=shelf.essential_numbers(),
            dry_run=given.dry_run,
        )
    except (_BadFileError, HosoError) as fault:
        print(f"{fault.text.vi}\n{fault.text.en}", file=sys.stderr)
        return 2
    facts = report.as_json()
    print(json.dumps(facts, ensure_ascii=False) if given.json else _in_words(facts, dry_run=given.dry_run))
    return 0


def _administrator(username: str) -> Actor:
    return account_actor(username)


def _records(path: Path) -> list[Any]:
    found = _read(path)
    if isinstance(found, Mapping):
        return [found]
    if not isinstance(found, list):
        raise _BadFileError(_NO_LIST.format(path=path))
    return found


def _curations(folder: Path) -> dict[str, dict[str, Any]]:
    if not folder.is_dir():
        raise _BadFileError(_UNREADABLE.format(path=folder, why="không phải thư mục / no folder"))
    found = {}
    for path in sorted(folder.glob("*.json")):
        one = _read(path)
        if not isinstance(one, dict) or not isinstance(one.get("code"), str):
            raise _BadFileError(_NO_CODE.format(path=path))
        found[one["code"]] = one
    return found


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8-sig"))
    except OSError as fault:
        raise _BadFileError(_UNREADABLE.format(path=path, why=fault.strerror or fault)) from fault
    except (ValueError, RecursionError) as fault:
        raise _BadFileError(_NO_JSON.format(path=path, why=fault)) from fault


def _in_words(facts: Mapping[str, Any], *, dry_run: bool) -> str:
    head = "Chạy thử, chưa ghi gì. " if dry_run else ""
    lines = [
        f"{head}Đọc {facts['read']}, nhập {facts['imported']}, không đổi {facts['unchanged']}, "
        f"lỗi {facts['failed']}; {len(facts['irregularities'])} điểm cần xem."
    ]
    lines += [f"  {one['code']}  {one['field']}: {one['what']}" for one in facts["irregularities"]]
    return "\n".join(lines)
