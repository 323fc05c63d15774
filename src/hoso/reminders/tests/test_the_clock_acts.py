"""The acting clock: in time, once, to whom it concerns, and never after the law's last moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import stage

from hoso.base import clock
from hoso.dossiers.models import Dossier
from hoso.filing import actions as filing
from hoso.filing.models import Notice, SupplementRequest
from hoso.jobs.acting import Acting
from hoso.law.calendar import VIETNAM, national_calendar
from hoso.law.reminders import ReminderKind
from hoso.law.states import State
from hoso.processing import actions as processing
from hoso.reminders.actions import act
from hoso.reminders.models import Reminder
from hoso.reminders.queries import reminders_of

pytestmark = pytest.mark.django_db
K = ReminderKind
MONDAY = datetime(2026, 11, 30, 9, tzinfo=VIETNAM)
FRIDAY_AFTER = date(2026, 12, 11)  # ten working days later


def due_on(day: date = FRIDAY_AFTER, make: object = stage.in_process, accepted: datetime = MONDAY) -> UUID:
    dossier: UUID = make()  # type: ignore[operator]
    Dossier.objects.filter(id=dossier).update(due_at=national_calendar().closing(day), accepted_at=accepted)
    return dossier


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def said(dossier: UUID) -> set[str]:
    return set(Reminder.objects.filter(dossier_id=dossier).values_list("kind", flat=True))


def test_officer_head_and_supervisor_are_reminded_one_after_the_other() -> None:
    dossier = due_on()
    seen = {}
    for day in (7, 8, 9, 10, 11, 12):
        act(at(f"2026-12-{day:02d}T08:00"))
        seen[day] = said(dossier)
    assert seen[7] == set()
    assert seen[8] == {K.OFFICER}
    assert seen[9] == {K.OFFICER, K.HEAD, K.APOLOGISE}
    assert seen[10] == {K.OFFICER, K.HEAD, K.APOLOGISE, K.SUPERVISOR}
    assert seen[11] == seen[10]
    assert seen[12] == seen[10] | {K.OVERDUE}


@pytest.mark.parametrize(
    ("moment", "proposed"),
    [
        ("2026-12-08T23:59", False),
        ("2026-12-09T00:00", True),
        ("2026-12-10T17:00", True),
        ("2026-12-10T17:01", False),
        ("2026-12-11T08:00", False),
    ],
)
def test_an_apology_is_proposed_to_the_head_at_least_one_day_before_the_end_and_never_after(
    moment: str, proposed: bool
) -> None:
    dossier = due_on()
    act(at(moment))
    assert (K.APOLOGISE in said(dossier)) is proposed


def test_a_head_who_has_apologised_is_not_asked_again_and_the_new_date_is_reminded_of() -> None:
    dossier = due_on()
    act(at("2026-12-09T08:00"))
    with clock.standing_at(at("2026-12-09T09:00")):
        processing.apologise(dossier, date(2026, 12, 18), "Hệ thống chậm", by=stage.who("thutruong"))
    assert reminders_of(stage.who("thutruong")) == ()  # all about the old date
    act(at("2026-12-16T08:00"))
    rows = Reminder.objects.filter(dossier_id=dossier, about_at=stage.row(dossier).due_at)
    assert set(rows.values_list("kind", flat=True)) == {K.OFFICER, K.HEAD}


def test_a_second_pass_says_nothing_and_a_pass_that_died_is_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from hoso.reminders import actions

    monkeypatch.setattr(actions, "PAGE", 2)
    dossiers = [due_on() for _ in range(5)]
    moment = at("2026-12-09T08:00")
    first = act(moment)
    assert first.done[K.OFFICER] == 5
    assert act(moment).done.total() == 0
    Reminder.objects.filter(dossier_id__in=dossiers[2:]).delete()  # as if it had died after its first page
    again = act(moment)
    assert (again.done[K.OFFICER], again.done[K.HEAD]) == (3, 3)


def test_a_pass_reads_open_dossiers_alone_and_by_their_indexes() -> None:
    due_on(make=stage.stopped)
    due_on(make=stage.returned)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        acted = act(at("2026-12-12T08:00"))
    assert acted.done.total() == 0
    reads = [q["sql"] for q in seen if "dossiers_dossier" in q["sql"] and q["sql"].startswith("SELECT")]
    assert len(reads) <= 7
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for sql in reads:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
                plan = " ".join(str(row[-1]) for row in cursor.fetchall())
                assert "SCAN dossiers_dossier" not in plan or "USING INDEX open_by" in plan, plan


def test_a_dossier_that_only_just_came_is_no_matter_for_the_head_or_the_supervisor() -> None:
    """One working day in all, accepted this morning: the officer knows; the head hears of it before closing."""
    dossier = due_on(date(2026, 12, 1))
    act(at("2026-11-30T10:00"))
    assert said(dossier) == {K.OFFICER}
    act(at("2026-11-30T15:30"))
    assert said(dossier) == {K.OFFICER, K.APOLOGISE}


def test_while_the_owner_is_asked_nobody_is_reminded_of_the_date() -> None:
    dossier = due_on(make=stage.awaiting_supplement)
    act(at("2026-12-14T08:00"))
    assert not said(dossier) & {K.OFFICER, K.HEAD, K.SUPERVISOR, K.OVERDUE, K.APOLOGISE}


def everyones(dossier: UUID) -> dict[str, set[str]]:
    names = ("thuly", "thutruong", "giamsat", "nguoidan", "motcua", "thutruong.ca")
    return {
        name: {one.kind for one in reminders_of(stage.who(name)) if one.dossier_id == dossier}
        for name in names
    }


def test_reminders_reach_officer_head_and_supervisor_and_nobody_else() -> None:
    dossier = due_on()
    for moment in ("2026-12-08T08:00", "2026-12-09T08:00", "2026-12-10T08:00"):
        act(at(moment))
    with clock.standing_at(at("2026-12-10T16:00")):
        read = everyones(dossier)
    assert read == {
        "thuly": {K.OFFICER}, "thutruong": {K.APOLOGISE}, "giamsat": {K.SUPERVISOR},
        "nguoidan": set(), "motcua": set(), "thutruong.ca": set(),
    }  # fmt: skip
    with clock.standing_at(at("2026-12-10T17:01")):  # the last moment for Form 04 is over
        assert everyones(dossier)["thutruong"] == {K.HEAD}
    act(at("2026-12-12T08:00"))
    assert {reminders_of(stage.who(name))[0].kind for name in ("thuly", "thutruong", "giamsat")} == {
        K.OVERDUE
    }
    processing.stop(dossier, "Người nộp yêu cầu", by=stage.who("thutruong"))
    assert reminders_of(stage.who("thutruong")) == ()


def waiting_since(asked_at: datetime, make: object = stage.awaiting_supplement) -> UUID:
    dossier: UUID = make()  # type: ignore[operator]
    SupplementRequest.objects.filter(dossier_id=dossier).update(
        asked_at=asked_at, answer_by=clock.civil_day(asked_at + timedelta(days=30))
    )
    return dossier


@pytest.mark.parametrize("make", [stage.awaiting_supplement, stage.awaiting_completion])
def test_a_supplement_that_never_comes_is_warned_of_then_stops_the_dossier_with_form_05(make: object) -> None:
    dossier = waiting_since(datetime(2026, 11, 30, 2, tzinfo=UTC), make)  # the stop: 31 December
    act(at("2026-12-23T08:00"))
    assert said(dossier) == set()
    act(at("2026-12-24T08:00"))
    act(at("2026-12-24T08:01"))
    notice = Notice.objects.get(dossier_id=dossier, key__contains=":stop:")
    assert "31/12/2026" in notice.vi
    act(at("2026-12-30T23:59"))
    assert stage.row(dossier).state == (
        State.AWAITING_SUPPLEMENT if make is stage.awaiting_supplement else State.AWAITING_COMPLETION
    )
    assert act(at("2026-12-31T00:01")).done[K.STOPPED] == 1
    row, line = stage.row(dossier), stage.last_line(dossier)
    assert (row.state, line.verb, line.actor_name) == (State.STOPPED, "processing.stop", "hệ thống")
    assert "30/11/2026" in line.facts["reason"]
    assert "24/12/2026" in line.facts["reason"]
    assert ("slips.make", "stop_notice") in stage.owed(dossier)
    assert act(at("2027-01-05T08:00")).done.total() == 0


def test_a_warning_that_was_never_sent_puts_the_stop_off() -> None:
    dossier = waiting_since(datetime(2026, 11, 30, 2, tzinfo=UTC))
    acted = act(at("2027-01-11T08:00"))  # no worker ran over the turn of the year
    assert (acted.done[K.STOP_WARNING], acted.done[K.STOPPED]) == (1, 0)
    assert "18/01/2027" in Notice.objects.get(dossier_id=dossier, key__contains=":stop:").vi
    assert act(at("2027-01-15T08:00")).done[K.STOPPED] == 0
    assert act(at("2027-01-18T08:00")).done[K.STOPPED] == 1


def test_an_owner_who_answers_in_time_is_not_stopped() -> None:
    dossier = waiting_since(datetime(2026, 11, 30, 2, tzinfo=UTC))
    act(at("2026-12-24T08:00"))
    with clock.standing_at(at("2026-12-28T20:00")):
        filing.supplement(dossier, [], by=stage.who("nguoidan"), words="Đã gửi")
    assert act(at("2026-12-31T08:00")).done[K.STOPPED] == 0
    assert stage.row(dossier).state == State.IN_PROCESS


def test_the_worker_lets_the_clock_act_once_a_minute() -> None:
    due_on()
    acting, moment = Acting(), at("2026-12-09T08:00")
    assert acting.round(moment).done[K.OFFICER] == 1  # type: ignore[union-attr]
    assert acting.round(moment + timedelta(seconds=59)) is None
    assert acting.round(moment + timedelta(seconds=60)) is not None
