"""The container: a ZIP that any program opens, in one form only, so that every byte of it is accounted for.

Members are stored, never compressed; no dates, no extra fields, no comments, sizes and CRCs in front
(APPNOTE 6.3.10 sections 4.3.7, 4.3.12 and 4.3.16). The same members give the same bytes on every machine.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

LARGEST = 2**32 - 1
"""Bytes of the largest package; beyond it a ZIP needs other headers."""

MOST_MEMBERS = 20_000
LONGEST_NAME = 200

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
LOCAL_SIZE, END_SIZE = _LOCAL.size, _END.size
LOCAL_MARK, CENTRAL_MARK = b"PK\x03\x04", b"PK\x01\x02"
_VERSION, _FLAGS, _STORED, _TIME, _DATE = 20, 0, 0, 0, 0x21  # 1 January 1980, the first day there is
_FILE = 0o100644 << 16
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Header:
    """One member: its name, the CRC-32 and the size of its bytes."""

    name: str
    crc: int
    size: int

    @property
    def local(self) -> bytes:
        """What stands in front of its bytes."""
        name = self.name.encode("ascii")
        return (
            _LOCAL.pack(
                LOCAL_MARK,
                _VERSION,
                _FLAGS,
                _STORED,
                _TIME,
                _DATE,
                self.crc,
                self.size,
                self.size,
                len(name),
                0,
            )
            + name
        )

    def central(self, offset: int) -> bytes:
        """Its line in the directory at the end."""
        name = self.name.encode("ascii")
        made_by = 0x0300 | _VERSION  # UNIX, for the permissions
        fixed = (made_by, _VERSION, _FLAGS, _STORED, _TIME, _DATE, self.crc, self.size, self.size)
        return _CENTRAL.pack(CENTRAL_MARK, *fixed, len(name), 0, 0, 0, 0, _FILE, offset) + name


def end(members: int, size: int, offset: int) -> bytes:
    """The end record, with nothing after it."""
    return _END.pack(b"PK\x05\x06", 0, 0, members, members, size, offset, 0)


def is_plain_name(name: str) -> bool:
    """Whether it leads nowhere but into the package: relative, plain letters, no dots that climb."""
    return len(name) <= LONGEST_NAME and _NAME.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Fields:
    """A local header as found, before it is believed."""

    mark: bytes
    flags: int
    method: int
    crc: int
    stored: int
    size: int
    name_length: int
    extra_length: int


def fields_of(raw: bytes) -> Fields:
    """The fields of a local header (exactly ``LOCAL_SIZE`` bytes)."""
    mark, _, flags, method, _, _, crc, stored, size, name, extra = _LOCAL.unpack(raw)
    return Fields(mark, flags, method, crc, stored, size, name, extra)
