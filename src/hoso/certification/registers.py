"""Numbers from registers: one series per agency, book and year, gap-free, from 1."""

from __future__ import annotations

from django.db import connection

from hoso.certification.models import Register

COPIES = "SCT/BS"
"""The register of certified copies (Decree 23/2015 Art 13)."""
RESULTS = "KQ"
"""The running numbers of results that an agency issues."""


def next_number(agency_id: str, book: str, year: int) -> int:
    """The next number of a book, in the caller's transaction: a rollback gives it back. Call it late."""
    table = connection.ops.quote_name(Register._meta.db_table)  # noqa: SLF001 - the documented meta API
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (agency_id, book, year, last) VALUES (%s, %s, %s, 1) "  # noqa: S608
            f"ON CONFLICT (agency_id, book, year) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            [agency_id, book, year],
        )
        return int(cursor.fetchone()[0])
