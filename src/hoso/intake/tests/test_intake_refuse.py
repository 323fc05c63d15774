"""refuse: with the article, and with what the person can do instead."""

from __future__ import annotations

import pytest
from tests import stage

from hoso.base.errors import Invalid
from hoso.intake import actions as intake
from hoso.law.states import State

pytestmark = pytest.mark.django_db


def test_a_refusal_ends_the_dossier_with_its_article_and_form_03() -> None:
    dossier = stage.submitted()
    intake.refuse(dossier, " Sai thẩm quyền ", "Điều 5", "Nộp tại tỉnh", by=stage.who("motcua"))
    row, line = stage.row(dossier), stage.last_line(dossier)
    assert (row.state, row.ended_at, row.code) == (State.REFUSED, line.at, None)
    assert line.facts == {"reason": "Sai thẩm quyền", "article": "Điều 5", "what_to_do": "Nộp tại tỉnh"}
    assert ("slips.make", "refusal") in stage.owed(dossier)


def test_all_that_is_missing_is_said_at_once() -> None:
    dossier = stage.submitted()
    with pytest.raises(Invalid) as refusal:
        intake.refuse(dossier, " ", "", "\n", by=stage.who("motcua"))
    assert set(refusal.value.fields) == {"reason", "article", "what_to_do"}
    assert stage.row(dossier).state == State.SUBMITTED
