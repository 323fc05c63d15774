"""A result is taken back: by a decision, on the public list, without effect on the days before."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid
from hoso.base.words import refuse_unreadable
from hoso.dossiers import spine
from hoso.filing.announce import announce
from hoso.followup.models import Revocation
from hoso.law.text import Text
from hoso.papers.models import Paper
from hoso.parties.actors import Actor
from hoso.results.models import Result

LONGEST_REASON = 2000
LONGEST_NUMBER = 80
NO_RESULT = Text("Hồ sơ này chưa có kết quả đã phát hành.", "No result of this dossier has been issued.")
ALREADY = Text("Kết quả này đã bị thu hồi trước đó.", "This result was revoked before.")
NO_NUMBER = Text("Hãy ghi số quyết định thu hồi, hủy bỏ.", "Give the number of the decision that revokes it.")
NO_REASON = Text("Hãy ghi lý do; lý do được công khai.", "Give the reason; it is made public.")
TOO_LONG = Text("Nhiều nhất {most} ký tự.", "At most {most} characters.")
BAD_DAY = Text(
    "Ngày quyết định phải từ ngày cấp kết quả đến hôm nay.",
    "The day of the decision lies between the day of issue and today.",
)


@transaction.atomic
def revoke(
    dossier_id: UUID,
    decision_number: str,
    decided_on: date,
    reason: str,
    *,
    by: Actor,
    result_id: UUID | None = None,
    expect_seq: int | None = None,
) -> UUID:
    """Take back the issued result of a dossier by a decision (for a certification: Circular 01/2020 Art 7).

    From now on it satisfies no condition of a valid paper, is marked in its owner's holdings and on every check,
    and stands on the public list; it stays readable (Decree 45/2020). Its owner is told. The revocation's id.
    ``result_id``: which one, where a dossier has several (certified copies of several originals); else the newest.
    Raises ``Invalid`` with the fields, ``Conflict`` when nothing is issued or it was revoked before.
    """
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "followup.revoke", by)
    refuse_unreadable([decision_number, reason])
    issued = Result.objects.filter(dossier=dossier, issued_at__isnull=False)
    result = (issued.filter(id=result_id) if result_id else issued).order_by("-number").first()
    if result is None or result.issued_at is None:
        raise Conflict(NO_RESULT)
    now = clock.now()
    _refuse_incomplete(decision_number, decided_on, reason, clock.civil_day(result.issued_at))
    try:
        with transaction.atomic():
            row = Revocation.objects.create(
                result=result,
                decision_number=decision_number.strip(),
                decided_on=decided_on,
                reason=reason.strip(),
                revoked_by_name=by.name,
                revoked_at=now,
            )
    except IntegrityError as twice:
        raise Conflict(ALREADY) from twice
    papers = [paper for paper in (result.paper_id, result.paper_copy_id) if paper]
    Paper.objects.filter(id__in=papers, revoked_at__isnull=True).update(revoked_at=now)
    facts = {
        "result": result.code,
        "decision_number": row.decision_number,
        "decided_on": decided_on.isoformat(),
        "reason": row.reason,
    }
    entry = spine.advance(dossier, "followup.revoke", by, facts=facts, now=now)
    announce(dossier, entry)
    return row.id


def _refuse_incomplete(number: str, decided_on: date, reason: str, issued_on: date) -> None:
    today = clock.civil_day(clock.now())
    fields = {
        "decision_number": _missing_or_long(number, NO_NUMBER, LONGEST_NUMBER),
        "reason": _missing_or_long(reason, NO_REASON, LONGEST_REASON),
        "decided_on": None if issued_on <= decided_on <= today else BAD_DAY,
    }
    wrong = {name: text for name, text in fields.items() if text}
    if wrong:
        raise Invalid(next(iter(wrong.values())), wrong)


def _missing_or_long(given: str, missing: Text, most: int) -> Text | None:
    if not given.strip():
        return missing
    return TOO_LONG.format(most=most) if len(given) > most else None
