"""The files that verifiers are compared on: a corpus of other authorities' files, and attacks and oddities of ours."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hoso.seal.proving.attacks import ATTACKS, sneaky_signature
from hoso.seal.proving.raw_attacks import BYTES, MADE, tampered
from hoso.seal.proving.variants import VARIANTS
from hoso.seal.proving.workshop import Workshop, document

CORPUS_VARIABLE = "HOSO_SIGNATURE_CORPUS"
"""Directory with an ``expected.csv`` (columns file, expected_integrity) and the files it names."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A file and whether it must be accepted; ``group`` keeps apart what is counted apart."""

    group: str
    name: str
    path: Path
    must_pass: bool


def corpus() -> list[Sample]:
    """The files of the corpus; none without the variable or the table."""
    folder = Path(os.environ.get(CORPUS_VARIABLE, "")) if os.environ.get(CORPUS_VARIABLE) else None
    if folder is None or not (folder / "expected.csv").is_file():
        return []
    with (folder / "expected.csv").open(encoding="utf-8") as table:
        return [
            Sample("corpus", row["file"], folder / row["file"], row["expected_integrity"] == "OK")
            for row in csv.DictReader(table)
        ]


def own(shop: Workshop, folder: Path) -> Iterator[Sample]:
    """Our attacks and honest oddities, written to ``folder``."""
    signed = shop.signed(document())
    made: list[tuple[str, bytes, bool]] = [(attack.name, attack.file(shop), False) for attack in ATTACKS]
    made += [(name, tampered(name, signed), False) for name in BYTES]
    made += [(name, make(shop), False) for name, make in MADE.items()]
    made += [
        (f"sneaky signature, level {level} (SSA)", sneaky_signature(shop, level), False)
        for level in (1, 2, 3)
    ]
    made += [(name, make(shop), True) for name, make in VARIANTS.items()]
    for number, (name, content, must_pass) in enumerate(made):
        path = folder / f"{number:03}.pdf"
        path.write_bytes(content)
        yield Sample("honest oddities of ours" if must_pass else "attacks of ours", name, path, must_pass)


def workshop(folder: Path, now: datetime) -> Workshop:
    """A workshop with a hierarchy of its own in ``folder``."""
    from hoso.seal.demonstration.hierarchy import create

    return Workshop(create(folder, now, "http://127.0.0.1:8000/trust"), now)
