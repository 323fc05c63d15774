"""Compare a vault with what the records say should be in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from pathlib import Path

from hoso.law.text import Text
from hoso.vault.errors import NotInOrder, NotStored
from hoso.vault.local import LocalVault
from hoso.vault.port import checked_address

_ADDRESS = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Trouble(StrEnum):
    """What is wrong. ORPHAN: kept, but no record needs it. STRAY: a file that no vault puts there."""

    MISSING = "missing"
    ALTERED = "altered"
    ORPHAN = "orphan"
    STRAY = "stray"


_TEXTS = {
    Trouble.MISSING: Text(
        "Tệp có trong hồ sơ nhưng không còn trong kho.", "On record, but not in the vault."
    ),
    Trouble.ALTERED: Text(
        "Nội dung tệp đã thay đổi; cần khôi phục từ bản sao.",
        "The content has changed; restore it from a copy.",
    ),
    Trouble.ORPHAN: Text("Tệp trong kho không thuộc hồ sơ nào.", "In the vault, but on no record."),
    Trouble.STRAY: Text("Tệp lạ nằm trong kho.", "A file that does not belong in the vault."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One trouble; ``name`` is the address, or for a stray the file name."""

    trouble: Trouble
    name: str

    @property
    def text(self) -> Text:
        """The trouble in words."""
        return _TEXTS[self.trouble]


def audit(
    vault: LocalVault,
    known: Iterable[str],
    *,
    orphans_before: datetime | None = None,
    read_contents: bool = True,
) -> Iterator[Finding]:
    """Findings in ascending order of address, one at a time; memory stays flat whatever the vault holds.

    ``known`` are the addresses on record, ascending as a database sorts them, repetitions allowed; raises
    NotInOrder or BadAddress otherwise. Objects put after ``orphans_before`` (aware) are no orphans: their
    record may not be written yet. ``read_contents=False`` leaves out the hashing of every byte.
    """
    expected = _ascending(known)
    wanted = next(expected, None)
    for name, path in vault.addresses():
        if not _at_home(vault, name, path):
            yield Finding(Trouble.STRAY, name)
            continue
        while wanted is not None and wanted < name:
            yield from _missing(vault, wanted)
            wanted = next(expected, None)
        if wanted == name:
            wanted = next(expected, None)
        elif _was_put_before(path, orphans_before):
            yield Finding(Trouble.ORPHAN, name)
        if read_contents:
            yield from _altered(vault, name)
    if wanted is not None:
        for address in chain([wanted], expected):
            yield from _missing(vault, address)


def _ascending(known: Iterable[str]) -> Iterator[str]:
    last = ""
    for address in known:
        if checked_address(address) < last:
            raise NotInOrder
        if address != last:
            yield address
        last = address


def _missing(vault: LocalVault, address: str) -> Iterator[Finding]:
    # Looked at again: it may have been put after its folder was listed.
    if not vault.exists(address):
        yield Finding(Trouble.MISSING, address)


def _altered(vault: LocalVault, address: str) -> Iterator[Finding]:
    try:
        if not vault.check(address):
            yield Finding(Trouble.ALTERED, address)
    except NotStored:
        return  # deleted while the audit ran


def _at_home(vault: LocalVault, name: str, path: Path) -> bool:
    return bool(_ADDRESS.fullmatch(name)) and vault.path_or_none(name) == path


def _was_put_before(path: Path, instant: datetime | None) -> bool:
    try:
        return instant is None or path.stat().st_mtime < instant.timestamp()
    except FileNotFoundError:
        return False
