"""request_completion: once, completely, before acceptance."""

from __future__ import annotations

import pytest
from tests import stage

from hoso.base.errors import Invalid
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.filing.requests import Wanted
from hoso.intake import actions as intake
from hoso.law.states import State

pytestmark = pytest.mark.django_db


def test_the_request_names_everything_and_owes_form_02() -> None:
    dossier = stage.submitted()
    intake.request_completion(dossier, stage.wanted(), "Thiếu giấy tờ", by=stage.who("motcua"))
    (asked,) = filed.requests_of(dossier)
    assert (asked.number, asked.reason, asked.answered_at) == (1, "Thiếu giấy tờ", None)
    assert asked.items[0]["what"] == "Ảnh chụp cả hai mặt"
    assert stage.row(dossier).state == State.AWAITING_COMPLETION
    assert stage.last_line(dossier).facts["items"] == list(asked.items)
    assert ("slips.make", "supplement_request") in stage.owed(dossier)


@pytest.mark.parametrize(
    ("items", "reason", "field"),
    [([], "Thiếu", "items"), ([Wanted("to-khai", "Tờ khai", " ")], "Thiếu", "items"), (None, " ", "reason")],
)
def test_a_request_without_content_or_reason_is_refused_at_its_field(
    items: list[Wanted] | None, reason: str, field: str
) -> None:
    dossier = stage.submitted()
    before = stage.everything()
    given = stage.wanted() if items is None else items
    with pytest.raises(Invalid) as refusal:
        intake.request_completion(dossier, given, reason, by=stage.who("motcua"))
    assert field in refusal.value.fields
    assert stage.everything() == before


def test_a_second_round_needs_a_legal_ground_that_stays_on_record() -> None:
    dossier = stage.awaiting_completion()
    filing.supplement(dossier, [], by=stage.who("nguoidan"), words="Đây ạ")
    with pytest.raises(Invalid) as refusal:
        intake.request_completion(dossier, stage.wanted(), "Vẫn thiếu", by=stage.who("motcua"))
    assert set(refusal.value.fields) == {"second_ground"}
    intake.request_completion(
        dossier, stage.wanted(), "Vẫn thiếu", by=stage.who("motcua"), second_ground="Điều 17, điểm c"
    )
    assert [one.number for one in filed.requests_of(dossier)] == [1, 2]


@pytest.mark.parametrize("words", ["a\x00b", "a\ud800"])
def test_words_that_no_database_keeps_are_refused(words: str) -> None:
    dossier = stage.submitted()
    with pytest.raises(Invalid):
        intake.request_completion(dossier, stage.wanted(what=words), "Thiếu", by=stage.who("motcua"))
    with pytest.raises(Invalid):
        intake.request_completion(dossier, stage.wanted(), words, by=stage.who("motcua"))
    assert stage.row(dossier).state == State.SUBMITTED
