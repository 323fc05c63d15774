"""complete_step: the steps of the pinned process, each once."""

from __future__ import annotations

import pytest
from tests import stage

from hoso.base.errors import Conflict, Invalid
from hoso.processing import actions as processing
from hoso.processing import queries

pytestmark = pytest.mark.django_db


def test_a_step_is_done_by_a_name_at_an_instant_with_a_note() -> None:
    dossier = stage.in_process()
    processing.complete_step(dossier, "examine", " Đã tra sổ ", by=stage.who("thuly"))
    done = next(one for one in queries.steps_of(dossier) if one.step.key == "examine")
    assert (done.done_by, done.note) == ("Quan Văn Mẫu", "Đã tra sổ")
    assert stage.last_line(dossier).facts == {"step": "examine", "note": "Đã tra sổ"}
    assert [one.step.key for one in queries.steps_of(dossier) if one.done_at] == ["examine"]


def test_a_step_is_done_once() -> None:
    dossier = stage.in_process()
    processing.complete_step(dossier, "examine", by=stage.who("thuly"))
    with pytest.raises(Conflict):
        processing.complete_step(dossier, "examine", by=stage.who("thuly"))
    assert stage.lines(dossier).count("processing.complete_step") == 1


@pytest.mark.parametrize(("step", "note"), [("khong-co", ""), ("", ""), ("examine", "a\x00b")])
def test_an_unknown_step_or_an_unreadable_note_is_refused(step: str, note: str) -> None:
    dossier = stage.in_process()
    before = stage.everything()
    with pytest.raises(Invalid):
        processing.complete_step(dossier, step, note, by=stage.who("thuly"))
    assert stage.everything() == before
