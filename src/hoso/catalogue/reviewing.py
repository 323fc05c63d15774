"""Rounds of review and proposals, as they are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hoso.base import clock
from hoso.base.errors import NotFound
from hoso.catalogue.actions.reviews import KINDS
from hoso.catalogue.models import EligibilityReview, ReviewCampaign, Simplification
from hoso.law.eligibility import Criterion, Progress, ReviewFact, progress
from hoso.law.online import Obstacle, OnlineLevel
from hoso.law.text import Text
from hoso.law.versions import Burden, yearly_saving


@dataclass(frozen=True, slots=True)
class CampaignRecord:
    """A round with its deadline (a civil day, included) and progress on the day asked."""

    id: UUID
    name: str
    place: str
    due_on: date
    opened_by: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class GroundRecord:
    """One obstacle as it was entered: why, by which law, the remedy, and until when."""

    obstacle: Text
    explanation: str
    sector_law: str
    remedy: str
    by: date | None


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """One procedure in a round. ``level`` None: nobody has decided."""

    id: UUID
    campaign_id: UUID
    code: str
    name: str
    due_on: date
    level: OnlineLevel | None
    missing: tuple[Text, ...]
    grounds: tuple[GroundRecord, ...]
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class SimplificationRecord:
    """A proposal and what it would save all applicants in a year, by its estimates."""

    kind: Text
    what: str
    before: Burden
    after: Burden
    dossiers_a_year: int
    saving: Burden
    proposed_by: str
    proposed_at: datetime


def campaigns(on: date | None = None) -> tuple[CampaignRecord, ...]:
    """All rounds, the newest first, with their progress on a civil day (today in Viet Nam)."""
    day = on or clock.civil_day(clock.now())
    facts: dict[UUID, list[ReviewFact]] = defaultdict(list)
    rows = EligibilityReview.objects.values_list("campaign_id", "due_on", "decided_at", "level")
    for campaign, due_on, decided_at, level in rows:
        decided_on = clock.civil_day(decided_at) if decided_at else None
        facts[campaign].append(ReviewFact(due_on, decided_on, level or None))
    return tuple(
        CampaignRecord(one.id, one.name, one.place, one.due_on, one.opened_by, progress(facts[one.id], day))
        for one in ReviewCampaign.objects.order_by("-opened_at")
    )


def campaign(campaign_id: UUID, on: date | None = None) -> CampaignRecord:
    """One round. Raises NotFound."""
    found = next((one for one in campaigns(on) if one.id == campaign_id), None)
    if found is None:
        raise NotFound(Text("Không có đợt rà soát này.", "There is no such round of review."))
    return found


def reviews(campaign_id: UUID) -> tuple[ReviewRecord, ...]:
    """The procedures of a round: the open ones first, then by code."""
    rows = EligibilityReview.objects.select_related("procedure").filter(campaign_id=campaign_id)
    return tuple(_record(one) for one in sorted(rows, key=lambda one: (bool(one.level), one.procedure_id)))


def review_record(review_id: UUID) -> ReviewRecord:
    """One review. Raises NotFound."""
    row = EligibilityReview.objects.select_related("procedure").filter(id=review_id).first()
    if row is None:
        raise NotFound(Text("Không có lượt rà soát này.", "There is no such review."))
    return _record(row)


def _record(row: EligibilityReview) -> ReviewRecord:
    return ReviewRecord(
        id=row.id,
        campaign_id=row.campaign_id,
        code=row.procedure_id,
        name=row.procedure.name,
        due_on=row.due_on,
        level=OnlineLevel(row.level) if row.level else None,
        missing=tuple(Criterion(one).label for one in row.missing),
        grounds=tuple(_grounds(row.grounds)),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


def _grounds(stored: Iterable[dict[str, str]]) -> Iterable[GroundRecord]:
    for one in stored:
        until = date.fromisoformat(one["by"]) if one["by"] else None
        label = Obstacle(one["obstacle"]).label
        yield GroundRecord(label, one["explanation"], one["sector_law"], one["remedy"], until)


def simplifications(code: str) -> tuple[SimplificationRecord, ...]:
    """The proposals for a procedure, the newest first."""
    rows = Simplification.objects.filter(procedure_id=code).order_by("-proposed_at")
    return tuple(_simplification(row) for row in rows)


def _simplification(row: Simplification) -> SimplificationRecord:
    before, after = Burden(row.minutes_before, row.dong_before), Burden(row.minutes_after, row.dong_after)
    return SimplificationRecord(
        kind=KINDS[row.kind],
        what=row.what,
        before=before,
        after=after,
        dossiers_a_year=row.dossiers_a_year,
        saving=yearly_saving(before, after, row.dossiers_a_year),
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
    )
