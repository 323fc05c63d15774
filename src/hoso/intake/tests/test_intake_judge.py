"""judge: which condition passed on what evidence; a doubt is settled by a person with a ground."""

from __future__ import annotations

import io

import pytest
from tests import stage

from hoso.base.errors import Invalid
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.intake import actions as intake
from hoso.intake import queries
from hoso.law.states import State

pytestmark = pytest.mark.django_db
SLOT = "giay-to-tuy-than"


def doubtful() -> object:
    """A dossier with an unsigned PDF of a paper that an authority issues."""
    citizen, draft = stage.who("nguoidan"), stage.draft()
    filing.attach(draft, SLOT, io.BytesIO(stage.small_pdf()), "thẻ.pdf", by=citizen)
    return filing.submit(draft, by=citizen)


def component(dossier: object, key: str = SLOT) -> filed.ComponentFiled:
    return next(one for one in filed.components_of(dossier) if one.key == key)


def test_a_declared_form_passes_and_the_line_says_on_what_evidence() -> None:
    dossier = stage.judged()
    form = component(dossier, "to-khai")
    assert (form.validity, form.condition) == ("valid", "self_declared")
    assert form.evidence
    assert all(one["vi"] and one["en"] and one["source"] for one in form.evidence)
    line = stage.last_line(dossier)
    assert line.verb == "intake.judge"
    assert line.facts["components"][0]["validity"] == "valid"
    assert stage.row(dossier).state == State.SUBMITTED


def test_an_unsigned_scan_does_not_pass_by_itself() -> None:
    dossier = doubtful()
    intake.judge(dossier, by=stage.who("motcua"))
    assert component(dossier).validity != "valid"
    assert not queries.in_the_way(dossier, by=stage.who("motcua")).ok


def test_an_officer_settles_a_doubt_only_with_his_ground() -> None:
    dossier = doubtful()
    doubt = component(dossier).id
    with pytest.raises(Invalid) as refusal:
        intake.judge(dossier, by=stage.who("motcua"), settlements={doubt: (True, "  ")})
    assert set(refusal.value.fields) == {f"ground-{doubt}"}
    assert stage.lines(dossier) == ["filing.submit"]
    intake.judge(dossier, by=stage.who("motcua"), settlements={doubt: (True, "Đã xem bản chính")})
    assert component(dossier).validity == "valid"
    assert any("Đã xem bản chính" in one["vi"] for one in component(dossier).evidence)
    assert queries.in_the_way(dossier, by=stage.who("motcua")).ok


def test_an_officer_may_also_find_a_doubtful_paper_invalid() -> None:
    dossier = doubtful()
    settled = {component(dossier).id: (False, "Ảnh không phải của người nộp")}
    intake.judge(dossier, by=stage.who("motcua"), settlements=settled)
    assert component(dossier).validity == "invalid"


def test_judging_again_replaces_the_verdict_and_adds_a_line() -> None:
    dossier = stage.judged()
    intake.judge(dossier, by=stage.who("motcua"))
    assert stage.lines(dossier) == ["filing.submit", "intake.judge", "intake.judge"]
