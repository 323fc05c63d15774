"""The agencies of the demonstration province: read from the package's own file, laid into the tables."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from importlib import resources

from django.db import transaction

from hoso.base.identifiers import fold
from hoso.law.roles import Role
from hoso.parties.actors import Actor, require
from hoso.parties.models import Agency, Succession
from hoso.parties.tree import forget_agencies

SERVICE_CENTRE = "tq-dep-02"
DEMONSTRATION = "trình diễn, chưa xác minh"
UNVERIFIED = "chưa xác minh"

_Row = Mapping[str, str]
_POLICE_NUMBER = 16  # the departments of the file end at 15
_COLUMNS = [
    "name", "folded_name", "kind", "level", "parent", "path", "valid_from", "valid_to", "succession",
    "unit_code", "identifier", "identifier_status", "is_one_stop", "evidence",
]  # fmt: skip


def import_province(*, by: Actor) -> int:
    """Lay the province of ``data/agencies.csv`` into the tables; the number of agencies.

    Running it again repairs what differs from the file and adds nothing. For ``SYSTEM`` (setup) and the
    system administrator. Raises ``NotAllowed`` for anybody else.
    """
    if not by.has(Role.SYSTEM):
        require(by, "parties.manage")
    rows = read_agencies()
    with transaction.atomic():
        Agency.objects.bulk_create(
            agencies_from(rows), update_conflicts=True, unique_fields=["id"], update_fields=_COLUMNS
        )
        Succession.objects.bulk_create(_successions(rows), ignore_conflicts=True)
    forget_agencies()
    return len(rows)


def read_agencies() -> list[dict[str, str]]:
    """The rows of the file, parents before their children."""
    file = resources.files("hoso.parties") / "data" / "agencies.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = {row["id"]: row for row in csv.DictReader(lines)}
    return sorted(rows.values(), key=lambda row: len(_line(row, rows)))


def agencies_from(rows: Iterable[_Row]) -> list[Agency]:
    """Unsaved agencies with their paths, identifiers and one-stop marks."""
    by_id = {row["id"]: row for row in rows}
    return [_agency(row, _line(row, by_id)) for row in by_id.values()]


def _agency(row: _Row, line: list[_Row]) -> Agency:
    identifier, status = _identifier(row, line)
    return Agency(
        id=row["id"],
        name=row["name"],
        folded_name=fold(row["name"]),
        kind=row["kind"],
        level=row["level"],
        parent_id=row["parent_id"] or None,
        path="/" + "".join(f"{step['id']}/" for step in line),
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        succession=row["succession"],
        unit_code=row["unit_code"],
        identifier=identifier,
        identifier_status=status,
        is_one_stop=_is_one_stop(row),
        evidence=row["evidence"],
    )


def _line(row: _Row, by_id: Mapping[str, _Row]) -> list[_Row]:
    """The row and all above it, from the root down."""
    line = [row]
    while parent := line[0]["parent_id"]:
        line.insert(0, by_id[parent])
    return line


def _identifier(row: _Row, line: list[_Row]) -> tuple[str, str]:
    """An electronic identifier in the form of Decision 20/2020/QĐ-TTg Article 4, and how sure it is.

    Departments take two digits, communes of today the last three of their statistical code (unique in
    this province), old districts and communes the same, one below the other.
    """
    if row["portal_code"]:
        return row["portal_code"], UNVERIFIED
    root = line[0]["portal_code"]
    if row["kind"] == "police":
        return f"{root}.{_POLICE_NUMBER}", DEMONSTRATION
    if row["kind"] != "people-committee":
        return f"{root}.{row['id'].rpartition('-')[2]}", DEMONSTRATION
    if row["level"] == "commune" and not row["valid_to"]:
        return f"{root}.{row['unit_code'][-3:]}", DEMONSTRATION
    return ".".join([root, *(step["unit_code"][-3:] for step in line[1:])]), DEMONSTRATION


def _is_one_stop(row: _Row) -> bool:
    """One-stop sections: the provincial centre, the communes, and the districts while they existed.

    Source: Decree 61/2018 Article 8; after 1 July 2025 no district remains.
    """
    return row["kind"] == "one-stop-centre" or (
        row["kind"] == "people-committee" and row["level"] in {"district", "commune"}
    )


def _successions(rows: Iterable[_Row]) -> list[Succession]:
    return [
        Succession(predecessor_id=row["id"], successor_id=successor)
        for row in rows
        for successor in row["successor_ids"].split(";")
        if successor
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
