"""Copies as components: the condition rests on our own register, whoever brings the file; a void one fails."""

from __future__ import annotations

import io
from uuid import UUID

import pytest
from tests import stage

from hoso.base import clock
from hoso.base.errors import Refused
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.filing.queries import ComponentFiled
from hoso.followup import actions as followup
from hoso.holdings import queries as holdings
from hoso.intake import actions as intake
from hoso.law.kept_facts import judge_again
from hoso.law.paper_facts import Condition
from hoso.papers.queries import data_of
from hoso.results import queries as results

pytestmark = pytest.mark.django_db
SLOT = "giay-to-tuy-than"


def judged(citizen: str, file: bytes) -> tuple[UUID, ComponentFiled]:
    """A dossier in which somebody filed this file, judged by the desk."""
    draft = stage.draft(citizen)
    filing.attach(draft, SLOT, io.BytesIO(file), "ban-sao.pdf", by=stage.who(citizen))
    dossier = filing.submit(draft, by=stage.who(citizen))
    intake.judge(dossier, by=stage.who("motcua"))
    return dossier, part_of(dossier)


def part_of(dossier: UUID) -> ComponentFiled:
    return next(one for one in filed.components_of(dossier) if one.key == SLOT)


def today() -> object:
    return clock.civil_day(clock.now())


def test_a_copy_from_the_register_names_the_entry_it_was_drawn_from_also_when_it_is_uploaded() -> None:
    source = stage.issued()
    copy = results.results_of(source)[0].paper
    (held,) = holdings.own(stage.who("nguoidan"), on=today())
    assert held.condition == Condition.REGISTER_EXTRACT
    _, part = judged("nguoidan", data_of(copy))
    assert (part.condition, part.validity) == (Condition.REGISTER_EXTRACT, "valid")
    assert "số 45, Sổ đăng ký khai sinh, quyển 01/1992, ngày 20/04/1992" in part.evidence[0]["vi"]


def test_a_voided_copy_fails_from_its_day_on_in_open_dossiers_and_uploads_alike() -> None:
    source = stage.issued()
    copy = data_of(results.results_of(source)[0].paper)
    before, part = judged("nguoidan", copy)
    line = next(one for one in stage.last_line(before).facts["components"] if one["key"] == SLOT)
    assert part.validity == "valid"

    followup.revoke(source, "7/QĐ", today(), "Ghi sai sổ", by=stage.who("lanhdao"))
    with pytest.raises(Refused, match="thu hồi"):
        intake.accept(before, by=stage.who("motcua"))  # judged before, void since
    intake.judge(before, by=stage.who("motcua"))
    assert part_of(before).validity == "invalid"
    _, again = judged("nguoidan", copy)
    assert again.validity == "invalid"
    assert again.evidence[0]["code"] == "revoked"

    kept = judge_again(line["facts"], on=today())
    assert (kept.ok, kept.condition) == ("valid", Condition.REGISTER_EXTRACT), (
        "the kept facts give the old answer"
    )
    assert judge_again(line["facts"], on=today(), revoked_on=today()).ok == "invalid"
