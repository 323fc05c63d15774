"""``hoso verify FILE… [--json | --xml]``: PDF, XML, .p7s or ASiC; always a report, one a line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from hoso.base import clock
from hoso.papers.judging import trust_store
from hoso.seal.errors import TrustDirectoryInvalid
from hoso.seal.formats.verify_any import verify_file
from hoso.seal.trust import TrustStore


def add(parser: argparse.ArgumentParser) -> None:
    """Files, what a lone signature signs, the form of the answer, and another trust directory."""
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--content", type=Path, help="the file that a .p7s signs; default: the one beside it")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--trust", type=Path, help="trust directory; default: this installation's")


def run(given: argparse.Namespace) -> int:
    """0 whenever the reports were written, whatever they say."""
    try:
        trust = TrustStore.load(given.trust) if given.trust else trust_store()
    except TrustDirectoryInvalid:
        trust = TrustStore.empty()
    now = clock.now()
    for file in given.files:
        report = verify_file(file, trust, now=now, content=given.content)
        if given.json:
            print(json.dumps(report.as_json() | {"file": str(file)}, ensure_ascii=False), flush=True)
        else:
            print(f"{file}: {report.sentence.vi}", flush=True)
    return 0
