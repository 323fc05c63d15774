"""Evidence records for 100,000 papers under one time stamp, beside the bare hashes of the same tree."""

from __future__ import annotations

import hashlib
import io
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from hoso.cli.bench.measuring import peak_megabytes
from hoso.cli.bench.table import Row, tell
from hoso.seal.demonstration.hierarchy import create
from hoso.seal.preservation import records, tree
from hoso.seal.preservation.tokens import stamped
from hoso.seal.preservation.verification import verify_record
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore

LEAVES, PROOFS, CHECKED = 100_000, 10_000, 100
FLOOR = "the same SHA-256 calls and nothing else"


def measure() -> None:
    """Tell the tree, the reduced trees, the records and their verification."""
    now = datetime.now(UTC)
    papers = [b"paper %d" % number for number in range(LEAVES)]
    leaves = [hashlib.sha256(paper).digest() for paper in papers]
    begun = time.perf_counter()
    grown = tree.build(leaves, "sha256")
    built = LEAVES / (time.perf_counter() - begun)
    tell(Row("leaves into one tree", built, _bare(), "/s", peak=peak_megabytes(), floor_is=FLOOR))
    file = io.BytesIO(grown.content)
    places = range(0, LEAVES, LEAVES // PROOFS)
    begun = time.perf_counter()
    reduced = [tree.reduced(file, LEAVES, "sha256", place, [leaves[place]]) for place in places]
    tell(Row("reduced trees read from its file", PROOFS / (time.perf_counter() - begun), None, "/s"))
    with tempfile.TemporaryDirectory(prefix="hoso-bench-") as folder:
        hierarchy = create(Path(folder), now, "http://127.0.0.1:8000/trust")
        trust = TrustStore.load(Path(folder))
        authority = LocalTimestamper(hierarchy.timestamp_authority, lambda: now)
        begun = time.perf_counter()
        token = stamped(grown.root, "sha256", authority, trust)
        tell(
            Row(
                "one time stamp, completed with its evidence",
                1000 * (time.perf_counter() - begun),
                None,
                "ms",
            )
        )
        begun = time.perf_counter()
        made = [records.written([(records.ArchiveTimeStamp("sha256", one, token),)]) for one in reduced]
        tell(Row("evidence records written", PROOFS / (time.perf_counter() - begun), None, "/s"))
        _checked(made, papers, trust, now)
    tell(
        f"a record of one paper among {LEAVES:,}: {len(made[0]):,} bytes, the tree's file {len(grown.content):,}"
    )


def _checked(made: list[bytes], papers: list[bytes], trust: TrustStore, now: datetime) -> None:
    begun = time.perf_counter()
    for number in range(CHECKED):
        paper = papers[number * (LEAVES // PROOFS)]
        if verify_record(made[number], {"paper": paper}, trust, now=now).verdict != "TOTAL_PASSED":
            raise AssertionError(f"record {number} does not hold")
    tell(Row("records verified, trust and all", CHECKED / (time.perf_counter() - begun), None, "/s"))


def _bare() -> float:
    """Leaves a second if the tree cost its SHA-256 alone: two hashes of 64 bytes a leaf."""
    sha256, pair = hashlib.sha256, bytes(64)
    begun = time.perf_counter()
    for _ in range(2 * LEAVES):
        sha256(pair).digest()
    return LEAVES / (time.perf_counter() - begun)
