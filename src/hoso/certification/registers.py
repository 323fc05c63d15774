"""Numbers from registers: one series per agency, book and year, gap-free, from 1. A locked book gives none."""

from __future__ import annotations

from django.db import connection

from hoso.base.errors import Conflict
from hoso.certification.models import Register
from hoso.law.text import Text

COPIES = "SCT/BS"
"""The register of certified copies (Decree 23/2015 Art 13)."""
RESULTS = "KQ"
"""The running numbers of results that an agency issues."""
LOCKED = Text(
    "Sổ {book} năm {year} đã khóa, không cấp thêm số.",
    "The book {book} of {year} is locked: no more numbers.",
)


def next_number(agency_id: str, book: str, year: int) -> int:
    """The next number of a book, in the caller's transaction: a rollback gives it back. Call it late.

    Raises ``Conflict`` when the book of that year is locked.
    """
    table = connection.ops.quote_name(Register._meta.db_table)  # noqa: SLF001 - the documented meta API
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (agency_id, book, year, last, locked_by_name) "  # noqa: S608
            f"VALUES (%s, %s, %s, 1, '') ON CONFLICT (agency_id, book, year) "
            f"DO UPDATE SET last = {table}.last + 1 WHERE {table}.locked_at IS NULL RETURNING last",
            [agency_id, book, year],
        )
        row = cursor.fetchone()
    if row is None:
        raise Conflict(LOCKED.format(book=book, year=year))
    return int(row[0])
