"""Asking another unit, with a day for its answer; every answer and every delay stays visible."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotFound
from hoso.base.words import refuse_unreadable
from hoso.dossiers import spine
from hoso.law.roles import Relation
from hoso.law.text import Text
from hoso.parties import queries as parties
from hoso.parties.actors import Actor
from hoso.processing.models import OpinionRequest


@transaction.atomic
def ask_opinion(
    dossier_id: UUID,
    agency_id: str,
    question: str,
    answer_by: date,
    *,
    by: Actor,
    expect_seq: int | None = None,
) -> UUID:
    """Ask an agency in force for its opinion; the dossier's own clock goes on."""
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "processing.ask_opinion", by)
    refuse_unreadable(question)
    now = clock.now()
    today = clock.civil_day(now)
    fields = {}
    if not question.strip():
        fields["question"] = Text("Hãy ghi nội dung cần xin ý kiến.", "Write what you ask.")
    if answer_by < today:
        fields["answer_by"] = Text("Hạn trả lời không thể ở quá khứ.", "The day of the answer has passed.")
    if agency_id not in {agency.id for agency in parties.agencies_in_force(today)}:
        fields["agency"] = Text("Hãy chọn cơ quan đang hoạt động.", "Choose an agency in force.")
    if fields:
        raise Invalid(next(iter(fields.values())), fields)
    row = OpinionRequest.objects.create(
        dossier=dossier,
        asked_agency_id=agency_id,
        question=question.strip(),
        asked_by_id=by.account_id,
        asked_at=now,
        answer_by=answer_by,
    )
    facts = {"agency": agency_id, "question": row.question, "answer_by": answer_by.isoformat()}
    spine.advance(dossier, "processing.ask_opinion", by, facts=facts, now=now)
    return row.id


@transaction.atomic
def give_opinion(opinion_id: UUID, answer: str, *, by: Actor) -> None:
    """Answer a question put to the actor's agency."""
    row = OpinionRequest.objects.filter(id=opinion_id).select_related("asked_agency").first()
    if row is None or not by.agency_path or not row.asked_agency.path.startswith(by.agency_path):
        raise NotFound(Text("Không có yêu cầu cho ý kiến này.", "There is no such request for an opinion."))
    dossier = spine.hold(row.dossier_id)
    spine.permit(dossier, "processing.give_opinion", by, also=frozenset({Relation.ASKED, Relation.ANYONE}))
    if row.answered_at:
        raise Conflict(Text("Ý kiến này đã được trả lời.", "This opinion was given already."))
    if not answer.strip():
        needed = Text("Hãy ghi ý kiến.", "Write the opinion.")
        raise Invalid(needed, {"answer": needed})
    refuse_unreadable(answer)
    now = clock.now()
    OpinionRequest.objects.filter(id=row.id, answered_at__isnull=True).update(
        answer=answer.strip(), answered_by_id=by.account_id, answered_at=now
    )
    late = clock.civil_day(now) > row.answer_by
    facts = {"agency": row.asked_agency_id, "answer": answer.strip(), "late": late}
    spine.advance(dossier, "processing.give_opinion", by, facts=facts, now=now)
