"""Many open dossiers, made up: copies of one real dossier with other names, days and keys.

Every tenth has the first lines of its journal, not chained; none has leaves: they serve for timing lists,
not for proofs, and live only in the measurement's own database.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction

from hoso.base.identifiers import fold, uuid7
from hoso.cli.bench.rows import Pattern, Values, key

BATCH = 20_000
WITH_LINES = 10
"""One dossier in so many has journal lines; more would take longer to write than the lists take to measure."""


def _words(text: str) -> list[str]:
    return text.split()


_SURNAMES = _words("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Ma Hà Nông Triệu ")
_MIDDLES = _words(
    "Văn Thị Đức Minh Hữu Ngọc Quang Thanh Xuân Hồng Bảo Gia Kim Thu Đình Công Tiến Mạnh Phương Hải "
)
_GIVEN = _words(
    "An Anh Bình Châu Chi Cường Dũng Duyên Đạt Đông Giang Hà Hải Hạnh Hiếu Hoa Hòa Hùng Huyền Khánh "
    "Khoa Lan Linh Long Mai Minh My Nam Nga Ngân Nghĩa Nhung Oanh Phong Phúc Phương Quân Quỳnh Sơn "
    "Tâm Thảo Thắng Thủy Trang Trung Tú Tuấn Tùng Uyên Vân Việt Vinh Yến "
)
_FOLDED = {name: fold(name) for name in (*_SURNAMES, *_MIDDLES, *_GIVEN)}


@dataclass(frozen=True, slots=True)
class Share:
    """So many dossiers in one state at one agency and desk."""

    count: int
    state: str
    receiver_id: str
    agency_id: str
    assignee: object = None

    @property
    def accepted(self) -> bool:
        """Whether the clock has been told and a code given."""
        return self.state != "submitted"


def fill(pattern: Pattern, lines: Pattern, shares: Sequence[Share], now: datetime) -> int:
    """Write the dossiers and their first two journal lines; how many dossiers. Figures and plans are refreshed."""
    chance = random.Random(20261122)  # noqa: S311 - the same invented names at every run
    rows = (row for share in shares for row in _dossiers(pattern.rows[0], share, chance, now))
    written = 0
    with _bare_tables():
        while batch := list(islice(rows, BATCH)):
            entries = [line for row in batch[::WITH_LINES] for line in _lines(lines.rows, row)]
            with transaction.atomic(), connection.cursor() as cursor:
                _unchecked(cursor)
                _write(cursor, pattern, batch)
                _write(cursor, lines, entries)
            written += len(batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return written


@contextmanager
def _bare_tables() -> Iterator[None]:
    """On SQLite the indexes and the search table are made again after the filling, which is quicker than row
    by row; these rows may be lost in a power cut. What is measured afterwards is as safe as ever.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND (name = 'dossiers_search_new' "
            "OR (type = 'index' AND tbl_name IN ('dossiers_dossier', 'dossiers_entry')))"
        )
        laid_aside = cursor.fetchall()
        steps = ["PRAGMA synchronous=OFF", "PRAGMA foreign_keys=OFF", "PRAGMA cache_size=-256000"]
        for step in (*steps, *(f"DROP {kind} {name}" for kind, name, _ in laid_aside)):
            cursor.execute(step)
        yield
        again = "INSERT INTO dossiers_search (dossier_id, name) SELECT id, folded_owner FROM dossiers_dossier"
        steps = ["PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", "PRAGMA cache_size=-32000"]
        for step in ("DELETE FROM dossiers_search", again, *(sql for *_, sql in laid_aside), *steps):
            cursor.execute(step)


def _unchecked(cursor: Any) -> None:
    """The copies point where the original points; checking each reference again would only take the time."""
    if connection.vendor == "postgresql":
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET LOCAL session_replication_role = replica")


def _write(cursor: Any, pattern: Pattern, rows: Sequence[Values]) -> None:
    if connection.vendor != "postgresql":
        cursor.executemany(pattern.statement(), [tuple(row.values()) for row in rows])
        return
    names = ", ".join(connection.ops.quote_name(name) for name in pattern.rows[0])
    with cursor.copy(f"COPY {pattern.table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_plain(value) for value in row.values()])


def _plain(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value


def _dossiers(original: Values, share: Share, chance: random.Random, now: datetime) -> Iterator[Values]:
    for _ in range(share.count):
        identifier = uuid7()
        stem = identifier.hex
        parts = [chance.choice(names) for names in (_SURNAMES, _MIDDLES, _MIDDLES, _GIVEN)]
        filed = now - timedelta(minutes=chance.randrange(30 * 24 * 60))
        due = filed + timedelta(days=chance.randrange(3, 40))
        yield {
            **original,
            "id": key(identifier),
            "code": f"B-{stem}".upper() if share.accepted else None,
            "receipt_number": f"B{stem[6:12]}{stem[13:16]}{stem[20:30]}",
            "matter": stem,
            "owner_name": " ".join(parts),
            "folded_owner": " ".join(_FOLDED[part] for part in parts),
            "state": share.state,
            "receiver_id": share.receiver_id,
            "agency_id": share.agency_id,
            "assignee_id": share.assignee,
            "submitted_at": _instant(filed),
            "accepted_at": _instant(filed) if share.accepted else None,
            "due_at": _instant(due) if share.accepted else None,
            "ended_at": None,
        }


def _lines(originals: Sequence[Values], dossier: Values) -> Iterator[Values]:
    for line in originals if dossier["code"] else originals[:1]:
        accepted = line["verb"] == "intake.accept"
        yield {
            **line,
            "id": key(uuid7()),
            "dossier_id": dossier["id"],
            "agency_id": dossier["agency_id"],
            "at": dossier["submitted_at"],
            "due_at": dossier["due_at"] if accepted else None,
        }


def _instant(moment: datetime) -> object:
    """An instant as the column holds it: SQLite keeps text in UTC without the offset."""
    if connection.features.supports_timezones:
        return moment
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
