"""Import of the national index, and of decisions on online levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from hoso.base.identifiers import fold
from hoso.catalogue.actions.imports import ImportReport
from hoso.catalogue.models import CatalogueEntry, OnlineLevelRecord
from hoso.catalogue.spec.compose import Irregularity, day
from hoso.parties.actors import Actor, require


def import_entries(rows: Iterable[Mapping[str, str]], *, by: Actor) -> ImportReport:
    """Write the index of the national catalogue; a code seen twice keeps its last row and is reported."""
    require(by, "catalogue.publish")
    doubts, entries, read = [], {}, 0
    folded_sectors = cache(fold)
    for row in rows:
        read += 1
        code = row["code"].strip()
        if code != row["code"]:
            doubts.append(Irregularity(code, "code", "mã có khoảng trắng thừa"))
        if code in entries:
            doubts.append(Irregularity(code, "code", "mã có hai dòng trong danh mục; giữ dòng sau"))
        folded = fold(row["name"])
        entries[code] = CatalogueEntry(
            **{**row, "code": code},
            folded_name=folded,
            sort_name=folded[:200],
            search_text=f"{code} {folded} {folded_sectors(row['sectors'])}",
        )
    columns = CatalogueEntry._meta.concrete_fields  # noqa: SLF001 - Django documents it
    fields = [one.name for one in columns if one.name != "code"]
    CatalogueEntry.objects.bulk_create(
        entries.values(), update_conflicts=True, unique_fields=["code"], update_fields=fields
    )
    return ImportReport(read, len(entries), 0, read - len(entries), tuple(doubts))


def import_online_levels(rows: Iterable[Mapping[str, str]], *, by: Actor) -> int:
    """Add decisions on online levels to the history; one already there stays as it is. The number read."""
    require(by, "catalogue.publish")
    read = [
        OnlineLevelRecord(
            procedure_code=row["code"].strip(),
            procedure_name=row["name"],
            level=row["level"],
            decision=row["decision"],
            issued_by=row["issued_by"],
            issued_on=day(row["issued_on"]),
        )
        for row in rows
    ]
    OnlineLevelRecord.objects.bulk_create(read, ignore_conflicts=True)
    return len(read)
