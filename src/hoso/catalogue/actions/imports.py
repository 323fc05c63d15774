"""Import of official records: repeatable, complete, and honest about what is odd in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

from django.db import DatabaseError, transaction

from hoso.base import clock
from hoso.base.identifiers import fold
from hoso.catalogue.actions.batches import Found, write
from hoso.catalogue.actions.rows import UnusableRecordError, procedure_row
from hoso.catalogue.files import Broken
from hoso.catalogue.models import ImportLeftover
from hoso.catalogue.spec.compose import Doubts, Irregularity, compose
from hoso.catalogue.spec.shape import note_shape
from hoso.catalogue.spec.storable import TooDeepError, storable
from hoso.parties.actors import Actor, require

MOST_IN_A_BATCH = 200


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
class _Run:
    """One import under way. ``seen`` holds the digest of each code's first record."""

    curations: Mapping[str, Mapping[str, Any]]
    essential: Mapping[str, int]
    dry_run: bool
    read: int = 0
    imported: int = 0
    failed: int = 0
    doubts: list[Irregularity] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def report(self) -> ImportReport:
        unchanged = self.read - self.imported - self.failed
        return ImportReport(self.read, self.imported, unchanged, self.failed, tuple(self.doubts))


@transaction.atomic
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
    becomes the next version's draft. A record that cannot be used fails, is kept as it stands among the
    leftovers, and the others go on; of two records with one code the first is used. All or nothing is
    written when the machine stops midway. With ``dry_run`` only the report is made. Raises NotAllowed.
    """
    require(by, "catalogue.publish")
    run = _Run(curations or {}, essential or {}, dry_run)
    for batch in _batches(records):
        _import_batch(batch, run)
    return run.report()


def _batches(records: Iterable[object]) -> Iterator[list[object]]:
    batch: list[object] = []
    for record in records:
        batch.append(record)
        if len(batch) >= MOST_IN_A_BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _import_batch(batch: Iterable[object], run: _Run) -> None:
    found: dict[str, Found] = {}
    leftovers: list[ImportLeftover] = []
    for record in batch:
        run.read += 1
        try:
            one = _found(record, run)
        except UnusableRecordError as reason:
            run.failed += 1
            code = reason.code or f"#{run.read}"
            run.doubts.append(Irregularity(code, reason.field, str(reason)))
            leftovers.append(_leftover(record, code, str(reason)))
        else:
            found[one.row.code] = one
    _write(found, run)
    if not run.dry_run:
        ImportLeftover.objects.bulk_create(leftovers, ignore_conflicts=True)


def _found(record: object, run: _Run) -> Found:
    """The procedure and the spec of a record. Raises UnusableRecordError."""
    if isinstance(record, Broken):
        raise UnusableRecordError(record.why)
    noted = Doubts("")
    try:
        clean = storable(record, noted)
    except TooDeepError as fault:
        raise UnusableRecordError(str(fault)) from fault
    row = procedure_row(clean, run.essential)
    sha = _sha(clean)
    if row.code in run.seen:
        same = "giống hệt" if run.seen[row.code] == sha else "khác nội dung"
        raise UnusableRecordError(
            f"mã thủ tục có hai lần trong cùng một tệp, {same}; dùng bản ghi trước, giữ bản này bên ngoài",
            code=row.code,
            field="code",
        )
    noted = Doubts(row.code, [Irregularity(row.code, one.field, one.what) for one in noted.found])
    if clean["code"] != row.code:
        noted.add("code", "mã có khoảng trắng thừa")
    note_shape(clean, noted)
    curation = run.curations.get(row.code, {})
    row.search_text += f" {fold(curation.get('name_en') or '')}"
    spec = compose(clean, curation or None, noted)
    run.seen[row.code] = sha
    run.doubts += noted.found
    return Found(row, spec)


def _write(found: Mapping[str, Found], run: _Run) -> None:
    """The batch at once; when the database refuses it, one by one, so that only the refused one fails."""
    try:
        with transaction.atomic():
            run.imported += write(found, dry_run=run.dry_run)
    except DatabaseError as fault:
        if len(found) == 1:
            code = next(iter(found))
            run.failed += 1
            run.doubts.append(Irregularity(code, "", f"cơ sở dữ liệu không nhận bản ghi: {fault}"))
            return
        for code, one in found.items():
            _write({code: one}, run)


def _leftover(record: object, code: str, why: str) -> ImportLeftover:
    raw = record.raw if isinstance(record, Broken) else json.dumps(record, ensure_ascii=True, default=str)
    raw = storable(raw, Doubts(code))
    return ImportLeftover(
        sha256=sha256(raw.encode()).hexdigest(),
        code=storable(code, Doubts(code)),
        why=storable(why, Doubts(code)),
        raw=raw,
        seen_at=clock.now(),
    )


def _sha(record: object) -> str:
    return sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
