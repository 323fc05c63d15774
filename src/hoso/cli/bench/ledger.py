"""The log beside the hash function it is made of."""

from __future__ import annotations

from hoso.cli.bench.measuring import peak_megabytes
from hoso.cli.bench.table import Row, tell
from hoso.ledger.bench import measure as measured


def measure() -> None:
    """Tell the rates of 200,000 leaves in memory."""
    speed = measured(leaves=200_000, proofs=2_000)
    limit = "two SHA-256 a leaf and nothing else"
    tell(Row("leaves appended", speed.appends, speed.limit, "/s", peak=peak_megabytes(), floor_is=limit))
    tell(Row("inclusion proofs made", speed.proofs, None, "/s"))
    tell(Row("inclusion proofs checked", speed.verifications, None, "/s"))
