"""``hoso preserve run|status|renew|export|verify``: evidence records of all papers. ``verify`` needs no database."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from hoso.law.text import Text
from hoso.seal.errors import SealError
from hoso.seal.preservation.verification import verify_record
from hoso.seal.trust import TrustStore


def add(parser: argparse.ArgumentParser) -> None:
    """The five things that can be done."""
    what = parser.add_subparsers(dest="what", required=True)
    running = what.add_parser("run", help="seal what nothing protects yet")
    running.add_argument(
        "--day", type=date.fromisoformat, help="only the papers of this day, such as 2026-11-22"
    )
    what.add_parser("nightly", help="seal the days before today, then renew: what the worker runs each night")
    status = what.add_parser("status", help="what is protected, what ends when")
    status.add_argument("--json", action="store_true")
    renewing = what.add_parser("renew", help="renew what ends within a year")
    renewing.add_argument("--digest", help="hash everything anew with this algorithm, such as sha512")
    renewing.add_argument("--all", action="store_true", help="renew every time stamp, whatever its age")
    exporting = what.add_parser("export", help="write the evidence record of a paper")
    exporting.add_argument("paper", type=UUID)
    exporting.add_argument("-o", "--output", type=Path, required=True)
    checking = what.add_parser("verify", help="check a record against its files; no database, no network")
    checking.add_argument("record", type=Path)
    checking.add_argument("data", type=Path, nargs="+")
    checking.add_argument(
        "--trust", type=Path, help="directory with anchors, authorities and revocation lists"
    )
    checking.add_argument("--json", action="store_true")


def run(given: argparse.Namespace) -> int:
    """0 when done or proven, 1 when not proven or something could not be sealed, 2 for a wrong call."""
    if given.what == "verify":
        return _verify(given)
    from hoso.base.errors import HosoError

    try:
        return int(_WITH_DATABASE[given.what](given))
    except HosoError as refusal:
        print(refusal.text.vi, file=sys.stderr)
        return 2


def _verify(given: argparse.Namespace) -> int:
    try:
        trust = TrustStore.load(given.trust) if given.trust else TrustStore.empty()
        objects = {f"{number}:{path.name}": path for number, path in enumerate(given.data, 1)}
        report = verify_record(given.record.read_bytes(), objects, trust, now=datetime.now(UTC))
    except OSError as fault:
        print(f"Không đọc được tệp / cannot read: {fault.filename}", file=sys.stderr)
        return 2
    except SealError as fault:
        print(_both(fault.text), file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        print(_both(report.sentence))
        for check in report.checks:
            print(f"  [{check.outcome}] {check.place + ' ' if check.place else ''}{_both(check.text)}")
    return 0 if report.verdict == "TOTAL_PASSED" else 1


def _run(given: argparse.Namespace) -> int:
    from hoso.archive.actions import preserve
    from hoso.parties.actors import SYSTEM

    done = preserve(by=SYSTEM, day=given.day)
    print(f"Đã niêm phong {done.objects} đối tượng bằng {done.stamps} dấu thời gian.")
    return _damaged(done.damaged.count, done.damaged.names)


def _nightly(given: argparse.Namespace) -> int:
    from hoso.archive.actions import preserve, renew
    from hoso.archive.actions.preserve import day_bounds
    from hoso.base import clock
    from hoso.parties.actors import SYSTEM

    midnight, _ = day_bounds(clock.civil_day(clock.now()))
    done, renewed = preserve(by=SYSTEM, before=midnight), renew(by=SYSTEM)
    print(f"Đã niêm phong {done.objects} đối tượng, gia hạn {renewed.stamps} dấu thời gian.")
    return _damaged(done.damaged.count, done.damaged.names)


def _renew(given: argparse.Namespace) -> int:
    from hoso.archive.actions import renew
    from hoso.parties.actors import SYSTEM

    done = renew(by=SYSTEM, algorithm=given.digest, every=given.all)
    print(
        f"Đã gia hạn {done.stamps} dấu thời gian, băm lại {done.objects} đối tượng; "
        f"{done.taken} dấu thời gian mới."
    )
    return _damaged(done.damaged.count, done.damaged.names)


def _damaged(count: int, names: list[str]) -> int:
    if count:
        print(f"{count} đối tượng thiếu tệp hoặc tệp hỏng, chưa được niêm phong:", file=sys.stderr)
        print("\n".join(f"  {name}" for name in names), file=sys.stderr)
    return 1 if count else 0


def _status(given: argparse.Namespace) -> int:
    from hoso.archive.queries import status

    found = status()
    if given.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        return 0
    print(
        f"{found.protected} trên {found.papers} giấy tờ đã có bản ghi bằng chứng; {found.stamps} dấu thời gian."
    )
    if found.oldest_waiting:
        print(f"{found.waiting} giấy tờ đang chờ, cũ nhất từ {found.oldest_waiting:%d/%m/%Y %H:%M} UTC.")
    for one in found.ends:
        print(f"\nDấu thời gian {one.stamped_at:%d/%m/%Y %H:%M} UTC, {one.leaves} mục, {one.authority}")
        print(
            f"  gia hạn dấu trước {one.renew_by:%d/%m/%Y}; băm lại bằng thuật toán mới trước {one.rehash_by:%d/%m/%Y}"
        )
        for each in one.expiries:
            doubt = "" if each.confirmed else "; chưa được xác nhận"
            print(f"    {each.what.vi}: đến {each.until:%d/%m/%Y} ({each.source.vi}{doubt})")
    return 0


def _export(given: argparse.Namespace) -> int:
    from hoso.archive.queries import evidence_record

    given.output.write_bytes(evidence_record(given.paper))
    print(given.output)
    return 0


_WITH_DATABASE = {"run": _run, "nightly": _nightly, "status": _status, "renew": _renew, "export": _export}


def _both(text: Text) -> str:
    return f"{text.vi} / {text.en}"
