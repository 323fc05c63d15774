"""Verify a PDF's signatures: always a report, never an exception, whatever the file is.

``verify`` runs the engine in a worker process with limits (see ``isolated``); ``verify_here`` runs it in
this one and is for files this system made itself.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from .trust import TrustStore
from .verdict.conclusion import unreadable
from .verdict.expectation import Expectation, ExpectedSigner
from .verdict.report import Check, Report, SignatureReport

__all__ = ["Check", "Expectation", "ExpectedSigner", "Report", "SignatureReport", "verify", "verify_here"]
LARGEST_BYTES = 256 * 1024 * 1024


def verify(
    pdf: bytes | Path,
    trust: TrustStore,
    *,
    now: datetime,
    expect: Expectation | None = None,
    seconds: float = 3.0,
) -> Report:
    """The report on one PDF (ETSI EN 319 102-1, EN 319 142-1), made in a worker process limited in time and
    memory.

    ``now`` is aware. Bad input of any kind ends in a report with a reason; nothing is fetched from a network.
    """
    from .isolated import verify_in_worker

    name, data = _read(pdf)
    if isinstance(data, str):
        return unreadable(name, data, trust, now, suspicious=False)
    ready = _too_plain(name, data, trust, now)
    return ready or verify_in_worker(name, data, trust, now=now, expect=expect, seconds=seconds)


def verify_here(
    pdf: bytes | Path,
    trust: TrustStore,
    *,
    now: datetime,
    expect: Expectation | None = None,
    drawn: bool = True,
) -> Report:
    """The same report without the worker: quicker, for files of our own making.

    ``drawn``: also compare what a reader sees; not from several threads, since PDFium bears only one.
    """
    name, data = _read(pdf)
    if isinstance(data, str):
        return unreadable(name, data, trust, now, suspicious=False)
    return _too_plain(name, data, trust, now) or examine_file(name, data, trust, now, expect, drawn=drawn)


def _read(pdf: bytes | Path) -> tuple[str, bytes | str]:
    """(name, content), or (name, code) when the content cannot be had."""
    if isinstance(pdf, bytes):
        return "", pdf
    try:
        return pdf.name, "TOO_LARGE" if pdf.stat().st_size > LARGEST_BYTES else pdf.read_bytes()
    except OSError:
        return pdf.name, "DAMAGED"


def _too_plain(name: str, data: bytes, trust: TrustStore, now: datetime) -> Report | None:
    """The report for a file that needs no engine: empty, too large, or no PDF at all."""
    if not data:
        return unreadable(name, "EMPTY", trust, now, suspicious=False)
    if len(data) > LARGEST_BYTES:
        return unreadable(name, "TOO_LARGE", trust, now, suspicious=b"/ByteRange" in data)
    if b"%PDF-" not in data[:1024]:
        return unreadable(name, "NOT_A_PDF", trust, now, suspicious=False)
    return None


def examine_file(
    name: str,
    data: bytes,
    trust: TrustStore,
    now: datetime,
    expect: Expectation | None,
    *,
    drawn: bool = True,
) -> Report:
    """Open, gate, judge and conclude. Any failure of the engine becomes a report."""
    from .verdict.examination import Locked, examined_file  # the engine is only loaded where it works

    suspicious = b"/ByteRange" in data
    try:
        return examined_file(name, data, trust, now, expect, drawn=drawn)
    except MemoryError:
        code = "LIMIT_REACHED"
    except Locked:
        code = "ENCRYPTED"
    except Exception:  # noqa: BLE001  hostile files make the parser raise anything at all
        code = "ENCRYPTED" if b"/Encrypt" in data else "DAMAGED"
    return unreadable(name, code, trust, now, suspicious=suspicious)
