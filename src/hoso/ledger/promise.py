"""The signed promise that stands in a receipt from the first second.

The log is numbered and signed moments later by one sequencer; until then the promise says who is to blame if
the entry never appears. It plays the part of the signed certificate timestamp of RFC 9162 §4.8.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hoso.ledger.canonical import canonical_json, instant_text, read_instant
from hoso.ledger.errors import malformed
from hoso.ledger.keys import LogKey, LogSigner, read_base64
from hoso.ledger.tree import hash_from_hex

LONGEST_DELAY = 366 * 86_400
"""Seconds in the longest delay that still deserves the name of a promise."""

_CONTEXT = b"hoso/ledger/promise/v1\n"
"""Keeps a promise from being read as any other document that the same key signs."""


@dataclass(frozen=True, slots=True)
class Promise:
    """That the leaf will stand in the log ``origin`` at most ``merge_delay`` after ``promised_at`` (UTC)."""

    origin: str
    leaf_hash: bytes
    promised_at: datetime
    merge_delay: timedelta
    key_name: str
    key_id: bytes
    signature: bytes

    @property
    def due_at(self) -> datetime:
        """The instant by which the log must be able to prove the entry."""
        return self.promised_at + self.merge_delay

    def verifies(self, key: LogKey) -> bool:
        """Whether this key made the promise."""
        message = _message(self.origin, self.leaf_hash, self.promised_at, self.merge_delay)
        return (key.name, key.id) == (self.key_name, self.key_id) and key.verifies(message, self.signature)

    def as_json(self) -> dict[str, object]:
        """The form in a receipt; the leaf hash stands in the receipt itself."""
        return {
            "origin": self.origin,
            "promised_at": instant_text(self.promised_at),
            "merge_delay": int(self.merge_delay.total_seconds()),
            "key": self.key_name,
            "key_id": self.key_id.hex(),
            "signature": base64.b64encode(self.signature).decode(),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, object], leaf_hash: bytes) -> Promise:
        """Inverse of ``as_json``. Raises MalformedError."""
        origin, delay = value.get("origin"), value.get("merge_delay")
        name, key_id, signature = value.get("key"), value.get("key_id"), value.get("signature")
        if not (isinstance(origin, str) and isinstance(name, str) and isinstance(signature, str)):
            raise malformed("lời hứa ghi sổ", "the promise to log")
        if type(delay) is not int or not 0 <= delay <= LONGEST_DELAY:
            raise malformed("thời hạn ghi sổ", "the delay of the promise to log")
        if not isinstance(key_id, str) or len(key_id) != 8:
            raise malformed("mã khóa", "the key id")
        try:
            identifier = bytes.fromhex(key_id)
        except ValueError as error:
            raise malformed("mã khóa", "the key id") from error
        at = read_instant(value.get("promised_at"))
        raw = read_base64(signature)
        return cls(origin, leaf_hash, at, timedelta(seconds=delay), name, identifier, raw)


def make_promise(
    signer: LogSigner, *, origin: str, leaf_hash: bytes, promised_at: datetime, merge_delay: timedelta
) -> Promise:
    """Sign the promise; ``merge_delay`` in whole seconds, at most a year. MalformedError for other values."""
    seconds = merge_delay.total_seconds()
    if not 0 <= seconds <= LONGEST_DELAY or seconds != int(seconds):
        raise malformed("thời hạn ghi sổ", "the delay of the promise to log")
    message = _message(origin, leaf_hash, promised_at, merge_delay)
    key = signer.key
    return Promise(origin, leaf_hash, promised_at, merge_delay, key.name, key.id, signer.sign(message))


def _message(origin: str, leaf_hash: bytes, promised_at: datetime, merge_delay: timedelta) -> bytes:
    hash_from_hex(leaf_hash.hex())
    return _CONTEXT + canonical_json(
        {
            "origin": origin,
            "leaf_hash": leaf_hash.hex(),
            "promised_at": instant_text(promised_at),
            "merge_delay": int(merge_delay.total_seconds()),
        }
    )
