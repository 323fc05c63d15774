"""decide and rework: number and signature in one transaction, or back to the case officer."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from tests import stage

from hoso.base.errors import Conflict, Invalid, Refused, Unavailable
from hoso.certification.models import Register
from hoso.law.states import State
from hoso.papers.judging import judge_foreign
from hoso.papers.queries import data_of, paper
from hoso.processing import actions as processing
from hoso.processing import queries as processed
from hoso.processing.models import Proposal
from hoso.results import actions as results
from hoso.results import queries
from hoso.results.models import Result

pytestmark = pytest.mark.django_db


def test_deciding_numbers_and_signs_the_document() -> None:
    dossier = stage.proposed()
    results.decide(dossier, by=stage.who("lanhdao"))
    (made,) = queries.results_of(dossier)
    row, line = stage.row(dossier), stage.last_line(dossier)
    assert row.state == State.DECIDED
    assert made.code.startswith(f"{row.code}-KQ")
    assert made.paper.number.startswith("1/")
    assert [one["role"] for one in made.paper.report["signatures"]] == ["personal"]
    assert made.paper.verdict == "TOTAL_PASSED"
    assert made.lookup.startswith("KQ-")
    assert line.facts["sha256"] == made.paper.sha256
    assert queries.results_of(dossier, issued_only=True) == ()
    assert queries.result_by_lookup(made.lookup) is None  # not before it is issued


def test_a_denial_is_decided_like_a_grant() -> None:
    dossier = stage.proposed("deny")
    results.decide(dossier, by=stage.who("lanhdao"))
    (made,) = queries.results_of(dossier)
    assert (made.outcome, made.paper.kind) == ("deny", "denial")


def test_a_token_that_fails_gives_the_number_back_and_signs_nothing() -> None:
    dossier = stage.proposed()
    before = stage.everything()
    with stage.token_fails("as_person"), pytest.raises(Unavailable):
        results.decide(dossier, by=stage.who("lanhdao"))
    assert stage.everything() == before
    assert not Register.objects.exists()
    assert stage.row(dossier).state == State.PROPOSED
    results.decide(dossier, by=stage.who("lanhdao"))
    assert queries.results_of(dossier)[0].paper.number.startswith("1/")


def test_an_officer_without_a_key_is_told_and_nothing_happens() -> None:
    from hoso.law.roles import Role
    from hoso.parties.models import Account, Post

    account = Account.objects.create(username="lanhdao.moi", display_name="Người Mới")
    Post.objects.create(
        account=account, agency_id=stage.COMMUNE, role=Role.COMPETENT_OFFICER, title="Chủ tịch"
    )
    dossier = stage.proposed()
    with pytest.raises(Unavailable, match="khóa ký số"):
        results.decide(dossier, by=stage.who("lanhdao.moi"))
    assert not Result.objects.exists()


def test_numbers_of_results_run_on() -> None:
    numbers = []
    for dossier in (stage.proposed(), stage.proposed("deny")):
        results.decide(dossier, by=stage.who("lanhdao"))
        numbers.append(queries.results_of(dossier)[0].paper.number.split("/")[0])
    assert numbers == ["1", "2"]


def test_the_signer_signs_the_draft_he_saw_and_no_other() -> None:
    dossier = stage.proposed()
    seen = Proposal.objects.get(dossier_id=dossier).id
    results.rework(dossier, "Sửa ngày", by=stage.who("lanhdao"))
    processing.propose(dossier, "grant", by=stage.who("thuly"), entries=stage.COPY.entries)
    for shown in (seen, uuid4()):
        with pytest.raises(Conflict):
            results.decide(dossier, by=stage.who("lanhdao"), proposal_id=shown)
    newest = Proposal.objects.get(dossier_id=dossier, sent_back_at=None).id
    results.decide(dossier, by=stage.who("lanhdao"), proposal_id=newest)
    assert stage.row(dossier).state == State.DECIDED


def test_sending_back_says_what_is_to_change_and_the_clock_goes_on() -> None:
    dossier = stage.proposed()
    due = stage.row(dossier).due_at
    results.rework(dossier, " Sai tên ", by=stage.who("lanhdao"))
    row = stage.row(dossier)
    assert (row.state, row.due_at) == (State.IN_PROCESS, due)
    assert Proposal.objects.get(dossier_id=dossier).sent_back_reason == "Sai tên"
    assert stage.last_line(dossier).facts == {"reason": "Sai tên"}


@pytest.mark.parametrize("reason", ["", "  ", "a\x00b"])
def test_sending_back_without_a_readable_reason_changes_nothing(reason: str) -> None:
    dossier = stage.proposed()
    with pytest.raises(Invalid):
        results.rework(dossier, reason, by=stage.who("lanhdao"))
    assert stage.row(dossier).state == State.PROPOSED
    assert Proposal.objects.get(dossier_id=dossier).sent_back_at is None


def test_what_was_signed_verifies_as_a_stranger_would_see_it() -> None:
    from hoso.base import clock

    dossier = stage.decided()
    report = judge_foreign(data_of(queries.results_of(dossier)[0].paper), clock.now())
    assert report.verdict == "TOTAL_PASSED"


def test_a_certified_copy_takes_its_number_from_the_register_of_copies() -> None:
    from hoso.certification.models import Certification
    from hoso.dossiers.models import Channel
    from hoso.filing import actions as filing
    from hoso.filing import queries as filed
    from hoso.intake import actions as intake
    from hoso.papers.records import Owner

    desk, owner = stage.who("motcua"), Owner(stage.who("nguoidan").person_id, None)
    draft = filing.open_draft("2.000815", stage.COMMUNE, by=desk, channel=Channel.DIRECT, for_owner=owner)
    known = filed.draft(draft, by=desk).answers
    filing.save_draft(draft, {**known, "ten_giay_to": "Bằng", "so_trang": "1"}, by=desk)
    intake.digitise_into_draft(draft, "ban-chinh", [("bằng.jpg", stage.small_scan())], by=desk)
    dossier = filing.submit(draft, by=desk)
    intake.judge(dossier, by=desk)
    intake.accept(dossier, by=desk)
    processing.assign(dossier, stage.who("thuly").account_id, by=stage.who("thuly"))
    processing.propose(dossier, "grant", by=stage.who("thuly"))
    with pytest.raises(Refused):
        results.decide(dossier, by=stage.who("lanhdao"))  # nobody has compared the original
    shown = processed.originals(dossier)[0].paper.id
    processing.compare(dossier, shown, name="Bằng trung cấp", pages={1}, by=stage.who("lanhdao"))
    with stage.token_fails("as_person"), pytest.raises(Unavailable):
        results.decide(dossier, by=stage.who("lanhdao"))
    assert not Certification.objects.exists()
    results.decide(dossier, by=stage.who("lanhdao"))
    (made,) = queries.results_of(dossier)
    line = Certification.objects.get()
    assert made.paper.number == f"1/{line.year}-SCT/BS"
    assert line.original_id == next(
        one.paper.id for one in filed.components_of(dossier) if one.key == "ban-chinh"
    )
    results.issue(dossier, by=stage.who("vanthu"))
    final = paper(queries.results_of(dossier)[0].paper.id)
    assert sorted(one["role"] for one in final.report["signatures"]) == ["agency", "personal"]
    assert io.BytesIO(data_of(final)).read(5) == b"%PDF-"
