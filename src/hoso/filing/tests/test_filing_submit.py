"""submit: the instant of the e-receipt, everything that is missing at once, and no second dossier."""

from __future__ import annotations

import io

import pytest
from tests import stage

from hoso.base.errors import Conflict, Invalid
from hoso.base.models import OutboxMessage
from hoso.dossiers.models import Dossier, Entry, Leaf
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.filing.models import Component, Submission
from hoso.law.states import State
from hoso.papers.models import Paper

pytestmark = pytest.mark.django_db


def test_submitting_writes_state_journal_receipt_leaf_answers_components_and_messages() -> None:
    draft = stage.draft(muc_dich="Xin việc")
    dossier = filing.submit(draft, by=stage.who("nguoidan"))
    row = stage.row(dossier)
    assert (row.state, row.last_seq, row.code, row.due_at) == (State.SUBMITTED, 1, None, None)
    assert row.receipt_number.startswith("BN-")
    line = stage.last_line(dossier)
    assert (line.verb, line.state_from, line.state_to, line.at) == (
        "filing.submit",
        "",
        State.SUBMITTED,
        row.submitted_at,
    )
    assert line.facts["receipt"] == row.receipt_number
    leaf = Leaf.objects.get(entry=line)
    assert leaf.kind == "receipt"
    assert leaf.promise
    assert Submission.objects.get(dossier_id=dossier).answers["muc_dich"] == "Xin việc"
    (form,) = filed.components_of(dossier)
    assert form.key == "to-khai"
    assert leaf.statement["files"][0]["sha256"] == form.paper.sha256
    assert stage.owed(dossier) == {
        ("slips.make", "e_receipt"),
        ("notices.tell", ""),
        ("national_portal.sync", ""),
    }


def test_everything_that_is_missing_is_told_at_once_and_nothing_is_written() -> None:
    draft = stage.draft(complete=False)
    before = stage.everything()
    with pytest.raises(Invalid) as refusal:
        filing.submit(draft, by=stage.who("nguoidan"))
    assert {"loai_su_kien", "noi_dang_ky", "giay_to_tuy_than_loai"} <= set(refusal.value.fields)
    assert all(text.vi and text.en for text in refusal.value.fields.values())
    assert stage.everything() == before


def test_a_missing_paper_is_named_beside_the_wrong_answers() -> None:
    draft = stage.draft(uy_quyen="co")  # somebody else files: the authorisation is due
    with pytest.raises(Invalid) as refusal:
        filing.submit(draft, by=stage.who("nguoidan"))
    assert "component-van-ban-uy-quyen" in refusal.value.fields


def test_a_second_click_gives_the_same_dossier_and_no_second_line() -> None:
    citizen, draft = stage.who("nguoidan"), stage.draft()
    first = filing.submit(draft, by=citizen)
    assert filing.submit(draft, by=citizen) == first
    assert stage.lines(first) == ["filing.submit"]
    assert Dossier.objects.count() == 1


def test_the_same_matter_in_another_draft_joins_no_second_track() -> None:
    citizen = stage.who("nguoidan")
    answers = stage.answers()
    drafts = [stage.draft(complete=False), stage.draft(complete=False)]
    for draft in drafts:
        filing.save_draft(draft, {**filed.draft(draft, by=citizen).answers, **answers}, by=citizen)
    filing.submit(drafts[0], by=citizen)
    before = stage.everything()
    with pytest.raises(Conflict, match="một việc chỉ có một hồ sơ"):
        filing.submit(drafts[1], by=citizen)
    assert stage.everything() == before  # not even the paper of its form
    assert filed.draft(drafts[1], by=citizen).answers  # and the draft is still there


def test_the_same_matter_may_be_filed_again_once_the_first_has_ended() -> None:
    citizen = stage.who("nguoidan")
    answers = stage.answers()
    ids = []
    for _ in range(2):
        draft = stage.draft(complete=False)
        filing.save_draft(draft, {**filed.draft(draft, by=citizen).answers, **answers}, by=citizen)
        ids.append(filing.submit(draft, by=citizen))
        filing.withdraw(ids[-1], "Nộp nhầm", by=citizen)
    assert ids[0] != ids[1]


def test_answers_changed_in_another_window_are_not_filed_unseen() -> None:
    citizen, draft = stage.who("nguoidan"), stage.draft()
    seen = filed.draft(draft, by=citizen).revision
    filing.save_draft(draft, stage.answers(), by=citizen)
    with pytest.raises(Conflict):
        filing.submit(draft, by=citizen, expect_revision=seen)
    assert not Dossier.objects.exists()


def test_a_file_attached_to_the_draft_is_in_the_receipt_byte_for_byte() -> None:
    citizen, draft = stage.who("nguoidan"), stage.draft()
    data = stage.small_pdf("thẻ")
    paper = filing.attach(draft, "giay-to-tuy-than", io.BytesIO(data), "thẻ căn cước.pdf", by=citizen)
    dossier = filing.submit(draft, by=citizen)
    files = Leaf.objects.get(entry__dossier_id=dossier).statement["files"]
    assert {"name": "thẻ căn cước.pdf", "sha256": paper.sha256, "size": len(data)} in files


def test_a_submit_that_fails_at_its_last_step_leaves_no_row_behind(settings: object) -> None:
    draft = stage.draft()
    before = stage.everything()
    settings.HOSO_BASE_URL = "no address"  # the ledger cannot name itself: the promise fails
    with pytest.raises(IndexError):
        filing.submit(draft, by=stage.who("nguoidan"))
    assert stage.everything() == before
    assert not any(model.objects.exists() for model in (Dossier, Entry, Component, OutboxMessage)), (
        "the whole transaction must be gone"
    )
    assert not Paper.objects.filter(kind="declaration").exists()
