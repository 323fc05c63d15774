"""Lines chained by hash: each covers the one before, so none can be changed, taken out or put elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from hoso.ledger.canonical import canonical_json

GENESIS = "0" * 64
"""What stands for the line before the first."""


def hash_of(line: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON (``canonical``), in hexadecimal. MalformedError outside the subset."""
    return hashlib.sha256(canonical_json(line)).hexdigest()
