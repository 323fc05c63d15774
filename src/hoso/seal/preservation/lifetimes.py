"""How long algorithms and keys may be relied on: a dated table, so that renewal comes before they age.

Nothing here is a law of Viet Nam: no text with dates for evidence kept over decades was found. Every row is a
parameter marked ``unconfirmed``, to be set by whoever is answerable for the archive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hoso.law.text import Text


@dataclass(frozen=True, slots=True)
class Lifetime:
    """``algorithm`` with keys of at least ``bits`` (0 for digests) is relied on through the day ``until``."""

    algorithm: str
    bits: int
    until: date
    source: Text
    confirmed: bool = False


_DRAFT = Text(
    "NIST IR 8547, dự thảo 11/2024: mức 112 bit không nên dùng sau 2030, mọi RSA và ECDSA bị cấm sau 2035",
    "NIST IR 8547, draft of November 2024: 112-bit strength deprecated after 2030, all RSA and ECDSA disallowed "
    "after 2035",
)
_OLD = Text(
    "NIST SP 800-131A: không được ký mới sau năm 2013", "NIST SP 800-131A: no new signatures after 2013"
)
_HOUSE = Text(
    "Mốc tự đặt để xem xét lại; không văn bản nào nêu ngày hết hạn",
    "Our own day to look again; no text gives an end",
)
_KEPT, _MIDDLE, _LAST = date(2030, 12, 31), date(2035, 12, 31), date(2045, 12, 31)

TABLE: tuple[Lifetime, ...] = (
    Lifetime("md5", 0, date(2004, 12, 31), _OLD),
    Lifetime("sha1", 0, date(2013, 12, 31), _OLD),
    Lifetime("sha256", 0, _MIDDLE, _HOUSE),
    Lifetime("sha384", 0, _LAST, _HOUSE),
    Lifetime("sha512", 0, _LAST, _HOUSE),
    Lifetime("sha3_256", 0, _MIDDLE, _HOUSE),
    Lifetime("sha3_384", 0, _LAST, _HOUSE),
    Lifetime("sha3_512", 0, _LAST, _HOUSE),
    Lifetime("rsa", 3072, _MIDDLE, _DRAFT),
    Lifetime("rsa", 2048, _KEPT, _DRAFT),
    Lifetime("rsa", 1024, date(2013, 12, 31), _OLD),
    Lifetime("ec", 256, _MIDDLE, _DRAFT),
    Lifetime("ec", 224, _KEPT, _DRAFT),
)
_UNKNOWN = Text(
    "không có trong bảng: coi như không còn dùng được", "not in the table: taken as no longer usable"
)


def lifetime(algorithm: str, bits: int = 0) -> Lifetime:
    """The row for an algorithm and the size of its key; one that is not in the table has no life at all."""
    fitting = [row for row in TABLE if row.algorithm == algorithm and row.bits <= bits]
    best = max(fitting, key=lambda row: row.bits, default=None)
    return best or Lifetime(algorithm, bits, date(1970, 1, 1), _UNKNOWN)


@dataclass(frozen=True, slots=True)
class Expiry:
    """Something that a proof leans on, and the last day on which it holds."""

    what: Text
    until: date
    source: Text
    confirmed: bool
    kind: str
    """``certificate``, ``key`` or ``digest``: the first two ask for a new time stamp, the last for a new tree."""
