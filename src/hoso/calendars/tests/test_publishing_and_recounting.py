"""A new calendar counts nothing again by itself; the explicit act lists first and keeps both dates."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from tests import stage

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotAllowed
from hoso.calendars.actions import publish
from hoso.calendars.models import PublishedCalendar
from hoso.calendars.queries import Purpose, calendar_for, spec_for
from hoso.calendars.spec import read
from hoso.cli.main import main
from hoso.filing.clock import clock_of, counted_with
from hoso.law.calendar import national_calendar
from hoso.processing import actions as processing
from hoso.processing.recounts import pending

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 30, 2, tzinfo=UTC)
OFF = {"first": "2026-11-30", "last": "2026-12-31", "name": "Nghỉ thử"}


def spec(version: str = "TQ/1", **more: object) -> dict[str, Any]:
    base = spec_for(None, Purpose.PROCESSING)
    given = {"version": version, "decision": "QĐ 9/QĐ-UBND", "decided_on": "2026-11-30"}
    return {**base, **given, **more}


def with_days_off() -> dict[str, Any]:
    return spec(holidays=[*spec()["holidays"], OFF])


def at_work() -> UUID:
    with clock.standing_at(MONDAY):
        return stage.in_process()


def test_the_shipped_calendar_written_and_read_again_is_the_same() -> None:
    assert read(spec_for(None, Purpose.PROCESSING))[0] == national_calendar()


def test_the_nearest_agency_counts_and_reception_is_not_processing() -> None:
    admin = stage.who("quantri")
    assert calendar_for(stage.COMMUNE) == national_calendar()
    publish(spec("VN/9"), by=admin)
    publish(spec("XA/1", agency=stage.COMMUNE), by=admin)
    saturdays = {"weekdays": [0, 1, 2, 3, 4, 5], "weekday_hours": {"5": ["07:30-11:30"]}}
    publish(spec("XA/TN", agency=stage.COMMUNE, purpose="reception", **saturdays), by=admin)
    assert calendar_for(stage.COMMUNE).version == "XA/1"
    assert calendar_for(stage.COMMUNE, Purpose.RECEPTION).version == "XA/TN"
    assert calendar_for(stage.OTHER_COMMUNE).version == "VN/9"
    assert calendar_for(stage.OTHER_COMMUNE, Purpose.RECEPTION).version == "VN/9"


def test_what_is_published_never_changes_and_only_an_administrator_publishes() -> None:
    publish(spec(), by=stage.who("quantri"))
    with pytest.raises(Conflict):
        publish(spec(), by=stage.who("quantri"))
    with pytest.raises(NotAllowed):
        publish(spec("TQ/2"), by=stage.who("thutruong"))
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedCalendar.objects.update(decision_number="khác")


@pytest.mark.parametrize(
    "change",
    [
        {"valid_to": "2020-01-01"},
        {"valid_to": "mai"},
        {"hours": ["7h-11h"]},
        {"holidays": [{"first": "x"}]},
        {"weekdays": [9]},
        {"purpose": "khác"},
        {"lạ": 1},
        {"version": ""},
    ],
)
def test_a_calendar_that_cannot_be_read_is_refused_in_words(change: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refusal:
        publish({**spec(), **change}, by=stage.who("quantri"))
    assert refusal.value.text.vi
    assert not PublishedCalendar.objects.exists()


def test_nothing_moves_until_the_explicit_act_which_keeps_both_dates_and_the_decision() -> None:
    dossier = at_work()
    before = stage.row(dossier).due_at
    publish(with_days_off(), by=stage.who("quantri"))
    shown = clock_of(stage.row(dossier))
    assert shown is not None
    assert stage.row(dossier).due_at == shown.due.due_at == before
    (listed,) = pending()
    assert (listed.dossier_id, listed.due_before) == (dossier, before)
    with clock.standing_at(MONDAY):
        processing.recount(dossier, by=stage.who("quantri"))
    row, line = stage.row(dossier), stage.last_line(dossier)
    assert row.due_at == line.due_at == listed.due_after
    assert row.due_at > before
    assert datetime.fromisoformat(line.facts["due_before"]) == before
    assert datetime.fromisoformat(line.facts["due_after"]) == row.due_at
    assert "QĐ 9/QĐ-UBND" in line.facts["decision"]
    assert counted_with(dossier) == "TQ/1"
    assert list(pending()) == []
    with pytest.raises(Conflict):
        processing.recount(dossier, by=stage.who("quantri"))


def test_the_command_lists_first_and_counts_only_when_confirmed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier = at_work()
    before = stage.row(dossier).due_at
    file = tmp_path / "lich.json"
    file.write_text(json.dumps(with_days_off()), encoding="utf-8")
    assert main(["clock", "publish", str(file)]) == 0
    capsys.readouterr()
    assert main(["clock", "recompute", "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (len(told["changes"]), told["confirmed"]) == (1, False)
    assert stage.row(dossier).due_at == before
    assert main(["clock", "recompute", "--confirm", "--json"]) == 0
    assert stage.row(dossier).due_at > before
    capsys.readouterr()
    assert main(["clock", "recompute", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []
