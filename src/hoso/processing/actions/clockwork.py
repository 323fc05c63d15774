"""What moves the clock: a supplement request pauses it, an apology gives a new date, a stop ends it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, Refused
from hoso.dossiers import spine
from hoso.dossiers.models import Dossier, Entry
from hoso.filing.announce import announce
from hoso.filing.models import SupplementRequest
from hoso.filing.requests import Wanted, ask_owner
from hoso.law.appointments import may_apologise
from hoso.law.calendar import national_calendar
from hoso.law.rulesets import rules_at
from hoso.law.text import Text
from hoso.parties.actors import Actor

NO_DATE = Text("Hồ sơ này chưa có ngày hẹn trả.", "This dossier has no date yet.")


@transaction.atomic
def request_supplement(
    dossier_id: UUID,
    wanted: Sequence[Wanted],
    reason: str,
    *,
    by: Actor,
    second_ground: str = "",
    expect_seq: int | None = None,
) -> None:
    """One complete request to the owner (Form 02); the clock stands still from now until he answers."""
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "processing.request_supplement", by)
    ask_owner(dossier, "processing.request_supplement", wanted, reason, by=by, second_ground=second_ground)


@transaction.atomic
def apologise(
    dossier_id: UUID, new_due_on: date, reason: str, *, by: Actor, expect_seq: int | None = None
) -> None:
    """Apologise to the owner and give a new date (Form 04), before the old one has passed, at most once."""
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "processing.apologise", by)
    now = clock.now()
    new_due = _new_date(dossier, new_due_on, now)
    if not reason.strip():
        needed = Text("Hãy ghi lý do chậm.", "Give the reason for the delay.")
        raise Invalid(needed, {"reason": needed})
    before = dossier.due_at.isoformat() if dossier.due_at else None
    facts = {"reason": reason.strip(), "due_before": before}
    entry = spine.advance(dossier, "processing.apologise", by, facts=facts, now=now, due_at=new_due)
    announce(dossier, entry, slip="apology")


def _new_date(dossier: Dossier, new_due_on: date, now: datetime) -> datetime:
    """The end of the new day. A wrong day is ``Invalid`` at its field; too often or too late ``Refused``."""
    if dossier.due_at is None:
        raise Conflict(NO_DATE)
    calendar = national_calendar()
    verdict = may_apologise(
        now,
        clock.civil_day(dossier.due_at),
        new_due_on,
        calendar,
        rules_at(dossier.accepted_at or dossier.submitted_at),
        given_before=Entry.objects.filter(dossier=dossier, verb="processing.apologise").count(),
    )
    if verdict.ok:
        return calendar.closing(new_due_on)
    if {reason.code for reason in verdict.reasons} == {"bad-date"}:
        raise Invalid(verdict.first_text, {"new_due_on": verdict.first_text})
    raise Refused(verdict)


@transaction.atomic
def stop(dossier_id: UUID, reason: str, *, by: Actor, expect_seq: int | None = None) -> None:
    """Stop the processing with the reason (Form 05). Ends the dossier."""
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "processing.stop", by)
    if not reason.strip():
        needed = Text("Hãy ghi lý do dừng.", "Give the reason for stopping.")
        raise Invalid(needed, {"reason": needed})
    now = clock.now()
    SupplementRequest.objects.filter(dossier=dossier, answered_at__isnull=True).update(answered_at=now)
    entry = spine.advance(
        dossier, "processing.stop", by, facts={"reason": reason.strip()}, now=now, ended_at=now
    )
    announce(dossier, entry, slip="stop_notice")
