"""kill -9 at any instant: nothing acknowledged is lost, no number is skipped or given twice, one track lives."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest
from tests.nursery import Nursery, nursery

KILLS = 15


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with nursery(tmp_path_factory.mktemp("killed")) as started:
        yield started


def test_officers_killed_while_accepting_lose_nothing_and_leave_no_gap(house: Nursery) -> None:
    ids = house.ask("file_many", many=45)
    chance = random.Random(20261122)
    children, killed = [], 0
    for turn in range(KILLS):
        pair = [house.start("accept", ids=ids, seed=turn * 2 + n) for n in range(2)]
        pair[0].kill_after(chance.uniform(0.02, 0.2))
        pair[1].kill_after(chance.uniform(0.0, 0.1))
        killed += 2
        children += pair
    last = house.start("accept", ids=ids, seed=999)
    last.told()
    acknowledged = dict(
        line.split(" ", 1) for child in [*children, last] for line in child.lines() if line[:4] != "end "
    )
    found = house.ask("report")
    assert killed == 2 * KILLS
    assert len(acknowledged) >= 1
    assert acknowledged.items() <= found["codes"].items()
    assert set(found["codes"]) == set(ids)
    serials = sorted(int(code.rsplit("-", 1)[1]) for code in found["codes"].values())
    assert serials == list(range(1, len(ids) + 1))
    assert found["counters"] == [len(ids)]
    assert found["broken"] == {}
    assert found["heads_match"]
    assert found["entries"] == found["leaves"] == 3 * len(ids)
    assert found["messages"]["notices.tell"] == 2 * len(ids)  # filed and accepted
    assert found["messages"]["slips.make"] == 2 * len(ids)


def test_sequencers_killed_or_two_at_once_number_every_leaf_once(house: Nursery) -> None:
    house.ask("file_many", many=3)
    chance = random.Random(7)
    for _ in range(6):
        house.start("number_leaves", most=5).kill_after(chance.uniform(0.005, 0.06))
    together = [house.start("number_leaves", most=4) for _ in range(2)]
    for child in together:
        child.told()
    found = house.ask("report")
    assert found["indices"] == list(range(found["leaves"]))
    assert found["size"] == found["leaves"]
    assert found["root"] == found["root_again"] == found["root_stored"]


def test_a_double_click_in_two_processes_is_one_dossier(house: Nursery) -> None:
    before = house.ask("report")["dossiers"]
    (draft,) = house.ask("drafts", many=1, number="7001")
    at = time.time() + 0.3
    clicks = [house.start("submit", draft=draft, at=at) for _ in range(3)]
    answers = {child.told() for child in clicks}
    assert len(answers) == 1
    assert "Conflict" not in answers
    assert house.ask("report")["dossiers"] == before + 1


def test_the_same_matter_filed_at_once_from_two_drafts_lives_once(house: Nursery) -> None:
    before = house.ask("report")["dossiers"]
    made = house.ask("drafts", many=2, number="7002")
    at = time.time() + 0.3
    answers = [child.told() for child in [house.start("submit", draft=draft, at=at) for draft in made]]
    assert sorted(answer == "Conflict" for answer in answers) == [False, True]
    found = house.ask("report")
    assert found["dossiers"] == before + 1
    assert found["broken"] == {}


def test_a_worker_killed_while_making_a_slip_is_followed_by_another_and_there_is_one_slip(
    house: Nursery,
) -> None:
    house.ask("keep_only", topic="slips.make", many=4)
    begun = house.start("deliver", name="victim")
    begun.kill_after(1.2)
    second = [house.start("deliver", name=f"worker-{n}", later=120) for n in range(2)]
    for child in second:
        child.told()
    found = house.ask("report")
    assert found["waiting"] == 0
    assert len(found["slips"]) == len(set(found["slips"])) == 4
    assert 1 <= found["most_attempts"] <= 3
