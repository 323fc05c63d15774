"""Lists, look-ups and searches with 100,000 open dossiers, half of them at one desk and half at one agency."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from uuid import UUID

from django.db import connection

from hoso.base import clock
from hoso.cli.bench.filling import Share, fill
from hoso.cli.bench.intake import STORY, Desk
from hoso.cli.bench.measuring import Timed, peak_megabytes, repeated
from hoso.cli.bench.rows import Pattern, key
from hoso.cli.bench.statements import caught
from hoso.cli.bench.table import Row, latency, tell
from hoso.dossiers import queries as dossiers
from hoso.intake import queries as desk
from hoso.parties import queries as parties
from hoso.parties.actors import SYSTEM, Actor
from hoso.processing import queries as processing

PAGE, FAR = 50, 1000
TIMES = 50
AT_ONE_DESK = 50_200
ELSEWHERE = 2_000
SECONDS = 4


def measure() -> None:
    """Fill the tables, then tell the rows."""
    begun = time.perf_counter()
    officer, worker = (parties.account_actor(name) for name in (STORY.cast.desk, STORY.cast.case_officer))
    count = _fill(officer, worker)
    tell(
        f"{count:,} open dossiers (made up), every tenth with journal lines, in {time.perf_counter() - begun:.0f} s"
    )
    _paged("desk queue", "submitted_at", lambda after: desk.queue(officer, "new", after=after))
    _paged("worklist of the unit", "due_at", lambda after: processing.worklist(worker, "unit", after=after))
    for kind in ("mine", "today", "overdue"):
        _once(f"worklist: {kind}", lambda kind=kind: processing.worklist(worker, kind))
    _once("counts beside the lists", lambda: _waiting(officer))
    code, path = _a_code(worker), officer.agency_path
    _once("look-up by code, public", lambda: dossiers.tracked(code))
    _once("search by code", lambda: dossiers.search(path, code))
    _once("search by a common name", lambda: dossiers.search(path, "nguyen van"))
    _once("search by a rare name", lambda: dossiers.search(path, "trieu dinh hai uyen"))
    _once("search by a name nobody has", lambda: dossiers.search(path, "zwickau"))
    _oversight()
    tell(Row("peak memory of this process", peak=peak_megabytes()))


def _fill(officer: Actor, worker: Actor) -> int:
    own = Desk()
    dossier = (key(own.first),)
    pattern = Pattern.read("dossiers_dossier", "id = %s", *dossier)
    lines = Pattern.read(
        "dossiers_entry",
        "dossier_id = %s AND verb IN ('filing.submit', 'intake.accept') ORDER BY seq",
        *dossier,
    )
    here, unit = str(officer.agency_id), str(worker.agency_id)
    away = [each.id for each in parties.one_stops(clock.civil_day(clock.now())) if each.id != here][:10]
    me = key(worker.account_id) if worker.account_id else None
    shares = [
        Share(AT_ONE_DESK, "submitted", here, unit),
        Share(AT_ONE_DESK - ELSEWHERE, "accepted", here, unit),
        Share(ELSEWHERE, "in_process", here, unit, me),
        *(Share(ELSEWHERE // 10, "in_process", each, each) for each in away),
    ]
    return fill(pattern, lines, shares, clock.now())


def _paged(what: str, column: str, call: Callable[[str | None], dossiers.Page]) -> None:
    first = _once(f"{what}, page 1", lambda: call(None))
    after = _key_of_page(column, call)
    if len(call(after).rows) != PAGE:
        raise RuntimeError(f"{what}: page {FAR} is not full")
    timed = repeated(lambda: call(after), TIMES, within=SECONDS)
    tell(latency(f"{what}, page {FAR:,}", timed, first, floor_is="page 1"))


def _key_of_page(column: str, call: Callable[[str | None], dossiers.Page]) -> str:
    """Where page 1,000 begins, without turning 999 pages: the row before it, found by the page's own statement."""
    with caught() as statements:
        call(None)
    listing = next(one for one in statements if "LIMIT" in one.sql)
    condition = listing.sql[listing.sql.index(" FROM ") : listing.sql.rindex(" LIMIT ")]
    id_column = connection.ops.quote_name("id")
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "dossiers_dossier".{id_column}{condition} LIMIT 1 OFFSET {(FAR - 1) * PAGE - 1}',
            listing.parameters,
        )
        found = cursor.fetchone()[0]
    record = dossiers.dossier(found if isinstance(found, UUID) else UUID(found), by=SYSTEM)
    return f"{getattr(record, column).isoformat()}~{record.id}"


def _once(what: str, call: Callable[[], object]) -> Timed:
    """Time a read beside its own statements through the bare driver; tell the plan of the last."""
    with caught() as statements:
        call()
    timed = repeated(call, TIMES, within=SECONDS)
    floor = repeated(lambda: [one.bare() for one in statements], TIMES, within=SECONDS)
    tell(latency(what, timed, floor, floor_is=f"its {len(statements)} statement(s), bare driver"))
    main = next((one for one in reversed(statements) if "dossiers_dossier" in one.sql), None)
    if main:
        tell(f"{what}: {main.plan()}")
    return timed


def _waiting(by: Actor) -> object:
    now = clock.now()
    start = datetime.combine(clock.civil_day(now), datetime.min.time(), tzinfo=clock.VIETNAM)
    return dossiers.waiting(by, day_begins=start, now=now)


def _a_code(by: Actor) -> str:
    return processing.worklist(by, "unit").rows[-1].code or ""


def _oversight() -> None:
    """The figures of oversight over the same journal, where that room is there."""
    if not find_spec("hoso.oversight.queries"):
        return
    queries, scope = import_module("hoso.oversight.queries"), import_module("hoso.oversight.scope")
    head = parties.account_actor("giamsat")
    today = clock.civil_day(clock.now())
    span = scope.span_of(scope.period_named("", today), clock.now())
    timed = repeated(lambda: queries.figures(scope.scope_for(head), span), 5, within=SECONDS)
    tell(latency("figures of oversight, from the journal of every tenth", timed))
