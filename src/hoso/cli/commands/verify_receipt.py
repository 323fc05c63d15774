"""``hoso verify-receipt FILE``: no database, no network."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from hoso.ledger.errors import LedgerError
from hoso.ledger.keys import LogKey
from hoso.ledger.verification import verify_receipt


def add(parser: argparse.ArgumentParser) -> None:
    """The receipt, the published key, and files to compare with it."""
    parser.add_argument("receipt", type=Path)
    parser.add_argument("--key", type=Path, help="file with the published key of the ledger (one line)")
    parser.add_argument("--files", type=Path, nargs="*", default=[], help="files to compare with the receipt")
    parser.add_argument("--json", action="store_true")


def run(given: argparse.Namespace) -> int:
    """0 when a trusted key vouches for the receipt (or, without a key, when nothing in it contradicts); else 1."""
    try:
        data = given.receipt.read_bytes()
        keys = {"given": LogKey.parse(given.key.read_text().strip())} if given.key else None
    except OSError as fault:
        print(f"Không đọc được tệp / cannot read: {fault.filename}", file=sys.stderr)
        return 2
    except LedgerError as fault:
        print(fault.text.vi, file=sys.stderr)
        return 2
    report = verify_receipt(data, trusted_keys=keys, files=given.files, now=datetime.now(UTC))
    if given.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        print(report.sentence.vi)
        for check in report.checks:
            print(f"  [{check.status}] {check.text.vi}")
    return 0 if report.ok or (keys is None and report.coherent and report.files_match) else 1
