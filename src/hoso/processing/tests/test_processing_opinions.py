"""ask_opinion and give_opinion: every answer and every delay stays visible."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from tests import stage

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotAllowed, NotFound
from hoso.processing import actions as processing
from hoso.processing import queries
from hoso.processing.models import OpinionRequest

pytestmark = pytest.mark.django_db


def asked(days: int = 2) -> tuple[object, object]:
    """(dossier, question) put to the provincial police."""
    dossier = stage.in_process()
    by = clock.civil_day(clock.now()) + timedelta(days=days)
    return dossier, processing.ask_opinion(dossier, "tq-police", "Có đúng không?", by, by=stage.who("thuly"))


def test_another_agency_is_asked_and_answers() -> None:
    dossier, opinion = asked()
    processing.give_opinion(opinion, " Đúng ", by=stage.who("thuly.ca"))
    (record,) = queries.opinions_of(dossier)
    assert (record.answer, record.question) == ("Đúng", "Có đúng không?")
    assert stage.lines(dossier)[-2:] == ["processing.ask_opinion", "processing.give_opinion"]
    assert stage.last_line(dossier).facts["late"] is False


def test_a_late_answer_is_said_to_be_late() -> None:
    dossier, opinion = asked()
    with clock.standing_at(clock.now() + timedelta(days=4)):
        processing.give_opinion(opinion, "Đúng", by=stage.who("thuly.ca"))
    assert stage.last_line(dossier).facts["late"] is True


def test_everything_wrong_with_a_question_is_said_at_once() -> None:
    dossier = stage.in_process()
    yesterday = clock.civil_day(clock.now()) - timedelta(days=1)
    with pytest.raises(Invalid) as refusal:
        processing.ask_opinion(dossier, "tq-nowhere", " ", yesterday, by=stage.who("thuly"))
    assert set(refusal.value.fields) == {"question", "answer_by", "agency"}
    assert not OpinionRequest.objects.exists()


@pytest.mark.parametrize("username", ["nguoidan", "thuly", "motcua.tinh", "giamsat.none"])
def test_an_agency_that_was_not_asked_finds_no_question(username: str) -> None:
    _, opinion = asked()
    by = stage.who("thutruong") if username == "giamsat.none" else stage.who(username)
    with pytest.raises(NotFound):
        processing.give_opinion(opinion, "Đúng", by=by)


def test_in_the_asked_agency_only_those_whose_duty_it_is_answer() -> None:
    _, opinion = asked()
    with pytest.raises(NotAllowed):
        processing.give_opinion(opinion, "Đúng", by=stage.who("vanthu.ca"))
    with pytest.raises(NotFound):
        processing.give_opinion(uuid4(), "Đúng", by=stage.who("thuly.ca"))


def test_an_opinion_is_given_once_and_not_empty() -> None:
    dossier, opinion = asked()
    with pytest.raises(Invalid):
        processing.give_opinion(opinion, "  ", by=stage.who("thuly.ca"))
    processing.give_opinion(opinion, "Đúng", by=stage.who("thuly.ca"))
    with pytest.raises(Conflict):
        processing.give_opinion(opinion, "Sai", by=stage.who("thuly.ca"))
    assert queries.opinions_of(dossier)[0].answer == "Đúng"
