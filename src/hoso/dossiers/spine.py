"""The verbs of the spine. Rooms call them inside their own transaction; nobody else writes a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from hoso.base import clock
from hoso.base.errors import Conflict, NotAllowed, NotFound
from hoso.base.identifiers import fold, receipt_number, uuid7
from hoso.base.words import refuse_unreadable
from hoso.dossiers import journal
from hoso.dossiers.models import DayCounter, Dossier, Entry
from hoso.dossiers.relations import relations_to
from hoso.law.identity import dossier_code
from hoso.law.lifecycle import may, transition
from hoso.law.roles import Role
from hoso.law.states import State
from hoso.law.text import Text
from hoso.ledger.receipt import ReceivedFile, receipt_entry
from hoso.parties.actors import Actor

NO_SUCH_DOSSIER = Text(
    "Không tìm thấy hồ sơ này, hoặc bạn không có quyền xem. Hãy kiểm tra lại mã hồ sơ.",
    "There is no such dossier, or it is not yours to see. Please check the code.",
)
STALE = Text(
    "Hồ sơ đã được người khác xử lý sau khi bạn mở trang này. Hãy tải lại trang để xem trạng thái mới; "
    "nội dung bạn vừa nhập chưa được ghi.",
    "Somebody else worked on this dossier after you opened the page. Reload it to see the new state; "
    "what you entered was not saved.",
)
SAME_MATTER = Text(
    "Hồ sơ này đã được nộp rồi và đang được giải quyết: một việc chỉ có một hồ sơ (Chỉ thị, mục 1). "
    "Hãy mở danh sách hồ sơ của bạn để theo dõi.",
    "This dossier has been filed already and is being handled: one matter has one dossier (Directive, "
    "section 1). Open your list of dossiers to follow it.",
)


def hold(dossier_id: UUID, *, expect_seq: int | None = None) -> Dossier:
    """The dossier, locked until the transaction ends. ``expect_seq``: what the page had seen of its journal.

    Raises ``NotFound``. That the journal has moved on since is told by ``permit``, to those who may know.
    """
    rows = Dossier.objects.filter(id=dossier_id)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    dossier = rows.select_related("agency", "receiver").first()
    if dossier is None:
        raise NotFound(NO_SUCH_DOSSIER)
    dossier.seen_seq = expect_seq
    return dossier


def permit(dossier: Dossier, verb: str, by: Actor, *, also: frozenset[Any] = frozenset()) -> None:
    """Check that the law lets ``by`` do ``verb`` on this dossier in its state.

    A stranger learns nothing (``NotFound``), not even that his page is stale; the wrong person
    ``NotAllowed``; the wrong moment, or a journal that has moved on since the page was seen, ``Conflict``.
    """
    relations = relations_to(dossier, by) | also
    verdict = may(verb, State(dossier.state), by.roles, relations)
    if not verdict.ok and not relations and Role.SYSTEM not in by.roles:
        raise NotFound(NO_SUCH_DOSSIER)
    if dossier.seen_seq not in {None, dossier.last_seq}:
        raise Conflict(STALE)
    if verdict.ok:
        return
    wrong_moment = verdict.reasons[0].code == "wrong-state"
    raise (Conflict if wrong_moment else NotAllowed)(verdict.first_text)


def open_dossier(
    dossier: Dossier, by: Actor, *, facts: Mapping[str, Any], files: Sequence[ReceivedFile], now: datetime
) -> Entry:
    """Begin a dossier: its e-receipt. The row is unsaved when given; ``now`` is the instant of receipt.

    Raises ``Conflict`` when the same matter of the same owner is already on its track.
    """
    refuse_unreadable(facts)
    dossier.id = uuid7()
    dossier.receipt_number = receipt_number()
    dossier.state = State.SUBMITTED
    dossier.submitted_at = now
    dossier.folded_owner = fold(dossier.owner_name)
    dossier.last_seq = 1
    told = {"receipt": dossier.receipt_number, **facts}
    entry = journal.prepared(dossier, "filing.submit", "", by, now, told)
    dossier.head_hash = entry.hash
    try:
        with transaction.atomic():
            dossier.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict(SAME_MATTER) from clash
    receipt = receipt_entry(
        code=dossier.receipt_number,
        agency=(dossier.receiver_id, dossier.receiver.name),
        procedure=(dossier.procedure_code, dossier.version.procedure.name[:500]),
        files=files,
        received_at=now,
        demonstration=settings.HOSO_DEMONSTRATION,
    )
    journal.keep(entry, receipt)
    return entry


def advance(
    dossier: Dossier, verb: str, by: Actor, *, facts: Mapping[str, Any], now: datetime, **changes: Any
) -> Entry:
    """Write ``verb`` into the journal and move the state as the lifecycle says; ``changes`` set columns.

    The row must be held (see ``hold``). Whoever comes second finds the sequence moved: ``Conflict``.
    """
    refuse_unreadable(facts)
    before, seen = dossier.state, dossier.last_seq
    if dossier.seen_seq not in {None, seen}:
        raise Conflict(STALE)
    row = transition(verb, State(before))
    if row is None:
        raise ValueError(f"{verb} is no transition from {before}")
    if row.target is not None:
        changes["state"] = row.target.value
    for name, value in changes.items():
        setattr(dossier, name, value)
    dossier.last_seq = seen + 1
    entry = journal.write(dossier, verb, before, by, now, facts)
    dossier.head_hash = entry.hash
    written = Dossier.objects.filter(id=dossier.id, last_seq=seen).update(
        last_seq=dossier.last_seq, head_hash=entry.hash, **changes
    )
    if written != 1:
        raise Conflict(STALE)
    return entry


def number(agency_id: str, identifier: str, now: datetime) -> str:
    """The next dossier code of an agency on the civil day of ``now``. Call it last in the transaction.

    Gap-free: the serial is a row of the same transaction, so a rollback gives it back.
    """
    day = clock.civil_day(now)
    return dossier_code(identifier, day, _next_serial(agency_id, day))


def _next_serial(agency_id: str, day: date) -> int:
    table = connection.ops.quote_name(DayCounter._meta.db_table)  # noqa: SLF001 - the documented meta API
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (agency_id, day, last) VALUES (%s, %s, 1) "  # noqa: S608 - a constant name
            f"ON CONFLICT (agency_id, day) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            [agency_id, day],
        )
        return int(cursor.fetchone()[0])
