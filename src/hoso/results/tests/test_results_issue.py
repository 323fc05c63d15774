"""issue, digitise_paper and return_result: two signatures, the owner's holdings, and the paper the law demands."""

from __future__ import annotations

import pytest
from tests import stage

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotFound, Refused, Unavailable
from hoso.filing import queries as filed
from hoso.holdings import queries as holdings
from hoso.law.states import State
from hoso.papers.judging import judge_foreign
from hoso.papers.models import Paper
from hoso.papers.queries import data_of
from hoso.parties.actors import SYSTEM
from hoso.results import actions as results
from hoso.results import queries
from hoso.results.models import Result
from hoso.results.papers import readable

pytestmark = pytest.mark.django_db


def test_an_issued_result_carries_two_signatures_and_lies_in_the_owners_holdings() -> None:
    dossier = stage.decided()
    before = data_of(queries.results_of(dossier)[0].paper)
    results.issue(dossier, by=stage.who("vanthu"))
    (made,) = queries.results_of(dossier, issued_only=True)
    row, line = stage.row(dossier), stage.last_line(dossier)
    assert (row.state, row.ended_at) == (State.ISSUED, line.at)
    assert sorted(one["role"] for one in made.paper.report["signatures"]) == ["agency", "personal"]
    after = data_of(made.paper)
    assert after.startswith(before)  # the seal is added, the signed bytes stay
    assert judge_foreign(after, clock.now()).verdict == "TOTAL_PASSED"
    (held,) = holdings.own(stage.who("nguoidan"), on=clock.civil_day(clock.now()))
    assert (held.code, held.paper_id) == (made.code, made.paper.id)
    assert line.facts["sha256"] == made.paper.sha256
    assert queries.result_by_lookup(made.lookup).id == made.id
    assert queries.issued_under(made.paper.sha256).id == made.id
    assert stage.owed(dossier) == {("notices.tell", ""), ("national_portal.sync", "")}


def test_a_denial_is_issued_but_is_nothing_to_hold() -> None:
    dossier = stage.proposed("deny")
    results.decide(dossier, by=stage.who("lanhdao"))
    results.issue(dossier, by=stage.who("vanthu"))
    assert holdings.own(stage.who("nguoidan"), on=clock.civil_day(clock.now())) == ()


def test_when_the_agencys_token_fails_nothing_is_issued() -> None:
    dossier = stage.decided()
    before = stage.everything()
    with stage.token_fails("as_agency"), pytest.raises(Unavailable):
        results.issue(dossier, by=stage.who("vanthu"))
    assert stage.everything() == before
    assert stage.row(dossier).state == State.DECIDED
    assert Result.objects.get(dossier_id=dossier).issued_at is None


def test_a_result_that_the_law_demands_on_paper_waits_for_its_signed_scan() -> None:
    dossier = stage.decided()
    Result.objects.filter(dossier_id=dossier).update(paper_required=True)
    before = stage.everything()
    with pytest.raises(Refused):
        results.issue(dossier, by=stage.who("vanthu"))
    assert stage.everything() == before
    copy = results.digitise_paper(dossier, [("quet.jpg", stage.small_scan())], by=stage.who("vanthu"))
    assert {"personal", "agency"} <= {one["role"] for one in copy.report["signatures"]}
    results.issue(dossier, by=stage.who("vanthu"))
    assert queries.results_of(dossier)[0].paper_copy.id == copy.id
    assert readable(copy.id, by=stage.who("nguoidan")).id == copy.id


@pytest.mark.parametrize("call", ["as_scanner", "as_agency"])
def test_a_token_that_fails_while_the_paper_is_digitised_leaves_nothing(call: str) -> None:
    dossier = stage.decided()
    before = stage.everything()
    with stage.token_fails(call), pytest.raises(Unavailable):
        results.digitise_paper(dossier, [("quet.jpg", stage.small_scan())], by=stage.who("vanthu"))
    assert stage.everything() == before


def test_an_unreadable_scan_of_the_result_is_refused() -> None:
    dossier = stage.decided()
    for files in ([], [("a.pdf", b"")], [("a.pdf", b"MZ" + b"\0" * 400)]):
        with pytest.raises(Invalid):
            results.digitise_paper(dossier, files, by=stage.who("vanthu"))
    assert stage.row(dossier).state == State.DECIDED


@pytest.mark.parametrize("how", ["account", "desk", "post"])
def test_the_return_says_how(how: str) -> None:
    dossier = stage.issued()
    results.return_result(dossier, how, by=stage.who("motcua"))
    assert stage.row(dossier).state == State.RETURNED
    assert stage.last_line(dossier).facts == {"how": how}
    assert queries.results_of(dossier)[0].returned_at


def test_an_unknown_way_of_returning_is_refused_not_guessed() -> None:
    dossier = stage.issued()
    with pytest.raises(Invalid) as refusal:
        results.return_result(dossier, "bằng chim bồ câu", by=stage.who("motcua"))
    assert set(refusal.value.fields) == {"how"}
    assert stage.row(dossier).state == State.ISSUED


def test_a_result_is_returned_once() -> None:
    dossier = stage.returned()
    with pytest.raises(Conflict):
        results.return_result(dossier, by=SYSTEM)


def test_before_the_issue_the_owner_reads_no_version_of_his_result() -> None:
    dossier = stage.decided()
    owner = stage.who("nguoidan")
    form = filed.components_of(dossier)[0].paper.id
    assert readable(form, by=owner).id == form
    hidden = Paper.objects.filter(provenance__in=["result", "register_extract"])
    assert hidden.count() == 2  # the draft and the signed one
    for one in hidden:
        with pytest.raises(NotFound):
            readable(one.id, by=owner)
    results.issue(dossier, by=stage.who("vanthu"))
    final = queries.results_of(dossier)[0].paper.id
    assert readable(final, by=owner).id == final
    for stranger in ("nongdan", "hokinhdoanh", "motcua.tinh", "thuly.ca", "quantri"):
        with pytest.raises(NotFound):
            readable(final, by=stage.who(stranger))
