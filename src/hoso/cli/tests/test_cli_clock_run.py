"""``hoso clock run``: counts in words and in JSON, a trial that writes nothing, clear refusals."""

from __future__ import annotations

import json

import pytest
from django.conf import LazySettings
from tests import stage

from hoso.cli.main import main
from hoso.dossiers.models import Dossier
from hoso.law.calendar import national_calendar
from hoso.reminders.models import Reminder

pytestmark = pytest.mark.django_db
THURSDAY = "2027-03-11T08:00+07:00"


def due_on_friday() -> None:
    from datetime import date

    Dossier.objects.filter(id=stage.in_process()).update(
        due_at=national_calendar().closing(date(2027, 3, 12))
    )


def test_a_trial_says_what_would_be_done_and_the_run_does_it_once(capsys: pytest.CaptureFixture[str]) -> None:
    due_on_friday()
    assert main(["clock", "run", "--at", THURSDAY, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["officer"], told["supervisor"], told["apologise"], told["dry_run"]) == (1, 1, 1, True)
    assert not Reminder.objects.exists()
    assert main(["clock", "run", "--at", THURSDAY]) == 0
    assert "Sắp đến hạn" in capsys.readouterr().out
    assert main(["clock", "run", "--at", THURSDAY, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["officer"] == 0
    assert Reminder.objects.count() == 4


@pytest.mark.parametrize("instant", ["hôm nay", "2027-03-11T08:00", ""])
def test_an_instant_without_its_offset_is_refused_in_words(
    instant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["clock", "run", f"--at={instant or ' '}"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_real_dossiers_are_not_written_at_another_time(
    settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.HOSO_DEMONSTRATION = False
    assert main(["clock", "run", "--at", THURSDAY]) == 2
    assert "--dry-run" in capsys.readouterr().err
