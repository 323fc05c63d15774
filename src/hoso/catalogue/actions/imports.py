"""Import of official records: repeatable, complete, and honest about what is odd in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Max

from hoso.base.identifiers import fold, uuid7
from hoso.catalogue.actions.rows import UnusableRecordError, procedure_row
from hoso.catalogue.models import CatalogueEntry, OnlineLevelRecord, Procedure, ProcedureVersion
from hoso.catalogue.spec.compose import Doubts, Irregularity, Spec, compose, day, digest
from hoso.parties.actors import Actor, require

MOST_IN_A_ROW = 200


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. ``read`` = ``imported`` + ``unchanged`` + ``failed``."""

    read: int
    imported: int
    unchanged: int
    failed: int
    irregularities: tuple[Irregularity, ...]

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        return asdict(self)


@dataclass(slots=True)
class _Found:
    row: Procedure
    spec: Spec


def import_procedures(
    records: Iterable[object],
    *,
    by: Actor,
    curations: Mapping[str, Mapping[str, Any]] | None = None,
    essential: Mapping[str, int] | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Write each official record as a draft version of its procedure; nothing published is touched.

    A record equal to the newest version changes nothing; one that differs replaces the waiting draft or
    becomes the next version's draft. A record without a usable code or name fails and the others go on.
    With ``dry_run`` only the report is made. Raises NotAllowed.
    """
    require(by, "catalogue.publish")
    read, failed, doubts, found = 0, 0, [], {}
    for place, record in enumerate(records):
        read += 1
        try:
            row = procedure_row(record, essential or {})
        except UnusableRecordError as reason:
            failed += 1
            doubts.append(Irregularity(reason.code or f"#{place + 1}", reason.field, str(reason)))
            continue
        noted = Doubts(row.code)
        assert isinstance(record, Mapping)
        if row.code in found:
            noted.add("code", "mã thủ tục có hai lần trong cùng một tệp; giữ bản ghi sau")
            failed += 1
        curation = (curations or {}).get(row.code, {})
        row.search_text += f" {fold(curation.get('name_en') or '')}"
        found[row.code] = _Found(row, compose(record, curation or None, noted))
        doubts += noted.found
    imported = _write(found, dry_run=dry_run)
    return ImportReport(read, imported, read - imported - failed, failed, tuple(doubts))


@transaction.atomic
def _write(found: Mapping[str, _Found], *, dry_run: bool) -> int:
    newest = _newest(found)
    new, changed = [], []
    for code, one in found.items():
        last = newest.get(code)
        sha = digest(one.spec)
        if last is not None and last.spec_sha256 == sha:
            continue
        if last is not None and last.state == ProcedureVersion.DRAFT:
            version = last
            changed.append(version)
        else:
            version = ProcedureVersion(id=uuid7(), procedure_id=code, number=(last.number if last else 0) + 1)
            new.append(version)
        fill(version, one.spec, sha)
    if not dry_run:
        _save(found, new, changed)
    return len(new) + len(changed)


def fill(version: ProcedureVersion, spec: Spec, sha: str) -> None:
    """Put ``spec`` and what follows from it into a draft's row."""
    version.spec, version.spec_sha256 = spec, sha
    version.decision_number = spec["decision"]["number"]
    version.decided_on = day(spec["decision"]["decided_on"])
    version.online_level = spec["online"]["level"]


def _newest(found: Iterable[str]) -> dict[str, ProcedureVersion]:
    codes = list(found)
    known: dict[str, ProcedureVersion] = {}
    for start in range(0, len(codes), MOST_IN_A_ROW):
        part = codes[start : start + MOST_IN_A_ROW]
        tops = (
            ProcedureVersion.objects.filter(procedure_id__in=part)
            .values("procedure_id")
            .annotate(top=Max("number"))
        )
        highest = {(row["procedure_id"], row["top"]) for row in tops}
        for one in ProcedureVersion.objects.filter(procedure_id__in=part).defer("spec"):
            if (one.procedure_id, one.number) in highest:
                known[one.procedure_id] = one
    return known


def _save(found: Mapping[str, _Found], new: list[ProcedureVersion], changed: list[ProcedureVersion]) -> None:
    Procedure.objects.bulk_create(
        [one.row for one in found.values()],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[
            one.name
            for one in Procedure._meta.concrete_fields  # noqa: SLF001 - Django documents it
            if one.name not in {"code", "essential_no"}
        ],
    )
    ProcedureVersion.objects.bulk_create(new)
    ProcedureVersion.objects.bulk_update(
        changed, ["spec", "spec_sha256", "decision_number", "decided_on", "online_level"], batch_size=50
    )


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
