"""The ledger of this installation: leaves in the verb's transaction, numbering and signed heads afterwards."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Q

from hoso.dossiers.models import Entry, Leaf, TreeHead, TreeNode
from hoso.ledger.checkpoint import Checkpoint, sign_checkpoint
from hoso.ledger.keys import LogKey, LogSigner
from hoso.ledger.leaf import make_leaf, new_salt
from hoso.ledger.promise import make_promise
from hoso.ledger.proofs import covering_nodes
from hoso.ledger.store import append_leaves
from hoso.ledger.tree import CompactRange, NodeId

_SEQUENCER = 0x686F736F  # "hoso": the advisory lock of whoever numbers leaves
MERGE_DELAY = timedelta(minutes=10)
"""How soon after its promise a leaf stands in the numbered tree."""


@cache
def signer() -> LogSigner:
    """The key that signs promises and heads; a demonstration makes its own on first use."""
    file = Path(settings.HOSO_LEDGER_KEY)
    if not file.exists():
        if not settings.HOSO_DEMONSTRATION:
            raise RuntimeError(f"There is no ledger key at {file}; production does not make its own.")
        _make_key(file)
    key = load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{file} holds no Ed25519 key")
    return LogSigner(origin(), key)


def published_key() -> LogKey:
    """The public half, as it is published for those who check receipts without us."""
    return signer().key


def origin() -> str:
    """The name of this log in checkpoints and promises."""
    return str(settings.HOSO_BASE_URL).split("://", 1)[1] + "/so-cai"


def _make_key(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    data = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)


def commit(entry: Entry, receipt: Mapping[str, Any] | None) -> Leaf:
    """Write the leaf of a journal line, in its transaction. A receipt's leaf comes with a signed promise."""
    kind = "receipt" if receipt else "journal"
    statement = {**(receipt or {}), "journal": entry.hash}
    salt = new_salt()
    leaf_hash = make_leaf(kind, statement, salt).hash
    promise: dict[str, Any] = {}
    if receipt:
        made = make_promise(
            signer(), origin=origin(), leaf_hash=leaf_hash, promised_at=entry.at, merge_delay=MERGE_DELAY
        )
        promise = made.as_json()
    leaf = Leaf(
        entry=entry,
        kind=kind,
        statement=statement,
        salt=salt.hex(),
        leaf_hash=leaf_hash.hex(),
        promise=promise,
    )
    leaf.save(force_insert=True)
    return leaf


class StoredNodes:
    """The subtree hashes in the database (``ledger.store.NodeStore``)."""

    def read(self, nodes: Collection[NodeId]) -> Mapping[NodeId, bytes]:
        """The hashes of these nodes in one query."""
        wanted = Q()
        for node in nodes:
            wanted |= Q(level=node.level, index=node.number)
        if not nodes:
            return {}
        rows = TreeNode.objects.filter(wanted).values_list("level", "index", "hash")
        return {NodeId(level, index): bytes(value) for level, index, value in rows}

    def write(self, level: int, start: int, hashes: Sequence[bytes]) -> None:
        """Keep neighbouring hashes; a node that is there already is the same one."""
        TreeNode.objects.bulk_create(
            [TreeNode(level=level, index=start + n, hash=value) for n, value in enumerate(hashes)],
            ignore_conflicts=True,
        )


def sequence(now: datetime, *, most: int = 20_000) -> int:
    """Number the waiting leaves, grow the tree and sign its head; the number of leaves taken in.

    One sequencer at a time: a second one waits for the first to end, and goes on from its head.
    """
    with transaction.atomic():
        _alone()
        growing = _grown_so_far()
        waiting = Leaf.objects.filter(index__isnull=True).order_by("entry_id")
        if connection.features.has_select_for_update:
            waiting = waiting.select_for_update()
        leaves = list(waiting[:most])
        if not leaves:
            return 0
        for place, leaf in enumerate(leaves, start=growing.size):
            leaf.index = place
        append_leaves(growing, [bytes.fromhex(leaf.leaf_hash) for leaf in leaves], StoredNodes())
        Leaf.objects.bulk_update(leaves, ["index"], batch_size=500)
        root = growing.root()
        note = sign_checkpoint(Checkpoint(origin(), growing.size, root, now.replace(microsecond=0)), signer())
        TreeHead.objects.create(size=growing.size, root=root.hex(), checkpoint=note, at=now)
    return len(leaves)


def _alone() -> None:
    """Until the transaction ends nobody else numbers leaves. SQLite's write lock does that by itself.

    Locking the newest head would not do: who waited for it goes on with a size that is no longer the newest.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEQUENCER])


def _grown_so_far() -> CompactRange:
    size = TreeHead.objects.aggregate(size=Max("size"))["size"] or 0
    if not size:
        return CompactRange()
    nodes = covering_nodes(0, size)
    held = StoredNodes().read(nodes)
    peaks = [held[node] for node in nodes]
    return CompactRange.from_json({"size": size, "peaks": [peak.hex() for peak in peaks]})
