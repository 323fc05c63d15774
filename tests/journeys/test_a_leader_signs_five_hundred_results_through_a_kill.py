"""S0: "100% of the results of administrative procedure settlement must be issued and returned in the form of electronic
copies with valid digital signatures": also when there are many, and when a machine fails on the way."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import PASSWORD
from tests.journeys.installation import ROOT, Installation
from tests.journeys.visitor import Visitor

MANY = 500
PROPOSE = """
import sys, django
django.setup()
from tests import stage
stage.begin_matters_at(int(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    stage.proposed()
"""
NUMBERS = """
import django, json
django.setup()
from hoso.dossiers.models import Entry
from hoso.results.models import Result
lines = Entry.objects.filter(verb="results.decide")
numbers = sorted(int(line.facts["number"].partition("/")[0]) for line in lines)
passed = Result.objects.filter(paper__signature_report__verdict="TOTAL_PASSED").count()
print(json.dumps([numbers, Result.objects.count(), passed]))
"""


@pytest.fixture
def busy() -> Iterator[Installation]:
    """An installation of its own, where many dossiers wait for the signature."""
    made = Installation.started()
    try:
        halves = [_python(made, PROPOSE, str(start), str(MANY // 2)) for start in (1_000, 5_000)]
        for half in halves:
            assert half.wait(timeout=280) == 0
        yield made
    finally:
        made.stop()


def _python(installation: Installation, code: str, *arguments: str) -> subprocess.Popen[str]:
    environment = installation.environment | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.timeout(600)
def test_a_leader_signs_five_hundred_results_with_one_confirmation_through_a_kill(
    busy: Installation, browser: Browser
) -> None:
    """S0: "100% of the results … with valid digital signatures"."""
    leader = Visitor(browser.new_context(locale="vi-VN"), busy.base)
    leader.go("/vao").type({"username": "lanhdao", "password": PASSWORD}).press("Đăng nhập")
    leader.go("/quay/ky/").press("Ký tất cả hồ sơ đang chờ").reads(f"Ký số {MANY} quyết định")
    leader.press("Ký các hồ sơ đã chọn").reads(f"trên {MANY}")
    _until(leader, MANY // 5)
    busy.kill_worker()
    on_the_way = _signed(leader)
    assert MANY // 5 <= on_the_way < MANY
    busy.start_worker()
    _until(leader, MANY)
    leader.look().reads("Đã xong toàn bộ")
    answer = _python(busy, NUMBERS)
    said = answer.communicate(timeout=60)[0]
    numbers, results, passed = json.loads(said)
    assert numbers == list(range(1, MANY + 1)), "numbered without a gap, nothing signed twice"
    assert results == passed == MANY


def _until(leader: Visitor, number: int) -> None:
    """The page counts by itself; nobody reloads it."""
    leader.page.wait_for_function(
        "least => Number(document.querySelector('#lo h1')?.textContent.match(/xong (\\d+)/)?.[1] ?? 0) >= least",
        arg=number,
        timeout=240_000,
    )


def _signed(leader: Visitor) -> int:
    found = re.search(r"xong (\d+)", leader.go(leader.path).text)
    assert found
    return int(found[1])
