"""The journal in a package: every line chained to the one before; withheld lines by their hash alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from hoso.ledger.canonical import read_json
from hoso.ledger.chained import GENESIS, hash_of
from hoso.ledger.errors import LedgerError

from . import layout
from .reading import Refused

if TYPE_CHECKING:
    from .checking import Opened

_LONGEST = 4 * 1024 * 1024


def journal_lines(opened: Opened) -> Iterator[tuple[int, dict[str, Any]]]:
    """(number from 1, record) of each line. Raises ``Refused``."""
    stream = io.BufferedReader(opened.members.stream(layout.JOURNAL))
    number = 0
    while raw := stream.readline(_LONGEST):
        number += 1
        try:
            found = read_json(raw)
        except LedgerError as error:
            raise _broken(number) from error
        if not isinstance(found, dict) or not isinstance(found.get("hash"), str):
            raise _broken(number)
        yield number, found


def check_journal(opened: Opened) -> None:
    """Order, chain and hash of every line, and that the journal is as long as its dossier says."""
    dossier = opened.json(layout.DOSSIER)
    previous, withheld, number = GENESIS, 0, 0
    for number, record in journal_lines(opened):
        line = record.get("line")
        if line is None:
            withheld += 1
            if record.get("seq") != number:
                raise _broken(number)
        elif not _follows(line, number, previous, record["hash"], dossier):
            raise _broken(number)
        previous = record["hash"]
    if (number, previous) != (dossier.get("lines"), dossier.get("head_hash")):
        raise Refused(
            "journal",
            str(number),
            "Nhật ký không kết thúc đúng dòng cuối của hồ sơ.",
            "The journal does not end with the last line of the dossier.",
        )
    opened.report.add(
        "journal",
        "",
        "ok",
        f"Nhật ký {number} dòng, nối nhau liên tục ({withheld} dòng nội bộ chỉ có mã băm).",
        f"The journal has {number} lines in an unbroken chain ({withheld} internal ones by hash alone).",
    )


def _follows(line: object, number: int, previous: str, stated: str, dossier: dict[str, Any]) -> bool:
    if not isinstance(line, dict):
        return False
    same = line.get("seq") == number and line.get("dossier") == dossier.get("id")
    # A withheld line cannot be hashed here: it is held by the line after it, and by its leaf in the ledger.
    try:
        return same and line.get("previous") == previous and hash_of(line) == stated
    except LedgerError:
        return False


def _broken(number: int) -> Refused:
    return Refused(
        "journal",
        str(number),
        f"Nhật ký bị sửa, thiếu hoặc đảo dòng tại dòng {number}.",
        f"The journal was altered, cut or reordered at line {number}.",
    )
