"""accept: code, due date from the e-receipt, Form 01; or everything that stands in the way."""

from __future__ import annotations

import re

import pytest
from tests import stage

from hoso.base import clock
from hoso.base.errors import Conflict, Refused
from hoso.dossiers.models import DayCounter, Dossier
from hoso.intake import actions as intake
from hoso.law.states import State
from hoso.parties.models import Agency
from hoso.parties.queries import forget_agencies

pytestmark = pytest.mark.django_db


def test_accepting_gives_the_code_the_due_date_and_the_slip() -> None:
    dossier = stage.judged()
    code = intake.accept(dossier, by=stage.who("motcua"))
    row, line = stage.row(dossier), stage.last_line(dossier)
    today = clock.civil_day(row.accepted_at)
    assert re.fullmatch(rf"H60\.\d+-{today:%y%m%d}-0001", code)
    assert (row.code, row.state) == (code, State.ACCEPTED)
    assert row.due_at == line.due_at
    assert row.due_at > row.submitted_at
    assert line.facts["code"] == code
    assert stage.owed(dossier) == {
        ("slips.make", "receipt"),
        ("notices.tell", ""),
        ("national_portal.sync", ""),
    }


def test_codes_run_on_without_gap_and_a_failed_acceptance_takes_none() -> None:
    first, unjudged, second = stage.judged(), stage.submitted(), stage.judged()
    codes = [intake.accept(first, by=stage.who("motcua"))]
    with pytest.raises(Refused):
        intake.accept(unjudged, by=stage.who("motcua"))
    codes.append(intake.accept(second, by=stage.who("motcua")))
    assert [code[-4:] for code in codes] == ["0001", "0002"]
    assert DayCounter.objects.get().last == 2


def test_what_is_not_judged_stands_in_the_way_and_is_named() -> None:
    dossier = stage.submitted()
    before = stage.everything()
    with pytest.raises(Refused) as refusal:
        intake.accept(dossier, by=stage.who("motcua"))
    assert refusal.value.verdict.reasons
    assert stage.everything() == before
    assert stage.row(dossier).state == State.SUBMITTED


def test_the_second_officer_is_told_that_the_first_was_faster() -> None:
    dossier = stage.judged()
    seen = stage.row(dossier).last_seq
    intake.accept(dossier, by=stage.who("motcua"), expect_seq=seen)
    with pytest.raises(Conflict):
        intake.accept(dossier, by=stage.who("motcua"), expect_seq=seen)
    assert stage.lines(dossier).count("intake.accept") == 1


def test_after_a_completion_the_same_dossier_is_judged_and_accepted_once() -> None:
    from hoso.filing import actions as filing

    dossier = stage.awaiting_completion()
    filing.supplement(dossier, [], by=stage.who("nguoidan"), words="Tôi không có")
    intake.judge(dossier, by=stage.who("motcua"))
    intake.accept(dossier, by=stage.who("motcua"))
    assert stage.row(dossier).state == State.ACCEPTED
    assert Dossier.objects.exclude(code=None).count() == 1


def test_an_agency_without_an_identifier_gives_no_code_and_says_whom_to_tell() -> None:
    dossier = stage.judged()
    Agency.objects.filter(id=stage.COMMUNE).update(identifier="")
    forget_agencies()
    with pytest.raises(Conflict, match="mã định danh"):
        intake.accept(dossier, by=stage.who("motcua"))
    assert stage.row(dossier).code is None
    assert not DayCounter.objects.exists()
