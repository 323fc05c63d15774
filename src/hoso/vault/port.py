"""What the rooms may ask of a vault, wherever its bytes lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from hoso.vault.errors import BadAddress

_ADDRESS = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Readable(Protocol):
    """A stream of bytes: an upload, an open file."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes, none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Stored:
    """What was kept: its address, SHA-256 in lower-case hexadecimal, and its size in bytes."""

    sha256: str
    size: int


class Vault(Protocol):
    """Objects that never change. Methods raise BadAddress for what is no address."""

    def put(self, stream: Readable, *, limit: int | None = None) -> Stored:
        """Keep the whole stream durably before returning. TooLarge beyond ``limit`` bytes, StorageFailed.

        The same content twice is one object. That it was there already is never told: whoever uploads must
        not learn what others have uploaded.
        """
        ...

    def open(self, sha256: str) -> BinaryIO:
        """The object, to read; the caller closes it. Raises NotStored."""
        ...

    def exists(self, sha256: str) -> bool:
        """Whether there is such an object."""
        ...

    def delete(self, sha256: str) -> bool:
        """Remove the object for good; False when there was none. The caller knows that nothing needs it."""
        ...

    def path_or_none(self, sha256: str) -> Path | None:
        """The object as a local file, for a web server or a tool to read; None when it is not one."""
        ...


def checked_address(sha256: str) -> str:
    """The address itself when it is one. Raises BadAddress."""
    if not isinstance(sha256, str) or not _ADDRESS.fullmatch(sha256):
        raise BadAddress
    return sha256
