"""Identifiers: time-ordered for rows, unguessable and readable for people, and folded names for search."""

from __future__ import annotations

import os
import secrets
import time
import unicodedata
from uuid import UUID

_READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U: read aloud without mistakes


def uuid7() -> UUID:
    """A time-ordered UUID (RFC 9562 §5.7): 48 bits of Unix milliseconds, then random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)


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
