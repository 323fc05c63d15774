"""What goes into the log about one entry: enough to prove it later, nothing to guess it from.

    commitment = SHA-256(salt || canonical entry)          salt: 32 random bytes, one for each entry
    leaf       = canonical {"entry": hex commitment, "kind": …, "v": 1}
    leaf hash  = SHA-256(0x00 || leaf)                      RFC 9162 §2.1.1

The log and its copies hold the leaf only. Names, codes and hours cannot be found by trying values, because
nobody without the salt can compute the commitment. The salt stands in the receipt of the person concerned and
beside the entry in the journal; once both are erased, what is left in the log says nothing about anyone.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from hoso.ledger.canonical import canonical_json
from hoso.ledger.errors import malformed
from hoso.ledger.tree import leaf_hash

SALT_SIZE = 32
VERSION = 1

_KIND = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+){0,7}", re.ASCII)


def new_salt() -> bytes:
    """Thirty-two unpredictable bytes; never use one salt for two entries."""
    return secrets.token_bytes(SALT_SIZE)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf: the ``kind`` of entry in clear, such as "receipt", and the salted hash of the entry."""

    kind: str
    commitment: bytes

    @property
    def data(self) -> bytes:
        """The published bytes of the leaf."""
        return canonical_json({"v": VERSION, "kind": self.kind, "entry": self.commitment.hex()})

    @property
    def hash(self) -> bytes:
        """The leaf hash that the tree is built from."""
        return leaf_hash(self.data)


def make_leaf(kind: str, entry: Mapping[str, object], salt: bytes) -> Leaf:
    """The leaf for an entry. MalformedError for a bad kind or salt, or an entry outside canonical JSON."""
    if not _KIND.fullmatch(kind) or len(kind) > 64:
        raise malformed("loại mục trong sổ", "the kind of a log entry")
    if len(salt) != SALT_SIZE:
        raise malformed("chuỗi ngẫu nhiên 32 byte", "the random salt of 32 bytes")
    return Leaf(kind, hashlib.sha256(salt + canonical_json(entry)).digest())
