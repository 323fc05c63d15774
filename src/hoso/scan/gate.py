"""The gate: every file from outside is looked at here first, and gets a verdict in words.

``inspect`` never raises for what a file contains: a crash, a hang or a memory hog in a parser is itself a
verdict about the file. Callers keep the bytes as received whatever the verdict says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hoso.law.text import Text
from hoso.scan.opening.kinds import display_name, kind_of, name_disagrees
from hoso.scan.opening.verdict import NOTES, FileVerdict, reason
from hoso.scan.sandbox import WorkerPool, WorkerStopped, pool_or_one_off

MOST_BYTES = 100 * 1024**2
MOST_PAGES = 1000
SECONDS = 4.5
"""Wall time for one look: whoever is waiting has an answer within five seconds."""

__all__ = ["FileVerdict", "inspect", "repeated"]


def inspect(
    source: bytes | Path,
    declared_name: str = "",
    *,
    pool: WorkerPool | None = None,
    max_bytes: int = MOST_BYTES,
    max_pages: int = MOST_PAGES,
    seconds: float = SECONDS,
) -> FileVerdict:
    """Look at one file in a worker and say what it is and whether it may be used.

    ``pool`` holds warm workers (servers); without it one worker is started for this call. Raises ``OSError``
    only when a path cannot be read at all.
    """
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    name = display_name(declared_name or (source.name if isinstance(source, Path) else ""))
    if size == 0:
        return _refused("empty", "unknown", name, 0, hashlib.sha256().hexdigest())
    if size > max_bytes:
        return _refused("too_big", _kind_by_start(source), name, size, "", limit=max_bytes // 1024**2)
    data = source.read_bytes() if isinstance(source, Path) else source
    digest = hashlib.sha256(data).hexdigest()
    try:
        with pool_or_one_off(pool) as workers:
            facts = workers.call("inspect", data, seconds=seconds, max_pages=max_pages).facts
    except WorkerStopped as stopped:
        code = {"time": "took_too_long", "memory": "swells"}.get(stopped.cause, "unsafe_to_open")
        return _refused(code, kind_of(data), name, size, digest)
    if facts["code"] != "ok":
        return _refused(facts["code"], facts["kind"], name, size, digest, **facts.get("values", {}))
    return _accepted(facts, name, size, digest)


def repeated(verdicts: Iterable[FileVerdict]) -> dict[str, tuple[int, ...]]:
    """Places (from 0) of files that hold the same bytes, by digest; only digests that occur twice or more."""
    places: dict[str, list[int]] = {}
    for place, verdict in enumerate(verdicts):
        if verdict.sha256:
            places.setdefault(verdict.sha256, []).append(place)
    return {digest: tuple(found) for digest, found in places.items() if len(found) > 1}


def _kind_by_start(source: bytes | Path) -> str:
    if isinstance(source, bytes):
        return kind_of(source[:8192])
    with source.open("rb") as stream:
        return kind_of(stream.read(8192))


def _refused(code: str, kind: str, name: str, size: int, digest: str, /, **values: object) -> FileVerdict:
    return FileVerdict(
        ok=False, code=code, kind=kind, problem=reason(code, **values), name=name, size=size, sha256=digest
    )


def _accepted(facts: dict[str, Any], name: str, size: int, digest: str) -> FileVerdict:
    active = tuple(str(word) for word in facts["active"])
    signed = bool(facts["signed"])
    return FileVerdict(
        ok=True,
        code="ok",
        kind=str(facts["kind"]),
        pages=int(facts["pages"]),
        has_signature=signed,
        active_content=active,
        notes=_notes(facts, active, name, signed=signed),
        name=name,
        size=size,
        sha256=digest,
    )


def _notes(facts: dict[str, Any], active: tuple[str, ...], name: str, *, signed: bool) -> tuple[Text, ...]:
    notes = [NOTES[code] for code in facts["notes"]]
    if signed:
        notes.append(NOTES["signed"])
    acting = ", ".join(word for word in active if word != "link")
    if acting:
        notes.append(NOTES["signed_active" if signed else "neutralised"].format(what=acting))
    if name_disagrees(name, str(facts["kind"])):
        notes.append(NOTES["name"].format(kind=facts["kind"]))
    return tuple(notes)
