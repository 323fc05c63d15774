"""The due date that the rooms write is the law's, pause for pause; the same paper is never asked twice."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from tests import stage

from hoso.base import clock, outbox
from hoso.base.errors import Invalid, Refused
from hoso.catalogue import queries as catalogue
from hoso.dossiers.models import Entry
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.filing.actions.supplement import Addition
from hoso.filing.clock import clock_of
from hoso.holdings import queries as holdings
from hoso.holdings.models import Holding
from hoso.intake import actions as intake
from hoso.law import deadline
from hoso.law.calendar import national_calendar
from hoso.law.deadline import Pause
from hoso.law.rulesets import rules_at
from hoso.law.text import Text
from hoso.processing import actions as processing

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 09:00 in Viet Nam
SLOT = "giay-to-tuy-than"


def filed_residence() -> object:
    """A residence dossier (7 working days) filed now, with the one paper it needs, signed by nobody."""
    citizen = stage.who("nguoidan")
    draft = filing.open_draft(stage.RESIDENCE.procedure, stage.COMMUNE, by=citizen)
    filing.save_draft(
        draft, {**filed.draft(draft, by=citizen).answers, **stage.RESIDENCE.answers}, by=citizen
    )
    filing.attach(draft, "hop-dong-cho-o", io.BytesIO(stage.small_pdf()), "hợp đồng.pdf", by=citizen)
    return filing.submit(draft, by=citizen)


def settle(dossier: object) -> None:
    """Judge it, the officer vouching for what the files cannot say."""
    doubts = {one.id: (True, "Đã đối chiếu bản chính") for one in filed.components_of(dossier)}
    intake.judge(dossier, by=stage.who("motcua"), settlements=doubts)


@pytest.mark.parametrize(("asked_after", "waited"), [(1, 1), (1, 9), (2, 30), (3, 0)])
def test_the_due_date_after_a_supplement_is_the_laws(asked_after: int, waited: int) -> None:
    with clock.standing_at(MONDAY):
        dossier = filed_residence()
        settle(dossier)
        intake.accept(dossier, by=stage.who("motcua"))
        processing.assign(dossier, stage.who("thuly").account_id, by=stage.who("thuly"))
    asked_at = MONDAY + timedelta(days=asked_after, hours=1)
    answered_at = asked_at + timedelta(days=waited, hours=2)
    with clock.standing_at(asked_at):
        wanted = stage.wanted("hop-dong-cho-o", "Chụp rõ ngày ký")
        processing.request_supplement(dossier, wanted, "Mờ", by=stage.who("thuly"))
    with clock.standing_at(answered_at):
        filing.supplement(dossier, [], by=stage.who("nguoidan"), words="Đã gửi lại")

    row = stage.row(dossier)
    limit = catalogue.version(row.version_id).channels["online"].limit
    lawful = deadline.due(
        MONDAY,
        limit.term,
        national_calendar(),
        pauses=(Pause(asked_at, answered_at, Text("", ""), ""),),
        rules=rules_at(MONDAY),
        cutoff=limit.cutoff,
    )
    assert row.due_at == lawful.due_at
    assert stage.last_line(dossier).due_at == lawful.due_at


def test_the_clock_starts_at_the_e_receipt_not_at_acceptance() -> None:
    with clock.standing_at(MONDAY):
        dossier = filed_residence()
    with clock.standing_at(MONDAY + timedelta(days=2)):
        settle(dossier)
        intake.accept(dossier, by=stage.who("motcua"))
    row = stage.row(dossier)
    limit = catalogue.version(row.version_id).channels["online"].limit
    lawful = deadline.due(
        MONDAY,
        limit.term,
        national_calendar(),
        pauses=(),
        rules=rules_at(row.accepted_at),
        cutoff=limit.cutoff,
    )
    assert row.due_at == lawful.due_at


def test_while_the_owner_is_asked_the_date_stands_still() -> None:
    dossier = stage.awaiting_supplement()
    running = clock_of(stage.row(dossier))
    assert running.due.paused_since == filed.requests_of(dossier)[0].asked_at


def test_the_journal_explains_the_date_it_wrote() -> None:
    facts = stage.last_line(stage.accepted()).facts
    assert facts["explanation"]
    assert all(line["vi"] and line["en"] for line in facts["explanation"])
    assert facts["limit"]["source"]


def with_identity_paper() -> object:
    citizen, draft = stage.who("nguoidan"), stage.draft()
    filing.attach(draft, SLOT, io.BytesIO(stage.small_pdf("thẻ")), "thẻ.pdf", by=citizen)
    return filing.submit(draft, by=citizen)


def test_a_valid_reusable_paper_goes_into_the_holdings_when_the_dossier_is_accepted() -> None:
    dossier = with_identity_paper()
    settle(dossier)
    assert not Holding.objects.exists()
    intake.accept(dossier, by=stage.who("motcua"))
    (held,) = holdings.own(stage.who("nguoidan"), on=clock.civil_day(clock.now()))
    assert held.paper_kind == "identity_paper"
    assert held.source_code == stage.row(dossier).receipt_number
    assert held.unusable is None


def test_the_second_filing_takes_the_held_paper_with_one_click_and_the_journal_says_reused() -> None:
    dossier = with_identity_paper()
    settle(dossier)
    intake.accept(dossier, by=stage.who("motcua"))
    citizen, draft = stage.who("nguoidan"), stage.draft()
    today = clock.civil_day(clock.now())
    (held,) = holdings.usable_by_kind(filed.draft(draft, by=citizen).owner, {"identity_paper"}, on=today)[
        "identity_paper"
    ]
    filing.attach_held(draft, SLOT, held.id, by=citizen)
    filing.attach_held(draft, SLOT, held.id, by=citizen)  # a double click lays it in once
    second = filing.submit(draft, by=citizen)
    fact = next(one for one in stage.last_line(second).facts["components"] if one["key"] == SLOT)
    assert fact["reused"] is True
    settle(second)
    intake.accept(second, by=stage.who("motcua"))
    assert Holding.objects.count() == 1


def test_a_paper_of_another_kind_or_another_person_is_not_offered_nor_taken() -> None:
    dossier = with_identity_paper()
    settle(dossier)
    intake.accept(dossier, by=stage.who("motcua"))
    held = Holding.objects.get()
    with pytest.raises(Invalid):
        filing.attach_held(stage.draft(), "van-ban-uy-quyen", held.id, by=stage.who("nguoidan"))
    with pytest.raises(Invalid):
        filing.attach_held(stage.draft("nongdan"), SLOT, held.id, by=stage.who("nongdan"))
    Holding.objects.filter(id=held.id).update(valid_until=clock.civil_day(clock.now()) - timedelta(days=1))
    with pytest.raises(Invalid):
        filing.attach_held(stage.draft(), SLOT, held.id, by=stage.who("nguoidan"))


def test_what_is_held_is_not_asked_for_except_on_a_named_ground() -> None:
    dossier = with_identity_paper()
    settle(dossier)
    intake.accept(dossier, by=stage.who("motcua"))
    second = stage.submitted()
    with pytest.raises(Refused):
        intake.request_completion(second, stage.wanted(SLOT), "Thiếu", by=stage.who("motcua"))
    assert stage.lines(second) == ["filing.submit"]


def test_an_answer_at_the_counter_ends_the_pause_too() -> None:
    dossier = stage.awaiting_completion()
    addition = Addition(SLOT, "thẻ.pdf", io.BytesIO(stage.small_pdf("quầy")))
    filing.supplement(dossier, [addition], by=stage.who("motcua"))
    assert clock_of(stage.row(dossier)).due.paused_since is None


def test_the_owner_is_told_once_a_line_however_often_the_message_is_delivered() -> None:
    dossier = stage.submitted()
    outbox.drain()
    from hoso.filing.notices import tell

    tell(dossier, 1)
    told = [one for one in filed.notices_of(stage.who("nguoidan")) if one.dossier_id == dossier]
    assert len(told) == 1
    assert stage.row(dossier).receipt_number in told[0].text.vi
    assert Entry.objects.filter(dossier_id=dossier).count() == 1
