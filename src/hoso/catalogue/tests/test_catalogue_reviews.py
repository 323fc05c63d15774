"""Rounds of review: each procedure gets its verdict with reasons, obstacle, remedy and day; proposals save time."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from hoso.catalogue import queries, reviewing, shelf
from hoso.catalogue.actions import decide_review, import_procedures, open_campaign, propose_simplification
from hoso.law.eligibility import Criterion, ReviewFact, progress
from hoso.law.online import Obstacle, OnlineLevel, PartialGround
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.law.versions import Burden
from hoso.parties.actors import Actor

ADMIN = Actor(None, "Trần Thị Danh Mục", frozenset({Role.CATALOGUE_ADMIN}))
CITIZEN = Actor(None, "Mùa Thị Sủng", frozenset({Role.CITIZEN}))
THREE = shelf.procedures()[:3]
CODES = [one["code"] for one in THREE]
PLACE = "UBND tỉnh Tuyên Quang"


def _ground(**changes: object) -> PartialGround:
    facts = {
        "obstacle": Obstacle.PRESENCE,
        "explanation": Text("phải ký trước mặt", "must sign in person"),
        "sector_law": "Luật Hộ tịch 2014",
        "remedy": Text("ký số qua ứng dụng", "sign by application"),
        "by": date(2027, 3, 1),
    }
    return PartialGround(**{**facts, **changes})  # type: ignore[arg-type]


@pytest.fixture
def today() -> date:
    return clock.civil_day(clock.now())


@pytest.fixture
def round_(db: None, today: date) -> UUID:
    import_procedures(THREE, by=ADMIN)
    return open_campaign("Đợt 1", CODES, place=PLACE, due_on=today + timedelta(days=30), by=ADMIN)


def test_a_round_names_the_three_groups_and_what_is_late(round_: UUID, today: date) -> None:
    first, second, third = reviewing.reviews(round_)
    assert (
        decide_review(first.id, missing=[], grounds=[], decision="9/QĐ-UBND", by=ADMIN).level
        is OnlineLevel.FULL
    )
    found = decide_review(second.id, missing=[], grounds=[_ground()], by=ADMIN)
    assert "phải có mặt" in found.reasons[0].text.vi
    decide_review(third.id, missing=[Criterion.RESULT], grounds=[], by=ADMIN)
    counted = reviewing.campaign(round_).progress
    assert (counted.total, counted.decided, counted.open, counted.late) == (3, 3, 0, 0)
    assert (counted.full, counted.partial, counted.not_yet) == (1, 1, 1)
    levels = {one.code: one for one in reviewing.reviews(round_)}
    assert levels[second.code].grounds[0].by == date(2027, 3, 1)
    assert levels[third.code].missing == (Criterion.RESULT.label,)
    entered = queries.online_level(first.code, PLACE, today)
    assert entered is not None
    assert (entered.level, entered.decision) == ("full", "9/QĐ-UBND")
    assert queries.online_level(second.code, PLACE, today) is None, "no decision was named"


@pytest.mark.parametrize("lacking", [{"remedy": None}, {"by": None}, {"sector_law": " "}])
def test_a_ground_without_law_remedy_or_day_closes_nothing(round_: UUID, lacking: dict[str, object]) -> None:
    one = reviewing.reviews(round_)[0]
    with pytest.raises(Refused):
        decide_review(one.id, missing=[], grounds=[_ground(**lacking)], by=ADMIN)
    assert reviewing.review_record(one.id).level is None


def test_a_review_is_decided_once_and_only_by_who_may(round_: UUID, today: date) -> None:
    one = reviewing.reviews(round_)[0]
    with pytest.raises(NotAllowed):
        decide_review(one.id, missing=[], grounds=[], by=CITIZEN)
    decide_review(one.id, missing=[], grounds=[], by=ADMIN)
    with pytest.raises(Conflict):
        decide_review(one.id, missing=[], grounds=[], by=ADMIN)
    with pytest.raises(NotFound):
        decide_review(uuid4(), missing=[], grounds=[], by=ADMIN)
    with pytest.raises(NotAllowed):
        open_campaign("x", CODES, place=PLACE, due_on=today, by=CITIZEN)
    with pytest.raises(Invalid) as wrong:
        open_campaign(" ", ["9.999999"], place="", due_on=today - timedelta(days=1), by=ADMIN)
    assert set(wrong.value.fields) == {"name", "codes", "place", "due_on"}


def test_progress_counts_late_reviews_whether_open_or_decided() -> None:
    due = date(2026, 5, 31)
    facts = [
        ReviewFact(due, date(2026, 5, 31), "full"),
        ReviewFact(due, date(2026, 6, 2), "none"),
        ReviewFact(due, None, None),
    ]
    assert progress(facts, date(2026, 5, 31)).late == 0
    found = progress(facts, date(2026, 6, 2))
    assert (found.decided, found.late, found.open, found.not_yet) == (2, 2, 1, 1)


def test_a_proposal_says_what_it_saves_in_a_year(round_: UUID) -> None:
    facts = {"kind": "drop_component", "what": "Bỏ bản sao giấy chứng sinh"}
    before, after = Burden(90, 20_000), Burden(30, 5_000)
    propose_simplification(CODES[0], **facts, before=before, after=after, dossiers_a_year=1200, by=ADMIN)
    (found,) = reviewing.simplifications(CODES[0])
    assert found.saving == Burden(60 * 1200, 15_000 * 1200)
    with pytest.raises(NotAllowed):
        propose_simplification(CODES[0], **facts, before=before, after=after, dossiers_a_year=1, by=CITIZEN)
    with pytest.raises(NotFound):
        propose_simplification("9.9", **facts, before=before, after=after, dossiers_a_year=1, by=ADMIN)
    with pytest.raises(Invalid):
        propose_simplification(
            CODES[0], kind="x", what="", before=Burden(-1, 0), after=after, dossiers_a_year=1, by=ADMIN
        )
