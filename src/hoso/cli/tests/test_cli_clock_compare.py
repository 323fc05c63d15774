"""``hoso clock compare``: three clocks, one answer; and the golden table of the law through ``hoso due``."""

from __future__ import annotations

import json

import pytest

from hoso.cli.main import main


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        ("2025-04-25", 1, "2025-04-26"),
        ("2025-04-29", 3, "2025-05-07"),
        ("2025-01-24", 5, "2025-02-07"),
        ("2024-04-26", 2, "2024-05-03"),
        ("2026-02-13", 3, "2026-02-25"),
        ("2026-08-21", 1, "2026-08-22"),
        ("2026-08-28", 3, "2026-09-07"),
        ("2026-11-23", 1, "2026-11-25"),
    ],
)
def test_every_golden_row_comes_out_of_the_command(
    received: str, days: int, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--received", f"{received}T09:00+07:00", "--limit", str(days), "--unit", "working_day", "--json"]
    assert main(["due", *asked]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["due_on"], found["due_at"]) == (expected, f"{expected}T17:00:00+07:00")
    assert {"due_at", "due_on", "explanation", "rule_set", "calendar_version"} <= set(found)


def test_a_few_hundred_dossiers_are_counted_alike(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clock", "compare", "--cases", "300", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["compared"], found["different"]) == (300, 0)


def test_no_cases_are_no_comparison(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clock", "compare", "--cases", "0"]) == 2
    assert "--cases" in capsys.readouterr().err
