"""``hoso catalogue``: official records into drafts, with a report of everything odd; versions compared."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hoso.base.errors import HosoError
from hoso.catalogue import shelf
from hoso.catalogue.actions import import_procedures
from hoso.catalogue.comparing import comparison
from hoso.catalogue.diagram import in_words
from hoso.catalogue.files import Broken, NoRecordsError, records_in
from hoso.catalogue.process import Play, as_process, play
from hoso.catalogue.queries import newest
from hoso.catalogue.spec.obstacles import shortest_limit
from hoso.law.process import flaws
from hoso.law.text import Text
from hoso.law.versions import RUNNING_DOSSIERS
from hoso.parties.actors import Actor
from hoso.parties.queries import account_actor

_UNREADABLE = Text("Không đọc được {path}: {why}.", "Cannot read {path}: {why}.")
_NO_JSON = Text(
    "{path} không phải JSON đúng chuẩn: {why}.",
    "{path} is no proper JSON: {why}.",
)
_NO_RECORDS = Text("{path}: {vi}.", "{path}: {en}.")
_NO_CODE = Text("{path} không ghi mã thủ tục (code).", "{path} names no procedure (code).")


class _BadFileError(Exception):
    def __init__(self, text: Text) -> None:
        super().__init__(text.vi)
        self.text = text


def add(parser: argparse.ArgumentParser) -> None:
    """The verbs ``import``, ``diff`` and ``process``."""
    verbs = parser.add_subparsers(dest="verb", required=True)
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
    importing.set_defaults(act=_import)
    differing = verbs.add_parser("diff", help="two versions of a procedure, word by word")
    differing.add_argument("code")
    differing.add_argument("older", type=int)
    differing.add_argument("newer", type=int)
    differing.add_argument("--json", action="store_true")
    differing.set_defaults(act=_diff)
    processing = verbs.add_parser("process", help="check an internal process and play dossiers through it")
    processing.add_argument("code")
    processing.add_argument("--dossiers", type=int, default=100)
    processing.add_argument("--a-day", type=int, default=4)
    processing.add_argument("--seed", type=int, default=1)
    processing.add_argument("--json", action="store_true")
    processing.set_defaults(act=_process)


def run(given: argparse.Namespace) -> int:
    """Do the verb; 2 with a sentence when it cannot be done."""
    found: int = given.act(given)
    return found


def _diff(given: argparse.Namespace) -> int:
    try:
        found = comparison(given.code, given.older, given.newer)
    except HosoError as fault:
        print(f"{fault.text.vi}\n{fault.text.en}", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps({**asdict(found), "running_dossiers": RUNNING_DOSSIERS.vi}, ensure_ascii=False))
        return 0
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    for change in found.changes:
        print(f"{change.field}: " + "".join(marks[one.kind].format(one.text) for one in change.pieces))
    print(RUNNING_DOSSIERS.vi)
    return 0


def _process(given: argparse.Namespace) -> int:
    """0 when the process has no flaw, 1 when it has, 2 when there is no such procedure."""
    try:
        record = newest(given.code)
    except HosoError as fault:
        print(f"{fault.text.vi}\n{fault.text.en}", file=sys.stderr)
        return 2
    limit = shortest_limit(record)
    found = flaws(as_process(record.steps), limit_hours=limit)
    wanted = Play(given.dossiers, given.a_day, seed=given.seed)
    outcome = play(record.steps, wanted, limit_hours=limit)
    if given.json:
        texts = [{"code": one.code, "what": one.text.vi} for one in found]
        facts = {"limit_hours": None if limit is None else float(limit), "flaws": texts, **asdict(outcome)}
        print(json.dumps(facts, ensure_ascii=False))
    else:
        print("\n".join([*in_words(record.steps), *(one.text.vi for one in found)]))
        print(
            f"Chạy thử {outcome.played} hồ sơ: xong {outcome.finished}, kẹt {outcome.stuck}, "
            f"đúng hạn {outcome.on_time}, trung bình {outcome.mean_hours} giờ, lâu nhất {outcome.worst_hours} giờ."
        )
    return 1 if found else 0


def _import(given: argparse.Namespace) -> int:
    """0 when the file was read, whatever its records say; 1 when parts of the file are no proper JSON (what
    could be read is imported); 2 with a sentence when nothing could be read.
    """
    reading = _Reading(given.file)
    try:
        report = import_procedures(
            reading.records(),
            by=_administrator(given.username),
            curations=_curations(given.curations) if given.curations else shelf.curations(),
            essential=shelf.essential_numbers(),
            dry_run=given.dry_run,
        )
    except (_BadFileError, HosoError) as fault:
        print(f"{fault.text.vi}\n{fault.text.en}", file=sys.stderr)
        return 2
    facts = report.as_json()
    print(
        json.dumps(facts, ensure_ascii=False)
        if given.json
        else _report_in_words(facts, dry_run=given.dry_run)
    )
    return 1 if reading.broken else 0


def _administrator(username: str) -> Actor:
    return account_actor(username)


class _Reading:
    """The records of a file, and how many of its pieces are broken."""

    def __init__(self, path: Path) -> None:
        self._path, self.broken = path, 0

    def records(self) -> Iterator[object]:
        """Each in turn; raises _BadFileError when nothing in the file is a readable record."""
        whole, why = 0, ""
        try:
            with self._path.open("rb") as stream:
                for one in records_in(stream):
                    self.broken, why = (
                        (self.broken + 1, one.why) if isinstance(one, Broken) else (self.broken, why)
                    )
                    whole += not isinstance(one, Broken)
                    yield one
        except OSError as fault:
            raise _BadFileError(_UNREADABLE.format(path=self._path, why=fault.strerror or fault)) from fault
        except NoRecordsError as fault:
            raise _BadFileError(
                _NO_RECORDS.format(path=self._path, vi=fault.text.vi, en=fault.text.en)
            ) from fault
        if self.broken and not whole:
            raise _BadFileError(_NO_JSON.format(path=self._path, why=why))


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


def _report_in_words(facts: Mapping[str, Any], *, dry_run: bool) -> str:
    head = "Chạy thử, chưa ghi gì. " if dry_run else ""
    lines = [
        f"{head}Đọc {facts['read']}, nhập {facts['imported']}, không đổi {facts['unchanged']}, "
        f"lỗi {facts['failed']}; {len(facts['irregularities'])} điểm cần xem."
    ]
    lines += [f"  {one['code']}  {one['field']}: {one['what']}" for one in facts["irregularities"]]
    return "\n".join(lines)
