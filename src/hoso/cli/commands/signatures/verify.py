"""``hoso verify FILE… [--json | --xml]``: PDF, XML, .p7s or ASiC; always a report."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from django.db import DatabaseError

from hoso.base import clock
from hoso.papers.trust.store import store_before_versions, trust_store
from hoso.seal.errors import TrustDirectoryInvalid
from hoso.seal.formats.verify_any import content_beside, verify_file
from hoso.seal.trust import TrustStore
from hoso.seal.verify import LARGEST_BYTES, Report


def add(parser: argparse.ArgumentParser) -> None:
    """Files, what a lone signature signs, the form of the answer, and another trust directory."""
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--content", type=Path, help="the file that a .p7s signs; default: the one beside it")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--xml", action="store_true", help="the validation report of ETSI TS 119 102-2")
    parser.add_argument("--trust", type=Path, help="trust directory; default: this installation's")


def run(given: argparse.Namespace) -> int:
    """0 whenever the reports were written, whatever they say."""
    trust = _store(given.trust)
    now = clock.now()
    for file in given.files:
        report = verify_file(file, trust, now=now, content=given.content)
        if given.json:
            print(json.dumps(report.as_json() | {"file": str(file)}, ensure_ascii=False), flush=True)
        elif given.xml:
            print(
                _etsi(report, _bytes(file), _bytes(given.content or content_beside(file)), trust),
                end="",
                flush=True,
            )
        else:
            print(f"{file}: {report.sentence.vi}", flush=True)
    return 0


def _etsi(report: Report, data: bytes, content: bytes, trust: TrustStore) -> str:
    from hoso.seal.reporting.etsi import etsi_report  # the engine is only loaded where it works
    from hoso.seal.reporting.material import material_of

    return etsi_report(report, material_of(data, content or None), content or data, trust).decode()


def _store(directory: Path | None) -> TrustStore:
    """The directory asked for, or this installation's store; a store that trusts nobody when there is none."""
    try:
        if directory is not None:
            return TrustStore.load(directory)
        try:
            return trust_store()
        except DatabaseError:  # nothing is prepared yet: files can be verified all the same
            return store_before_versions()
    except TrustDirectoryInvalid:
        return TrustStore.empty()


def _bytes(file: Path | None) -> bytes:
    """The content; nothing for what is missing, unreadable or too large, as the report already says."""
    try:
        return file.read_bytes() if file is not None and file.stat().st_size <= LARGEST_BYTES else b""
    except OSError:
        return b""
