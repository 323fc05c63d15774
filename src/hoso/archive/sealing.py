"""One tree, one time stamp: hashes in, rows out. What is killed on the way leaves no row at all."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from hoso.archive.models import Stamp
from hoso.archive.ports import stamping
from hoso.base import clock
from hoso.base.vault import vault
from hoso.papers.judging import trust_store
from hoso.seal.preservation.tokens import facts_of, stamped
from hoso.seal.preservation.tree import build

MOST = 50_000
"""Leaves under one stamp: bounds the memory of a run. A day with more gets several stamps."""


def new_stamp(
    leaves: Sequence[bytes],
    algorithm: str,
    purpose: Stamp.Purpose,
    now: datetime,
    about: Sequence[bytes] = (),
) -> Stamp:
    """The tree kept in the vault and stamped; the row is not saved yet. ``about``: older tokens to judge later.

    Raises ``TimestampUnavailable``. Whatever ends the process before the row is saved leaves an orphan file in
    the vault and nothing else.
    """
    tree = build(leaves, algorithm)
    stored = vault().put(io.BytesIO(tree.content))
    token = stamped(tree.root, algorithm, stamping(), trust_store(), about)
    facts = facts_of(token)
    return Stamp(
        day=clock.civil_day(now),
        purpose=purpose,
        algorithm=algorithm,
        leaves=tree.leaves,
        tree=stored.sha256,
        token=token,
        stamped_at=facts.time,
        authority=facts.authority[:500],
        valid_until=facts.valid_until,
        key=facts.key,
        bits=facts.bits,
        digest=facts.digest,
    )
