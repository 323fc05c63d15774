"""request_supplement, apologise and stop: what moves the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests import stage

from hoso.base import clock
from hoso.base.errors import Invalid, NotAllowed, Refused
from hoso.dossiers.models import Dossier
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.filing.models import SupplementRequest
from hoso.law.calendar import national_calendar
from hoso.law.states import State
from hoso.parties.actors import SYSTEM
from hoso.processing import actions as processing

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 09:00 in Viet Nam


def due_in(days: int) -> object:
    """A dossier at work whose date is some days after Monday."""
    dossier = stage.in_process()
    Dossier.objects.filter(id=dossier).update(
        due_at=national_calendar().closing((MONDAY + timedelta(days=days)).date()), accepted_at=MONDAY
    )
    return dossier


def test_asking_rests_the_clock_and_owes_form_02() -> None:
    dossier = stage.in_process()
    processing.request_supplement(dossier, stage.wanted(), "Mờ", by=stage.who("thuly"))
    assert stage.row(dossier).state == State.AWAITING_SUPPLEMENT
    assert filed.requests_of(dossier)[0].answered_at is None
    assert ("slips.make", "supplement_request") in stage.owed(dossier)


def test_a_second_request_needs_its_own_ground() -> None:
    dossier = stage.awaiting_supplement()
    filing.supplement(dossier, [], by=stage.who("nguoidan"), words="Đây")
    with pytest.raises(Invalid) as refusal:
        processing.request_supplement(dossier, stage.wanted(), "Vẫn mờ", by=stage.who("thuly"))
    assert set(refusal.value.fields) == {"second_ground"}
    processing.request_supplement(
        dossier, stage.wanted(), "Vẫn mờ", by=stage.who("thuly"), second_ground="Điều 19"
    )
    assert SupplementRequest.objects.filter(dossier_id=dossier).count() == 2


def test_after_three_working_days_a_supplement_needs_a_ground_of_its_own() -> None:
    dossier = due_in(30)
    with clock.standing_at(MONDAY + timedelta(days=7)):
        with pytest.raises(Invalid) as refusal:
            processing.request_supplement(dossier, stage.wanted(), "Mờ", by=stage.who("thuly"))
        assert set(refusal.value.fields) == {"second_ground"}
        assert not SupplementRequest.objects.exists()
        processing.request_supplement(
            dossier, stage.wanted(), "Mờ", by=stage.who("thuly"), second_ground="Luật Hộ tịch, Điều 64"
        )
    assert stage.row(dossier).state == State.AWAITING_SUPPLEMENT


def test_an_apology_gives_a_new_date_once_and_owes_form_04() -> None:
    dossier = due_in(7)
    before = stage.row(dossier).due_at
    new_day = (MONDAY + timedelta(days=9)).date()
    with clock.standing_at(MONDAY):
        processing.apologise(dossier, new_day, "Hệ thống chậm", by=stage.who("thutruong"))
        row, line = stage.row(dossier), stage.last_line(dossier)
        assert clock.civil_day(row.due_at) == new_day
        assert line.due_at == row.due_at
        assert datetime.fromisoformat(line.facts["due_before"]) == before
        assert ("slips.make", "apology") in stage.owed(dossier)
        later = new_day + timedelta(days=1)
        with pytest.raises(Refused):
            processing.apologise(dossier, later, "Lại chậm", by=stage.who("thutruong"))


@pytest.mark.parametrize(
    ("days", "reason", "field"),
    [(12, "Chậm", "new_due_on"), (3, "Chậm", "new_due_on"), (-400, "Chậm", "new_due_on"), (9, " ", "reason")],
)
def test_a_day_off_an_earlier_day_or_no_reason_is_refused_at_its_field(
    days: int, reason: str, field: str
) -> None:
    dossier = due_in(7)
    new_day = (MONDAY + timedelta(days=days)).date()  # day 12 is a Saturday
    with clock.standing_at(MONDAY), pytest.raises(Invalid) as refusal:
        processing.apologise(dossier, new_day, reason, by=stage.who("thutruong"))
    assert set(refusal.value.fields) == {field}
    assert "processing.apologise" not in stage.lines(dossier)


def test_an_apology_after_the_date_is_too_late() -> None:
    dossier = due_in(2)
    new_day = (MONDAY + timedelta(days=9)).date()
    with clock.standing_at(MONDAY + timedelta(days=7)), pytest.raises(Refused) as refusal:
        processing.apologise(dossier, new_day, "Quên", by=stage.who("thutruong"))
    assert "too-late" in {reason.code for reason in refusal.value.verdict.reasons}


@pytest.mark.parametrize("state", [State.IN_PROCESS, State.AWAITING_SUPPLEMENT])
def test_a_stop_ends_the_dossier_with_its_reason_and_form_05(state: State) -> None:
    dossier = stage.IN_STATE[state]()
    processing.stop(dossier, "Người nộp đã mất", by=stage.who("thutruong"))
    row, line = stage.row(dossier), stage.last_line(dossier)
    assert (row.state, row.ended_at) == (State.STOPPED, line.at)
    assert ("slips.make", "stop_notice") in stage.owed(dossier)
    assert not SupplementRequest.objects.filter(dossier_id=dossier, answered_at__isnull=True).exists()


def test_the_clock_itself_may_stop_only_what_waits_for_its_owner() -> None:
    waiting, working = stage.awaiting_supplement(), stage.in_process()
    processing.stop(waiting, "Quá hạn bổ sung", by=SYSTEM)
    assert stage.row(waiting).state == State.STOPPED
    with pytest.raises(NotAllowed):
        processing.stop(working, "Quá hạn", by=SYSTEM)


def test_a_stop_without_reason_is_refused() -> None:
    dossier = stage.in_process()
    with pytest.raises(Invalid) as refusal:
        processing.stop(dossier, " ", by=stage.who("thutruong"))
    assert set(refusal.value.fields) == {"reason"}
