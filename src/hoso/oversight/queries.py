"""The figures and the lists behind them, as of any instant, from the journal alone.

Each query takes a ``Scope``, which only ``scope_for`` makes after it has checked the reader.
"""

# ruff: noqa: S608 - the text is ours; every value from outside is a parameter
from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import connection

from hoso.base.errors import NotFound
from hoso.dossiers.models import Dossier
from hoso.law.states import State
from hoso.law.text import Text
from hoso.oversight import dialect
from hoso.oversight.measures import MEASURES
from hoso.oversight.records import (
    AgencyCounts,
    BehindPage,
    BehindRow,
    Counts,
    Figures,
    MonthCounts,
    sum_of,
)
from hoso.oversight.scope import Scope, Span
from hoso.oversight.statement import dossiers_of

NO_SUCH_FIGURE = Text("Không có số liệu này.", "There is no such figure.")
MOST = 200


def figures(scope: Scope, span: Span) -> Figures:
    """Every figure for each agency of the scope that has dossiers in the span. One statement.

    Source: tt01-2020:form-06, qd766-2022:2.1.
    """
    sums = ", ".join(f"SUM(CASE WHEN {one.condition} THEN 1 ELSE 0 END)" for one in MEASURES.values())
    found = {
        row[0]: Counts(
            MappingProxyType(dict(zip(MEASURES, map(int, row[1:-1]), strict=True))), float(row[-1] or 0)
        )
        for row in _rows(scope, span, f"SELECT agency_id, {sums}, SUM(spent) FROM dossier GROUP BY agency_id")
    }
    agencies = tuple(AgencyCounts(each, found[each.id]) for each in scope.agencies if each.id in found)
    return Figures(scope, span, agencies, sum_of(each.counts for each in agencies))


def dossiers_behind(
    key: str, scope: Scope, span: Span, *, after: str | None = None, size: int = 50
) -> BehindPage:
    """The dossiers that a figure counts, by receipt; keyset pages.

    Raises ``NotFound`` for an unknown figure.
    """
    measure = MEASURES.get(key)
    if measure is None:
        raise NotFound(NO_SUCH_FIGURE)
    size = max(1, min(size, MOST))
    beyond, parameters = _beyond(after)
    found = _rows(
        scope,
        span,
        f"SELECT dossier_id, received_at, state, due_at, ended_at, late FROM dossier "
        f"WHERE {measure.condition} {beyond} ORDER BY received_at, dossier_id LIMIT {size + 1}",
        parameters,
    )
    rows = _with_names(found[:size])
    last = rows[-1] if len(found) > size else None
    return BehindPage(rows, f"{last.received_at.isoformat()}~{last.dossier_id}" if last else None)


def all_behind(key: str, scope: Scope, span: Span) -> Iterator[BehindRow]:
    """Every dossier that a figure counts, a page at a time, for an export."""
    after: str | None = None
    while True:
        page = dossiers_behind(key, scope, span, after=after, size=MOST)
        yield from page.rows
        if page.after is None:
            return
        after = page.after


_IN = ("received", "online", "direct", "postal", "accepted", "digitised", "digitised_strict")
_OUT = ("solved", "late", "issued", "e_results_valid")


def by_month(scope: Scope, span: Span) -> tuple[MonthCounts, ...]:
    """Each civil month with dossiers: received then, and ended then. Two statements."""
    months: dict[str, dict[str, int]] = {}
    for instant, keys, within in (("received_at", _IN, "received"), ("ended_at", _OUT, "solved")):
        sums = ", ".join(f"SUM(CASE WHEN {MEASURES[key].condition} THEN 1 ELSE 0 END)" for key in keys)
        month = dialect.civil_month(instant)
        rows = _rows(
            scope,
            span,
            f"SELECT {month}, {sums} FROM dossier WHERE {MEASURES[within].condition} GROUP BY 1 ORDER BY 1",
        )
        for row in rows:
            months.setdefault(row[0], {}).update(zip(keys, map(int, row[1:]), strict=True))
    return tuple(MonthCounts(month, **months[month]) for month in sorted(months))


def _rows(scope: Scope, span: Span, wanted: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    sql, bound = dossiers_of(scope, span)
    with connection.cursor() as cursor:
        cursor.execute(sql + wanted, [*bound, *parameters])
        return cursor.fetchall()


def _beyond(after: str | None) -> tuple[str, tuple[Any, ...]]:
    if not after:
        return "", ()
    try:
        moment, last = after.split("~", 1)
        at, key = dialect.bound(dialect.instant(moment)), dialect.bound_id(UUID(last))
    except ValueError:
        raise NotFound(Text("Không có trang này của danh sách.", "There is no such page.")) from None
    return "AND (received_at > %s OR (received_at = %s AND dossier_id > %s))", (at, at, key)


def _with_names(found: list[tuple[Any, ...]]) -> tuple[BehindRow, ...]:
    ids = [dialect.identifier(row[0]) for row in found]
    names: Mapping[UUID, Dossier] = (
        Dossier.objects.select_related("agency", "version__procedure").defer("version__spec").in_bulk(ids)
    )
    return tuple(_row(row, names[key]) for row, key in zip(found, ids, strict=True))


def _row(found: tuple[Any, ...], named: Dossier) -> BehindRow:
    _, received_at, state, due_at, ended_at, late = found
    return BehindRow(
        dossier_id=named.id,
        reference=named.code or named.receipt_number,
        procedure_code=named.procedure_code,
        procedure_name=named.version.procedure.name,
        owner_name=named.owner_name,
        agency_id=named.agency_id,
        agency_name=named.agency.name,
        channel=named.channel,
        state=State(state),
        received_at=dialect.instant(received_at),
        due_at=dialect.instant(due_at) if due_at else None,
        ended_at=dialect.instant(ended_at) if ended_at else None,
        late=bool(late),
    )
