"""Verify a signed file of any kind: always a report, never an exception, whatever the file is.

``verify_file`` runs in the limited worker like ``verify``; ``examine_any`` is what the worker does.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from hoso.seal.trust import TrustStore
from hoso.seal.verdict.conclusion import unreadable
from hoso.seal.verdict.expectation import Expectation
from hoso.seal.verdict.report import Report
from hoso.seal.verify import LARGEST_BYTES, examine_file

from .kinds import kind_of
from .wording import undecided

_DETACHED = {".p7s", ".p7m", ".p7b", ".sig", ".cades"}


def verify_file(
    file: bytes | Path,
    trust: TrustStore,
    *,
    now: datetime,
    name: str = "",
    content: bytes | Path | None = None,
    expect: Expectation | None = None,
    seconds: float = 3.0,
) -> Report:
    """The report on a PDF, CMS, XML or ASiC file (ETSI EN 319 102-1), made in a worker with limits.

    ``content``: what a signature that stands alone signs; for a path ending in ``.p7s`` the file beside it
    without that ending is looked for. ``now`` is aware. Any other kind of file is ``unsupported-format``:
    integrity NONE, verdict INDETERMINATE. Nothing is fetched from a network.
    """
    from hoso.seal.isolated import verify_in_worker

    given = name or (file.name if isinstance(file, Path) else "")
    data = _read(file)
    beside = content if content is not None else content_beside(file)
    held = _read(beside) if beside is not None else None
    for part in (data, held):
        if isinstance(part, str):
            return unreadable(given, part, trust, now, suspicious=False)
    assert isinstance(data, bytes)
    assert held is None or isinstance(held, bytes)
    if not data:
        return unreadable(given, "EMPTY", trust, now, suspicious=False)
    return verify_in_worker(
        given, data, trust, now=now, expect=expect, seconds=seconds, content=held, any_kind=True
    )


def _read(file: bytes | Path) -> bytes | str:
    """The content, or the code of why it cannot be had."""
    try:
        if isinstance(file, Path):
            return "TOO_LARGE" if file.stat().st_size > LARGEST_BYTES else file.read_bytes()
    except OSError:
        return "DAMAGED"
    return "TOO_LARGE" if len(file) > LARGEST_BYTES else file


def content_beside(file: bytes | Path) -> Path | None:
    """``letter.pdf`` for ``letter.pdf.p7s``, or the only ``letter.*`` for ``letter.p7s``; None when there is none."""
    if not isinstance(file, Path) or file.suffix.lower() not in _DETACHED:
        return None
    plain = file.with_suffix("")
    if plain.is_file():
        return plain
    try:
        near = [one for one in plain.parent.iterdir() if one.stem == plain.name and one.is_file()]
    except OSError:
        return None
    near = [one for one in near if one.suffix.lower() not in _DETACHED]
    return near[0] if len(near) == 1 else None


def examine_any(
    name: str,
    data: bytes,
    content: bytes | None,
    trust: TrustStore,
    now: datetime,
    expect: Expectation | None,
) -> Report:
    """Find the kind by the bytes, examine, conclude. Any failure becomes a report."""
    from .asic_file import examine_asic
    from .cms_file import examine_cms
    from .xml_file import examine_xml

    kind = kind_of(data)
    if kind == "pdf":
        return examine_file(name, data, trust, now, expect)
    examine = {"cms": examine_cms, "xml": examine_xml, "asic": examine_asic}.get(kind)
    if examine is None:
        return undecided(name, "unsupported-format", trust, now)
    try:
        return examine(name, data, content, trust, now, expect)
    except MemoryError:
        code = "LIMIT_REACHED"
    except Exception:  # noqa: BLE001  hostile files make parsers raise anything at all
        code = "DAMAGED"
    return unreadable(name, code, trust, now, suspicious=True)
