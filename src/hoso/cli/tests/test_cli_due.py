"""``hoso due`` computes, explains, and says in words what it cannot compute."""

from __future__ import annotations

import json

import pytest

from hoso.cli.main import main

FRIDAY = ["due", "--received", "2025-04-25T09:00+07:00"]


def computed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main([*FRIDAY, *arguments, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_a_worked_saturday_counts_and_the_calculation_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    found = computed(capsys, "--limit", "1", "--unit", "working_day")
    assert found["due_at"] == "2025-04-26T17:00:00+07:00"
    assert found["due_on"] == "2025-04-26"
    assert found["rule_set"] == "R2018"
    assert found["calendar_version"]
    lines = found["explanation"]
    assert isinstance(lines, list)
    assert any("26/04/2025" in line for line in lines)


def test_the_rule_set_decides_whether_waiting_restarts_or_pauses(capsys: pytest.CaptureFixture[str]) -> None:
    waited = ("--pause", "2025-04-28T10:00+07:00/2025-05-06T08:00+07:00")
    three = ("--limit", "3", "--unit", "working_day", *waited)
    restarted = computed(capsys, *three, "--rules", "R2018")
    paused = computed(capsys, *three, "--rules", "R2025")
    assert restarted["due_on"] == "2025-05-09"
    assert str(paused["due_on"]) < str(restarted["due_on"])


def test_an_open_pause_leaves_the_date_provisional(capsys: pytest.CaptureFixture[str]) -> None:
    found = computed(capsys, "--limit", "3", "--unit", "working_day", "--pause", "2025-04-28T10:00+07:00/")
    assert found["paused_since"] == "2025-04-28T10:00:00+07:00"


def test_the_same_day_becomes_the_next_after_the_cutoff(capsys: pytest.CaptureFixture[str]) -> None:
    same = computed(capsys, "--limit", "0", "--unit", "working_day")
    later = computed(capsys, "--limit", "0", "--unit", "working_day", "--cutoff", "08:30")
    assert (same["due_on"], later["due_on"]) == ("2025-04-25", "2025-04-26")


def test_without_json_it_prints_the_lines_for_a_reader(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*FRIDAY, "--limit", "1", "--unit", "working_day"]) == 0
    assert "Hẹn trả lúc 17:00 ngày 26/04/2025" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--received", "2025-04-25T09:00", "--limit", "1", "--unit", "day"],
        ["--received", "hôm qua", "--limit", "1", "--unit", "day"],
        ["--received", "9999-12-31T23:59:59-12:00", "--limit", "1", "--unit", "day"],
        ["--received", "0001-01-01T00:00+14:00", "--limit", "1", "--unit", "day"],
        ["--received", "1990-04-25T09:00+07:00", "--limit", "1", "--unit", "day"],
        ["--received", "2025-04-25T09:00+07:00", "--limit", "-1", "--unit", "day"],
        ["--received", "2025-04-25T09:00+07:00", "--limit", "1e9", "--unit", "day"],
        ["--received", "2025-04-25T09:00+07:00", "--limit", "9" * 30, "--unit", "month"],
        ["--received", "2025-04-25T09:00+07:00", "--limit", "1", "--unit", "week"],
        ["--received", "2025-04-25T09:00+07:00", "--limit", "1", "--unit", "day", "--pause", "x"],
        [*FRIDAY[1:], "--limit", "1", "--unit", "day", "--pause", "2025-04-24T09:00+07:00/"],
        [*FRIDAY[1:], "--limit", "1", "--unit", "day", "--rules", "R1999"],
        [*FRIDAY[1:], "--limit", "1", "--unit", "day", "--cutoff", "25:00"],
        [*FRIDAY[1:], "--limit", "3000", "--unit", "working_day"],
    ],
)
def test_what_cannot_be_computed_is_said_in_two_languages_with_exit_code_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["due", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 2


def test_a_missing_argument_is_exit_code_two_as_well() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["due", "--limit", "1"])
    assert ended.value.code == 2
