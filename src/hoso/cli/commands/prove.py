"""``hoso prove CODE``: the receipt of a dossier, with its proof."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hoso.base.errors import HosoError
from hoso.dossiers.proof import find, receipt_file


def add(parser: argparse.ArgumentParser) -> None:
    """The dossier's code or receipt number, and where to write."""
    parser.add_argument("code")
    parser.add_argument("-o", "--output", type=Path, help="default: CODE.bien-nhan.json")


def run(given: argparse.Namespace) -> int:
    """Write the receipt file; 2 when there is no such dossier."""
    try:
        data = receipt_file(find(given.code))
    except HosoError as refusal:
        print(refusal.text.vi, file=sys.stderr)
        return 2
    output = given.output or Path(f"{given.code}.bien-nhan.json")
    output.write_bytes(data)
    print(output)
    return 0
