"""``hoso package CODE -o FILE.zip``: a whole dossier as one file that anybody can check."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from hoso.archive.actions import package
from hoso.base.errors import HosoError
from hoso.dossiers.proof import find
from hoso.parties.actors import SYSTEM
from hoso.parties.queries import account_actor


def add(parser: argparse.ArgumentParser) -> None:
    """The dossier, where to write, and for whom."""
    parser.add_argument("code", help="dossier code or receipt number")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--for", dest="username", help="as this account may see it; without, everything")


def run(given: argparse.Namespace) -> int:
    """0 when written; 2 with a sentence when it cannot be. A file that was there is replaced when all is well."""
    try:
        by = account_actor(given.username) if given.username else SYSTEM
        handle, fresh = tempfile.mkstemp(dir=given.output.absolute().parent, prefix=".goi-")
        try:
            with os.fdopen(handle, "wb") as into:
                package(find(given.code), into, by=by)
            Path(fresh).replace(given.output)
        except BaseException:
            Path(fresh).unlink(missing_ok=True)
            raise
    except HosoError as refusal:
        print(refusal.text.vi, file=sys.stderr)
        return 2
    except OSError as fault:
        print(f"Không ghi được tệp / cannot write: {fault}", file=sys.stderr)
        return 2
    print(given.output)
    return 0
