"""``hoso verify-package FILE``: no database, no network."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from hoso.archive.package.checking import check_package
from hoso.ledger.errors import LedgerError
from hoso.ledger.keys import LogKey
from hoso.seal.errors import SealError
from hoso.seal.trust import TrustStore

_MARKS = {"ok": "đúng", "failed": "SAI", "unknown": "chưa rõ", "absent": "chưa có"}


def add(parser: argparse.ArgumentParser) -> None:
    """The package, and whom one believes."""
    parser.add_argument("package", type=Path)
    parser.add_argument(
        "--trust",
        type=Path,
        help="directory with anchors, authorities, revocation lists, and the published key in ledger/*.pub",
    )
    parser.add_argument("--key", type=Path, help="file with the published key of the ledger (one line)")
    parser.add_argument("--json", action="store_true")


def run(given: argparse.Namespace) -> int:
    """0: whole and authentic (without --trust: nothing contradicts). 1: not so. 2: a file cannot be read."""
    try:
        trust = TrustStore.load(given.trust) if given.trust else None
        files = (
            [given.key]
            if given.key
            else sorted((given.trust / "ledger").glob("*.pub"))
            if given.trust
            else []
        )
        keys = [LogKey.parse(file.read_text("utf-8").strip()) for file in files]
        report = check_package(given.package, now=datetime.now(UTC), keys=keys or None, trust=trust)
    except OSError as fault:
        print(f"Không đọc được tệp / cannot read: {fault.filename}", file=sys.stderr)
        return 2
    except UnicodeDecodeError:
        print("Tệp khóa không đọc được / the key file cannot be read", file=sys.stderr)
        return 2
    except (SealError, LedgerError) as fault:
        print(f"{fault.text.vi} / {fault.text.en}", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        print(f"{report.sentence.vi}\n{report.sentence.en}")
        for check in report.checks:
            where = f"{check.place}: " if check.place else ""
            print(f"  [{_MARKS[check.outcome]}] {where}{check.text.vi} / {check.text.en}")
    good = report.verdict == "TOTAL_PASSED" or (not report.anchored and not given.trust and not report.failed)
    return 0 if good else 1
