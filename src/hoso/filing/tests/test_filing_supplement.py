"""supplement: the only step back, the one the law prescribes; the pause ends and the due date moves."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from tests import stage

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotFound
from hoso.dossiers.models import Dossier, Entry
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.filing.actions.supplement import Addition
from hoso.filing.models import Component, SupplementRequest
from hoso.law.states import State
from hoso.papers.models import Paper
from hoso.papers.records import Owner

pytestmark = pytest.mark.django_db
SLOT = "giay-to-tuy-than"


def addition(data: bytes | None = None, name: str = "the.pdf", slot: str = SLOT) -> Addition:
    return Addition(slot, name, io.BytesIO(stage.small_pdf() if data is None else data))


def test_a_supplement_during_the_work_goes_back_to_the_work() -> None:
    dossier = stage.awaiting_supplement()
    filing.supplement(dossier, [addition()], by=stage.who("nguoidan"), words="Tôi gửi lại")
    row, line = stage.row(dossier), stage.last_line(dossier)
    assert row.state == State.IN_PROCESS
    assert line.facts["words"] == "Tôi gửi lại"
    assert [one["key"] for one in line.facts["components"]] == [SLOT]
    assert filed.requests_of(dossier)[0].answered_at == line.at
    assert SLOT in {one.key for one in filed.components_of(dossier)}
    assert stage.owed(dossier) == {("notices.tell", ""), ("national_portal.sync", "")}


def test_a_completion_before_acceptance_goes_back_to_the_desk_without_a_due_date() -> None:
    dossier = stage.awaiting_completion()
    filing.supplement(dossier, [], by=stage.who("nguoidan"), words="Không có giấy này")
    row = stage.row(dossier)
    assert (row.state, row.due_at) == (State.SUBMITTED, None)


def test_the_days_of_waiting_are_given_back() -> None:
    asked_on = clock.now()
    dossier = stage.awaiting_supplement()
    before = stage.row(dossier).due_at
    with clock.standing_at(asked_on + timedelta(days=14)):
        filing.supplement(dossier, [], by=stage.who("nguoidan"), words="Đây ạ")
    after = stage.row(dossier).due_at
    assert after - before >= timedelta(days=13)
    assert stage.last_line(dossier).due_at == after


def test_a_new_paper_takes_the_place_of_the_old_one_which_stays_on_record() -> None:
    citizen, draft = stage.who("nguoidan"), stage.draft()
    filing.attach(draft, SLOT, io.BytesIO(stage.small_pdf("cũ")), "cũ.pdf", by=citizen)
    dossier = filing.submit(draft, by=citizen)
    from hoso.intake import actions as intake

    intake.request_completion(dossier, stage.wanted(), "Mờ", by=stage.who("motcua"))
    filing.supplement(dossier, [addition(stage.small_pdf("mới"), "mới.pdf")], by=citizen)
    now = [one.paper.file_name for one in filed.components_of(dossier) if one.key == SLOT]
    assert now == ["mới.pdf"]
    assert Component.objects.filter(dossier_id=dossier, key=SLOT).count() == 2


def test_nothing_at_all_is_no_answer() -> None:
    dossier = stage.awaiting_supplement()
    with pytest.raises(Invalid):
        filing.supplement(dossier, [], by=stage.who("nguoidan"), words="  ")


def test_an_unknown_slot_or_a_bad_file_leaves_the_pause_running_and_no_row() -> None:
    dossier = stage.awaiting_supplement()
    before = stage.everything()
    for wrong in (addition(slot="khong-co"), addition(b"MZ\x90\x00" + b"\0" * 500, "don.exe.pdf")):
        with pytest.raises(Invalid):
            filing.supplement(dossier, [wrong], by=stage.who("nguoidan"))
    assert stage.everything() == before
    assert SupplementRequest.objects.get(dossier_id=dossier).answered_at is None


def test_a_stale_page_stores_no_file() -> None:
    dossier = stage.awaiting_supplement()
    before = stage.everything()
    with pytest.raises(Conflict):
        filing.supplement(dossier, [addition()], by=stage.who("nguoidan"), expect_seq=1)
    assert stage.everything() == before


def test_when_nothing_was_asked_there_is_nothing_to_answer() -> None:
    dossier = stage.in_process()
    with pytest.raises(Conflict):
        filing.supplement(dossier, [addition()], by=stage.who("nguoidan"))


def test_a_paper_of_another_person_is_not_laid_into_this_dossier() -> None:
    dossier = stage.awaiting_supplement()
    stranger = stage.who("nongdan")
    foreign = filing.attach(
        stage.draft("nongdan"), SLOT, io.BytesIO(stage.small_pdf("riêng")), "a.pdf", by=stranger
    )
    for paper in (foreign.id, uuid4()):
        with pytest.raises(NotFound):
            filing.supplement(dossier, [], by=stage.who("nguoidan"), papers=[(SLOT, paper)])
    assert stage.row(dossier).state == State.AWAITING_SUPPLEMENT


def test_the_desk_may_take_the_answer_for_the_owner() -> None:
    dossier = stage.awaiting_supplement()
    owner = Dossier.objects.get(id=dossier).owner_person_id
    filing.supplement(dossier, [addition()], by=stage.who("motcua"))
    paper = filed.components_of(dossier)[-1].paper
    assert paper.owner == Owner(owner, None)
    assert Entry.objects.filter(dossier_id=dossier).latest("seq").actor_name == "Hoàng Thị Mẫu"
    assert Paper.objects.get(id=paper.id).created_by_id == stage.who("motcua").account_id
