"""Rounds of review: may a procedure go online, how far, what stands in the way, and how to make it lighter."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotFound, Refused
from hoso.catalogue.models import (
    EligibilityReview,
    OnlineLevelRecord,
    Procedure,
    ReviewCampaign,
    Simplification,
)
from hoso.law.eligibility import Criterion
from hoso.law.online import OnlineLevel, OnlineVerdict, PartialGround, review
from hoso.law.text import Text
from hoso.law.verdict import Verdict
from hoso.law.versions import Burden
from hoso.parties.actors import Actor, require

KINDS = {
    "drop_component": Text("bỏ thành phần hồ sơ", "drop a component"),
    "cut_limit": Text("rút ngắn thời hạn", "cut the time limit"),
    "other": Text("cách khác", "another way"),
}
MOST_NUMBER = 2_000_000_000


@transaction.atomic
def open_campaign(name: str, codes: Collection[str], *, place: str, due_on: date, by: Actor) -> UUID:
    """Begin a round over the procedures ``codes`` at ``place``; its id. Raises NotAllowed, Invalid."""
    require(by, "catalogue.review")
    known = set(Procedure.objects.filter(code__in=codes).values_list("code", flat=True))
    wrong: dict[str, Text] = {}
    if not name.strip():
        wrong["name"] = Text("Hãy ghi tên đợt rà soát.", "Name the round.")
    if not place.strip():
        wrong["place"] = Text("Hãy ghi nơi rà soát.", "Name the place.")
    if unknown := sorted(set(codes) - known):
        listed = ", ".join(unknown)[:300]
        wrong["codes"] = Text(f"Không có thủ tục mã: {listed}.", f"There is no procedure: {listed}.")
    elif not known:
        wrong["codes"] = Text("Hãy chọn ít nhất một thủ tục.", "Choose at least one procedure.")
    if due_on < clock.civil_day(clock.now()):
        wrong["due_on"] = Text("Hạn rà soát đã qua.", "The deadline has passed.")
    if wrong:
        raise Invalid(next(iter(wrong.values())), wrong)
    campaign = ReviewCampaign.objects.create(
        name=name.strip()[:300],
        place=place.strip()[:300],
        due_on=due_on,
        opened_by=by.name,
        opened_at=clock.now(),
    )
    EligibilityReview.objects.bulk_create(
        EligibilityReview(campaign=campaign, procedure_id=code, due_on=due_on) for code in sorted(known)
    )
    return campaign.id


@transaction.atomic
def decide_review(
    review_id: UUID,
    *,
    missing: Collection[Criterion],
    grounds: Sequence[PartialGround],
    decision: str = "",
    by: Actor,
) -> OnlineVerdict:
    """Close a review once: full, partial or not yet, by ``missing`` criteria and ``grounds``.

    With the number of a ``decision`` the level enters the history of the place as of today. Raises NotAllowed,
    NotFound, Conflict when it is closed, Refused when a ground lacks its law, remedy or day.
    """
    require(by, "catalogue.review")
    row = (
        EligibilityReview.objects.select_for_update(of=("self",))
        .select_related("campaign", "procedure")
        .filter(id=review_id)
        .first()
    )
    if row is None:
        raise NotFound(Text("Không có lượt rà soát này.", "There is no such review."))
    if row.decided_at is not None:
        raise Conflict(Text("Lượt rà soát này đã kết luận.", "This review has been decided."))
    verdict = review(grounds, criteria_met=not missing, missing=[one.label for one in missing])
    if verdict.problems:
        raise Refused(Verdict.no(*verdict.problems))
    row.level, row.missing = verdict.level.value, sorted(one.value for one in missing)
    row.grounds = [_plain(one) for one in grounds]
    row.decided_by, row.decided_at = by.name, clock.now()
    row.save()
    if decision.strip() and verdict.level is not OnlineLevel.NONE:
        OnlineLevelRecord.objects.get_or_create(
            procedure_code=row.procedure_id,
            procedure_name=row.procedure.name,
            level=verdict.level.value,
            decision=decision.strip()[:120],
            issued_by=row.campaign.place,
            defaults={"issued_on": clock.civil_day(clock.now())},
        )
    return verdict


def _plain(ground: PartialGround) -> dict[str, str]:
    return {
        "obstacle": ground.obstacle.value,
        "explanation": ground.explanation.vi,
        "sector_law": ground.sector_law,
        "remedy": ground.remedy.vi if ground.remedy else "",
        "by": ground.by.isoformat() if ground.by else "",
    }


@transaction.atomic
def propose_simplification(
    code: str,
    *,
    kind: str,
    what: str,
    before: Burden,
    after: Burden,
    dossiers_a_year: int,
    by: Actor,
) -> UUID:
    """Note a proposal with its estimates; its id. Raises NotAllowed, NotFound, Invalid."""
    require(by, "catalogue.review")
    if not Procedure.objects.filter(code=code).exists():
        raise NotFound(Text(f"Không có thủ tục mã {code}.", f"There is no procedure with the code {code}."))
    numbers = (before.minutes, before.dong, after.minutes, after.dong, dossiers_a_year)
    wrong: dict[str, Text] = {}
    if kind not in KINDS:
        wrong["kind"] = Text("Hãy chọn cách đơn giản hóa.", "Choose a way.")
    if not what.strip():
        wrong["what"] = Text("Hãy ghi nội dung đề xuất.", "Say what is proposed.")
    if not all(0 <= one <= MOST_NUMBER for one in numbers):
        wrong["dossiers_a_year"] = Text(
            "Số phải từ 0 đến 2.000.000.000.", "Numbers must be from 0 to 2,000,000,000."
        )
    if wrong:
        raise Invalid(next(iter(wrong.values())), wrong)
    return Simplification.objects.create(
        procedure_id=code,
        kind=kind,
        what=what.strip(),
        minutes_before=before.minutes,
        minutes_after=after.minutes,
        dong_before=before.dong,
        dong_after=after.dong,
        dossiers_a_year=dossiers_a_year,
        proposed_by=by.name,
        proposed_at=clock.now(),
    ).id
