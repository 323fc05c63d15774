"""Several pictures and unsigned PDFs, in order, into one two-layer PDF/A: colour, 200 dpi, true paper size.

Decree 30/2020 (Annex I: PDF, colour, at least 200 dpi, 100 %), Circular 05/2025/TT-BNV Art 8 (two layers).
A signed original is never converted: ``digitise`` refuses it and ``read_text`` gives its words for search.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hoso.law.text import Text
from hoso.scan.errors import NotArchival, NothingToScan, PageFailed, SignedOriginal, Unreadable
from hoso.scan.gate import MOST_PAGES, FileVerdict, inspect, repeated
from hoso.scan.legibility import WARNINGS, Finding
from hoso.scan.marks import MarkZone, mark_zones
from hoso.scan.opening.verdict import refused
from hoso.scan.opening.wire import Message
from hoso.scan.pages.pdf_file import ArchivalFile, PageParts
from hoso.scan.pages.picture import PAPERS
from hoso.scan.sandbox import Worker, WorkerPool, WorkerStopped, pool_or_one_off

SECONDS_PER_PAGE = 60.0
"""Wall time one page may take before it counts as failed."""
DIGITISABLE = frozenset({"pdf", "jpeg", "png", "tiff", "webp"})

Progress = Callable[[int, int], None]
"""Called with pages done and pages in all after every page; an exception raised in it stops the work."""


@dataclass(frozen=True, slots=True)
class PageReport:
    """One page of the result, and what a person should know about it."""

    width: int
    """Pixels of the stored picture."""
    height: int
    dpi: float
    """Pixels per inch of the paper that really came in; the stored picture has at most 200."""
    score: int
    """Legibility, 0 to 100."""
    warnings: tuple[Text, ...]
    codes: tuple[str, ...]
    """Keys of ``legibility.WARNINGS`` behind the warnings."""
    paper: tuple[float, float]
    """Width and height of the page box in points."""
    source: int
    """Which input it came from, from 0."""


@dataclass(frozen=True, slots=True)
class Digitised:
    """One archival PDF and the report on it."""

    pdf: bytes
    pages: tuple[PageReport, ...]
    text: str
    """Recognised text, pages parted by form feeds; empty when recognition data is absent."""
    codes: tuple[str, ...]
    """Texts of QR and bar codes, in page order; claims, not proof."""
    notes: tuple[Text, ...] = ()
    """What was noticed about the inputs: active content removed, structure repaired, repeats."""
    zones: tuple[MarkZone, ...] = ()
    sources: tuple[FileVerdict, ...] = ()


def digitise(
    inputs: Sequence[bytes | Path],
    *,
    title: str,
    paper: str = "A4",
    names: Sequence[str] = (),
    room_for_marks: bool = False,
    flavour: str = "2b",
    pool: WorkerPool | None = None,
    progress: Progress | None = None,
    max_pages: int = MOST_PAGES,
    tessdata: Path | None = None,
) -> Digitised:
    """Turn inputs, in order, into one PDF/A of the given flavour (``1b``, ``2b``, ``3b``).

    ``paper`` is the size asserted for photos (a key of ``PAPERS``); scans that know their resolution keep
    their own size. ``room_for_marks`` adds where signature marks and the QR belong and whether those places
    are free; the picture is never scaled for them. Raises the ``ScanError`` kinds ``NothingToScan``,
    ``Unreadable``, ``SignedOriginal``, ``PageFailed`` and ``NotArchival``.
    """
    if not inputs:
        raise NothingToScan
    task = {"paper": PAPERS[paper], "tessdata": str(tessdata) if tessdata is not None else None}
    with pool_or_one_off(pool) as workers:
        verdicts = _admit(inputs, names, workers, max_pages)
        file = ArchivalFile()
        pages: list[dict[str, Any]] = []
        total = sum(verdict.pages for verdict in verdicts)
        with workers.lease() as worker:
            for place, verdict in enumerate(verdicts):
                for answer in _pages_of(worker, inputs[place], verdict, place, task):
                    file.add(_parts(answer.facts, answer.blob))
                    pages.append({**answer.facts, "source": place})
                    if progress is not None:
                        progress(len(pages), total)
    return Digitised(
        pdf=_finish(file, title, flavour),
        pages=tuple(_report(facts) for facts in pages),
        text="\f".join(str(facts["text"]) for facts in pages).strip("\f"),
        codes=tuple(dict.fromkeys(code for facts in pages for code in facts["codes"])),
        notes=_notes(verdicts),
        zones=mark_zones(pages[0]) if room_for_marks else (),
        sources=verdicts,
    )


def read_text(source: bytes | Path, *, pool: WorkerPool | None = None, name: str = "") -> str:
    """Words of a document for search, its bytes untouched: its text layer, or recognised where there is none.

    Works on signed originals. Raises ``Unreadable`` and ``PageFailed``.
    """
    data = _bytes_of(source)
    with pool_or_one_off(pool) as workers:
        verdict = _admissible(inspect(data, name, pool=workers), 0)
        with workers.lease() as worker:
            texts = []
            for page in range(verdict.pages):
                try:
                    if page == 0:
                        worker.call("load", data, seconds=SECONDS_PER_PAGE)
                    texts.append(str(worker.call("text", seconds=SECONDS_PER_PAGE, page=page).facts["text"]))
                except WorkerStopped as stopped:
                    raise PageFailed(verdict.name, 0, page, stopped.cause) from stopped
    return "\f".join(texts)


def _admit(
    inputs: Sequence[bytes | Path], names: Sequence[str], workers: WorkerPool, max_pages: int
) -> tuple[FileVerdict, ...]:
    """Everything is judged before anything is converted, so a batch fails at once or not at the gate."""
    verdicts = []
    for place, source in enumerate(inputs):
        name = names[place] if place < len(names) else ""
        verdict = _admissible(inspect(source, name, pool=workers, max_pages=max_pages), place)
        if verdict.has_signature:
            raise SignedOriginal(verdict, place)
        verdicts.append(verdict)
    return tuple(verdicts)


def _admissible(verdict: FileVerdict, place: int) -> FileVerdict:
    if verdict.ok and verdict.kind in DIGITISABLE:
        return verdict
    raise Unreadable(refused(verdict, "unknown_type") if verdict.ok else verdict, place)


def _bytes_of(source: bytes | Path) -> bytes:
    return source.read_bytes() if isinstance(source, Path) else source


def _pages_of(
    worker: Worker, source: bytes | Path, verdict: FileVerdict, place: int, task: dict[str, Any]
) -> Iterator[Message]:
    """Each page in turn; the worker holds the document between the calls."""
    data = _bytes_of(source)
    if hashlib.sha256(data).hexdigest() != verdict.sha256:
        raise Unreadable(refused(verdict, "damaged"), place)  # exchanged after it was looked at
    for page in range(verdict.pages):
        try:
            if page == 0:
                worker.call("load", data, seconds=SECONDS_PER_PAGE)
            yield worker.call("page", seconds=SECONDS_PER_PAGE, page=page, **task)
        except WorkerStopped as stopped:
            raise PageFailed(verdict.name, place, page, stopped.cause) from stopped


def _parts(facts: dict[str, Any], jpeg: bytes) -> PageParts:
    return PageParts(
        jpeg=jpeg,
        size=(int(facts["size"][0]), int(facts["size"][1])),
        dpi=float(facts["dpi"]),
        paper=(float(facts["paper"][0]), float(facts["paper"][1])),
        lines=tuple(
            tuple((str(word[0]), int(word[1]), int(word[2]), int(word[3]), int(word[4])) for word in line)
            for line in facts["lines"]
        ),
    )


def _finish(file: ArchivalFile, title: str, flavour: str) -> bytes:
    from pikepdf.pdfa import PdfaError

    try:
        return file.finish(title, flavour)
    except PdfaError as error:
        raise NotArchival(str(error)) from error


def _report(facts: dict[str, Any]) -> PageReport:
    findings = [
        Finding(str(code), tuple((str(k), int(v)) for k, v in values)) for code, values in facts["findings"]
    ]
    return PageReport(
        width=int(facts["size"][0]),
        height=int(facts["size"][1]),
        dpi=round(float(facts["true_dpi"]), 1),
        score=int(facts["score"]),
        warnings=tuple(finding.text for finding in findings),
        codes=tuple(finding.code for finding in findings),
        paper=(float(facts["paper"][0]), float(facts["paper"][1])),
        source=int(facts["source"]),
    )


def _notes(verdicts: tuple[FileVerdict, ...]) -> tuple[Text, ...]:
    notes = [note for verdict in verdicts for note in verdict.notes]
    for places in repeated(verdicts).values():
        notes += [WARNINGS["repeated"].format(other=places[0] + 1)] * (len(places) - 1)
    return tuple(dict.fromkeys(notes))
