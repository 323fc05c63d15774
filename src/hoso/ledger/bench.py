"""How fast the log grows beside what bare SHA-256 allows on this machine: ``python -m hoso.ledger.bench``."""

from __future__ import annotations

import hashlib
import sys
import time
from dataclasses import dataclass

from hoso.ledger.proofs import inclusion_path, verify_inclusion
from hoso.ledger.store import NodesInMemory, append_leaves
from hoso.ledger.tree import CompactRange, leaf_hash

BATCH = 1000


@dataclass(frozen=True, slots=True)
class LedgerSpeed:
    """Rates per second. The limit is one leaf hash and one node hash for each append, and nothing else."""

    leaves: int
    appends: float
    limit: float
    proofs: float
    verifications: float

    @property
    def ratio(self) -> float:
        """Appends as a part of the limit, 1 being as fast as the two hashes alone."""
        return self.appends / self.limit


def measure(leaves: int = 500_000, proofs: int = 5_000) -> LedgerSpeed:
    """Grow a log in memory by batches, prove and check entries spread over it, and time bare hashing."""
    data = [b'{"entry":"%064x","kind":"receipt","v":1}' % number for number in range(leaves)]
    started = time.perf_counter()
    growing, store = CompactRange(), NodesInMemory()
    for first in range(0, leaves, BATCH):
        append_leaves(growing, map(leaf_hash, data[first : first + BATCH]), store)
    grown = time.perf_counter() - started
    root = growing.root()
    places = [number * leaves // proofs for number in range(proofs)]
    started = time.perf_counter()
    paths = [inclusion_path(place, leaves, store) for place in places]
    proved = time.perf_counter() - started
    started = time.perf_counter()
    for place, path in zip(places, paths, strict=True):
        if not verify_inclusion(leaf_hash(data[place]), place, leaves, path, root):
            raise AssertionError(f"leaf {place} is not provable")
    checked = time.perf_counter() - started
    return LedgerSpeed(leaves, leaves / grown, _limit(leaves), proofs / proved, proofs / checked)


def _limit(rounds: int) -> float:
    sha256, leaf, node = hashlib.sha256, b"\x00" + bytes(101), b"\x01" + bytes(64)
    started = time.perf_counter()
    for _ in range(rounds):
        sha256(leaf).digest()
        sha256(node).digest()
    return rounds / (time.perf_counter() - started)


def main() -> None:
    """Print the rates."""
    speed = measure()
    sys.stdout.write(
        f"appends {speed.appends:,.0f}/s of {speed.limit:,.0f}/s possible by two hashes "
        f"(ratio {speed.ratio:.2f}, {speed.leaves:,} leaves); "
        f"inclusion proofs {speed.proofs:,.0f}/s, checks {speed.verifications:,.0f}/s\n"
    )


if __name__ == "__main__":
    main()
