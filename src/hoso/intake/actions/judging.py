"""Judging each component against the conditions of validity; a doubt is settled by a person, with a ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Invalid
from hoso.catalogue import queries as catalogue
from hoso.dossiers import spine
from hoso.filing.models import Component
from hoso.intake.facts import paper_facts
from hoso.law.kept_facts import as_kept
from hoso.law.paper_facts import PaperFacts
from hoso.law.text import Text
from hoso.law.validity import ValidityVerdict, judge_paper, settled_by_person
from hoso.parties.actors import Actor

NO_GROUND = Text(
    "Hãy ghi căn cứ khi tự kết luận một giấy tờ: kết luận này mang tên bạn.",
    "Give the ground for your own conclusion: it carries your name.",
)
Settlement = tuple[bool, str]


@transaction.atomic
def judge(
    dossier_id: UUID,
    *,
    by: Actor,
    settlements: Mapping[UUID, Settlement] | None = None,
    expect_seq: int | None = None,
) -> None:
    """Judge every current component and keep which condition passed, on what evidence.

    ``settlements``: component → (valid, ground) where the officer settles a doubt himself.
    """
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "intake.judge", by)
    version = catalogue.version(dossier.version_id)
    now = clock.now()
    rows = list(Component.objects.filter(dossier=dossier, current=True).select_related("paper"))
    facts = {row.id: paper_facts(row, version.component(row.key)) for row in rows}
    day = clock.civil_day(now)
    judged = [(row, _verdict(row, facts[row.id], settlements or {}, day)) for row in rows]
    for row, verdict in judged:
        _note(row, verdict, now)
    Component.objects.bulk_update(rows, ["condition", "validity", "evidence", "judged_at"])
    spine.advance(dossier, "intake.judge", by, facts={"components": _facts(judged, facts)}, now=now)


def _verdict(
    row: Component, facts: PaperFacts, settlements: Mapping[UUID, Settlement], day: date
) -> ValidityVerdict:
    verdict = judge_paper(facts, on=day)
    settled = settlements.get(row.id)
    if settled is None or verdict.ok == "valid":
        return verdict
    valid, ground = settled
    if not ground.strip():
        raise Invalid(NO_GROUND, {f"ground-{row.id}": NO_GROUND})
    words = ground.strip()
    return settled_by_person(verdict, valid=valid, ground=Text(words, words))


def _note(row: Component, verdict: ValidityVerdict, now: datetime) -> None:
    row.condition = verdict.condition.value if verdict.condition else ""
    row.validity = verdict.ok
    row.evidence = [
        {"code": reason.code, "vi": reason.text.vi, "en": reason.text.en, "source": reason.source}
        for reason in (*verdict.evidence, *verdict.reasons)
    ]
    row.judged_at = now


def _facts(
    judged: Sequence[tuple[Component, ValidityVerdict]], facts: Mapping[UUID, PaperFacts]
) -> list[dict[str, object]]:
    """For the journal: the verdicts, and the facts from which they can be made again (``law.kept_facts``)."""
    return [
        {
            "key": row.key,
            "sha256": row.paper.sha256 if row.paper else None,
            "condition": row.condition or None,
            "validity": verdict.ok,
            "reused": row.from_holdings,
            "facts": as_kept(facts[row.id]),
        }
        for row, verdict in judged
    ]
