"""Identifiers: time-ordered for rows, unguessable and readable for people, and folded names for search."""

from __future__ import annotations

import os
import secrets
import threading
import time
import unicodedata
from uuid import UUID

_READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U: read aloud without mistakes


_turn = threading.Lock()
_last_tick = 0


def uuid7() -> UUID:
    """A time-ordered UUID (RFC 9562 §5.7): Unix milliseconds, 12 bits of their fraction, 62 random bits.

    Within one process each is greater than the one before (§6.2 method 3): rows written in the same
    millisecond keep their order, also when the machine's clock is set back.
    """
    global _last_tick  # noqa: PLW0603 - the order is the process's, guarded by the lock
    with _turn:
        milliseconds, rest = divmod(time.time_ns(), 1_000_000)
        _last_tick = tick = max((milliseconds << 12) | (rest * 4096 // 1_000_000), _last_tick + 1)
    random = int.from_bytes(os.urandom(8), "big") >> 2
    return UUID(int=(tick >> 12) << 80 | 0x7 << 76 | (tick & 0xFFF) << 64 | 0x2 << 62 | random)


def receipt_number() -> str:
    """A number for an e-receipt, such as ``BN-7K3F-9QXM-4T2C``: 58 random bits, not guessable."""
    letters = "".join(secrets.choice(_READABLE) for _ in range(12))
    return f"BN-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def fold(text: str) -> str:
    """``text`` without accents, in lower case, đ as d, spaces single: the form every search compares.

    Both databases would fold differently (SQLite FTS5 keeps đ, PostgreSQL ``unaccent`` does not),
    so the application folds once and stores the result.
    """
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.lower().split())
