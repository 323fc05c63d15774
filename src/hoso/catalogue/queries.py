"""What others ask the catalogue. Everything returned is a frozen record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from hoso.base import clock
from hoso.base.errors import NotFound
from hoso.base.identifiers import fold
from hoso.catalogue.models import CatalogueEntry, OnlineLevelRecord, Procedure, ProcedureVersion
from hoso.catalogue.records import EntryRecord, ListingRecord, OnlineLevelEntry, VersionRecord
from hoso.catalogue.spec.reading import read
from hoso.law.text import Text
from hoso.law.verdict import Reason

Item = TypeVar("Item")
MOST = 200
_published: dict[UUID, VersionRecord] = {}


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list. ``after`` asks for the next one; None on the last."""

    items: tuple[Item, ...]
    after: str | None


def version(version_id: UUID) -> VersionRecord:
    """The version with this id, draft or published. Published ones are read once. Raises NotFound."""
    known = _published.get(version_id)
    if known is not None:
        return known
    row = ProcedureVersion.objects.select_related("procedure").filter(id=version_id).first()
    if row is None:
        raise NotFound(Text("Không có phiên bản thủ tục này.", "There is no such procedure version."))
    record = record_of(row)
    if row.published_at is not None:
        _published[version_id] = record
    return record


def record_of(row: ProcedureVersion) -> VersionRecord:
    """The record of a row of this room as it is now; for its own actions, which may yet be rolled back."""
    return read(
        row.spec,
        version_id=row.id,
        code=row.procedure_id,
        number=row.number,
        effective_from=row.effective_from,
        essential_no=row.procedure.essential_no,
    )


def forget(version_id: UUID) -> None:
    """Read the version anew next time: its publication may have been tried before and rolled back."""
    _published.pop(version_id, None)


def in_force(code: str, on: date | None = None) -> VersionRecord:
    """The version of ``code`` in force on a civil day (today in Viet Nam). Raises NotFound when none is."""
    day = on or clock.civil_day(clock.now())
    row = _in_force_rows(day).filter(procedure_id=code).values_list("id", flat=True).first()
    if row is None:
        raise NotFound(
            Text(
                f"Thủ tục {code} không có phiên bản nào có hiệu lực ngày {day:%d/%m/%Y}.",
                f"No version of procedure {code} is in force on {day.isoformat()}.",
            )
        )
    return version(row)


def _in_force_rows(day: date) -> QuerySet[ProcedureVersion]:
    return ProcedureVersion.objects.filter(
        Q(effective_to__isnull=True) | Q(effective_to__gte=day),
        published_at__isnull=False,
        effective_from__lte=day,
    )


def newest(code: str) -> VersionRecord:
    """The newest version of ``code``, draft or not: for the page "being prepared". Raises NotFound."""
    row = (
        ProcedureVersion.objects.filter(procedure_id=code)
        .order_by("-number")
        .values_list("id", flat=True)
        .first()
    )
    if row is None:
        raise NotFound(Text(f"Không có thủ tục mã {code}.", f"There is no procedure with the code {code}."))
    return version(row)


def versions(code: str) -> tuple[VersionRecord, ...]:
    """All versions of ``code``, newest first."""
    ids = ProcedureVersion.objects.filter(procedure_id=code).order_by("-number").values_list("id", flat=True)
    return tuple(version(one) for one in ids)


def draft_obstacles(code: str) -> tuple[Reason, ...]:
    """What the waiting draft of ``code`` still lacks; empty when there is no draft or nothing is missing."""
    row = (
        ProcedureVersion.objects.select_related("procedure")
        .filter(procedure_id=code, state=ProcedureVersion.DRAFT)
        .first()
    )
    return record_of(row).obstacles if row else ()


def published(
    search: str = "",
    *,
    sector: str | None = None,
    level: str | None = None,
    online: str | None = None,
    preparing: bool = False,
    after: str | None = None,
    limit: int = 50,
    on: date | None = None,
) -> Page[ListingRecord]:
    """The public list by name: procedures in force on a day, and with ``preparing`` those not yet complete.

    Every word of ``search`` must occur, accents or not, and the very phrase comes first. ``level`` is an
    administrative level, ``online`` is ``full`` or ``partial``, ``after`` the cursor of the page before,
    ``limit`` at most 200.
    """
    day = on or clock.civil_day(clock.now())
    in_force_now = _in_force_rows(day)
    rows = Procedure.objects.all()
    if not preparing:
        rows = rows.filter(code__in=in_force_now.values("procedure_id"))
    if online:
        rows = rows.filter(code__in=in_force_now.filter(online_level=online).values("procedure_id"))
    if sector:
        rows = rows.filter(sector=sector)
    if level:
        rows = rows.filter(level_key__contains=f"|{level}|")
    found, cursor = _page(rows, search, after, limit)
    lives = in_force_now.filter(procedure_id__in=[one.code for one in found])
    live = {
        row["procedure_id"]: row
        for row in lives.values("id", "procedure_id", "online_level", "spec__name_en")
    }
    return Page(tuple(_listing(one, live.get(one.code)) for one in found), cursor)


def _listing(row: Procedure, live: Mapping[str, Any] | None) -> ListingRecord:
    return ListingRecord(
        code=row.code,
        name=Text(row.name, (live["spec__name_en"] if live else None) or row.name),
        sector=row.sector,
        levels=tuple(row.levels),
        online_level=live["online_level"] if live else None,
        version_id=live["id"] if live else None,
        state="published" if live else "preparing",
        essential_no=row.essential_no,
        issuing_body=row.issuing_body,
    )


Row = TypeVar("Row", Procedure, CatalogueEntry)


def _page(rows: QuerySet[Row], search: str, after: str | None, limit: int) -> tuple[list[Row], str | None]:
    """Rows with every word of ``search``, those with the words side by side first, then by name and code."""
    limit = max(1, min(limit, MOST))
    phrase = fold(search)[:200]
    everything = rows.model._default_manager.all()  # noqa: SLF001 - Django documents it
    for word in phrase.split()[:12]:
        rows = rows.filter(search_text__contains=word)
    apart = Case(When(search_text__contains=phrase, then=Value(0)), default=Value(1)) if phrase else Value(0)
    rows = rows.annotate(apart=apart)
    last = (
        everything.annotate(apart=apart).filter(code=after).values("apart", "sort_name").first()
        if after
        else None
    )
    if last:
        beyond = Q(sort_name__gt=last["sort_name"]) | Q(sort_name=last["sort_name"], code__gt=after)
        rows = rows.filter(Q(apart__gt=last["apart"]) | Q(beyond, apart=last["apart"]))
    found = list(rows.order_by("apart", "sort_name", "code")[: limit + 1])
    return found[:limit], found[limit - 1].code if len(found) > limit else None


def sectors(*, preparing: bool = False, on: date | None = None) -> tuple[tuple[str, int], ...]:
    """The sectors that have procedures, with their number, by name."""
    rows = Procedure.objects.filter(sector__isnull=False)
    if not preparing:
        day = on or clock.civil_day(clock.now())
        rows = rows.filter(code__in=_in_force_rows(day).values("procedure_id"))
    counts = Counter(rows.values_list("sector", flat=True))
    return tuple(
        sorted(((str(name), number) for name, number in counts.items()), key=lambda one: fold(one[0]))
    )


def counts_by_level(on: date | None = None) -> dict[str, dict[str, int]]:
    """Per administrative level: ``procedures`` known, ``published`` in force, of these how far online."""
    day = on or clock.civil_day(clock.now())
    live = dict(_in_force_rows(day).values_list("procedure_id", "online_level"))
    out: dict[str, Counter[str]] = {}
    for code, levels in Procedure.objects.values_list("code", "levels"):
        for level in levels:
            counter = out.setdefault(level, Counter())
            counter["procedures"] += 1
            if code in live:
                counter["published"] += 1
                counter[live[code] or "unknown"] += 1
    keys = ("procedures", "published", "full", "partial", "unknown")
    return {level: {key: counter[key] for key in keys} for level, counter in sorted(out.items())}


def catalogue_search(text: str, *, after: str | None = None, limit: int = 50) -> Page[EntryRecord]:
    """The index of the whole national catalogue by folded words."""
    found, cursor = _page(CatalogueEntry.objects.all(), text, after, limit)
    return Page(
        tuple(
            EntryRecord(
                one.code,
                one.name,
                one.sectors,
                one.scope,
                one.issuing_body,
                one.executing_agencies,
                one.subjects,
            )
            for one in found
        ),
        cursor,
    )


def online_levels(code: str) -> tuple[OnlineLevelEntry, ...]:
    """Every decision on the online level of ``code``, by place and day; unknown days last."""
    rows = OnlineLevelRecord.objects.filter(procedure_code=code)
    entries = (OnlineLevelEntry(one.level, one.decision, one.issued_by, one.issued_on) for one in rows)
    return tuple(sorted(entries, key=lambda one: (one.issued_on or date.max, one.issued_by, one.level)))


def online_level(code: str, place: str, on: date) -> OnlineLevelEntry | None:
    """The level at ``place`` on a civil day: the latest dated decision of that issuer; None if unknown."""
    dated = [
        one
        for one in online_levels(code)
        if fold(one.issued_by) == fold(place) and one.issued_on is not None and one.issued_on <= on
    ]
    return dated[-1] if dated else None


def paper_kinds(on: date | None = None) -> dict[str, Text]:
    """The kinds of papers that the procedures in force on a day ask of people or issue, by key, with a name."""
    rows = _in_force_rows(on or clock.civil_day(clock.now())).values_list("id", flat=True)
    found: dict[str, Text] = {}
    for one in (version(row) for row in rows):
        for slot in one.components:
            if not slot.from_form and slot.kind != "self-declared" and slot.paper_kind != "original_document":
                found.setdefault(slot.paper_kind, _without_remark(slot.name))
        if one.result and one.result.template and one.result.paper_kind:
            found.setdefault(one.result.paper_kind, _without_remark(one.result.name))
    return dict(sorted(found.items(), key=lambda kind: fold(kind[1].vi)))


def _without_remark(name: Text) -> Text:
    """The name of a component without what stands in brackets behind it."""
    return Text(name.vi.partition(" (")[0], name.en.partition(" (")[0])
