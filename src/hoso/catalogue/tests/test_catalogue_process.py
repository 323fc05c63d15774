"""Internal processes: what the law finds wrong with them, how they are drawn, how they play."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from hoso.catalogue import shelf
from hoso.catalogue.diagram import in_words, svg
from hoso.catalogue.process import Play, as_process, play
from hoso.catalogue.records import StepRecord
from hoso.law.process import flaws, longest_route
from hoso.law.text import Text

HOURS_PER = {"working_day": 8, "hour": 1}


def step(key: str, hours: str | None = "4", role: str = "case_officer", **more: Any) -> StepRecord:
    return StepRecord(
        key, Text(f"Bước {key}", f"Step {key}"), role, Decimal(hours) if hours else None, **more
    )


GOOD = (
    step("receive", "4", "intake_officer"),
    step("examine", "16", leads_to=("ask", "wait", "draft")),
    step("wait", None, pause=True, leads_to=("examine",)),
    step("ask", "0", together=True, leads_to=("police", "land")),
    step("police", "16", "head", leads_to=("draft",)),
    step("land", "24", "records_officer", leads_to=("draft",)),
    step("draft", "8"),
    step("sign", "4", "competent_officer"),
)


def _codes(steps: tuple[StepRecord, ...], limit: str | None = None) -> set[str]:
    return {one.code for one in flaws(as_process(steps), limit_hours=Decimal(limit) if limit else None)}


def test_a_process_with_a_pause_and_opinions_side_by_side_is_sound() -> None:
    assert _codes(GOOD, "56") == set()
    assert longest_route(as_process(GOOD)) == 56
    assert _codes(GOOD, "55") == {"steps-over-limit"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"draft": {"leads_to": ()}}, "step-unreachable"),
        ({"draft": {"leads_to": ("examine",)}}, "step-circle"),
        ({"sign": {"leads_to": ("sign",)}}, "step-circle"),
        ({"sign": {"leads_to": ("receive",)}}, "no-end"),
        ({"wait": {"leads_to": ()}}, "pause-no-exit"),
        ({"wait": {"hours": Decimal(4)}}, "pause-counted"),
        ({"sign": {"leads_to": ("nowhere",)}}, "step-unknown"),
        ({"ask": {"leads_to": ("police",)}}, "alone-together"),
        ({"examine": {"leads_to": ("ask", "ask", "wait", "draft")}}, "way-twice"),
        ({"sign": {"key": "draft"}}, "step-twice"),
    ],
)
def test_each_flaw_is_found(change: dict[str, dict[str, Any]], code: str) -> None:
    steps = tuple(replace(one, **change.get(one.key, {})) for one in GOOD)
    assert code in _codes(steps)


@pytest.mark.parametrize("process", shelf.internal_processes(), ids=lambda one: one["code"])
def test_the_steps_of_approved_processes_add_up_to_their_total(process: dict[str, Any]) -> None:
    times = [one["time"] for one in process["steps"]]
    hours = [one and Decimal(str(one["value"])) * HOURS_PER[one["unit"]] for one in times]
    steps = tuple(step(str(place), str(one) if one else None) for place, one in enumerate(hours))
    total = process["total"]
    limit = Decimal(str(total["value"])) * HOURS_PER[total["unit"]] if total else None
    assert (longest_route(as_process(steps)) == limit) is process["sum_matches_total"]
    assert ("steps-over-limit" in _codes(steps, str(limit) if limit else None)) is (
        limit is not None and not process["sum_matches_total"]
    )


def test_the_same_seed_plays_the_same_and_nobody_gets_lost() -> None:
    first = play(GOOD, Play(200, 3, seed=7), limit_hours=Decimal(56))
    assert first == play(GOOD, Play(200, 3, seed=7), limit_hours=Decimal(56))
    assert first != play(GOOD, Play(200, 3, seed=8), limit_hours=Decimal(56))
    assert (first.played, first.finished, first.stuck) == (200, 200, 0)
    done = {one.key: one.done for one in first.loads}
    assert done["receive"] == done["draft"] == done["sign"] == 200, "opinions meet again before the draft"
    assert done["police"] == done["land"] == done["ask"]
    assert first.narrowest == "examine", "one officer cannot do 16 hours of work three times a day"


def test_more_officers_shorten_the_wait() -> None:
    few = play(GOOD, Play(100, 4), limit_hours=Decimal(56))
    many = play(GOOD, Play(100, 4, {"case_officer": 12, "records_officer": 6}), limit_hours=Decimal(56))
    assert many.mean_hours < few.mean_hours
    assert (many.on_time or 0) > (few.on_time or 0)


def test_a_circle_is_played_until_the_dossier_counts_as_stuck() -> None:
    outcome = play((step("a", leads_to=("b",)), step("b", leads_to=("a",))), Play(3), limit_hours=None)
    assert (outcome.finished, outcome.stuck, outcome.on_time) == (0, 3, None)
    assert play((), Play(3), limit_hours=None).played == 0


def test_the_drawing_is_proper_xml_with_its_words_and_every_step() -> None:
    odd = (replace(GOOD[0], name=Text('Tiếp nhận <b> & "ký" ' * 6, "x")), *GOOD[1:])
    root = ET.fromstring(svg(odd))
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f".//{space}rect")) == len(GOOD)
    assert len(root.findall(f"{space}path")) == sum(len(one.leads_to) for one in as_process(GOOD))
    words = root.findtext(f"{space}desc") or ""
    assert all(one in words for one in in_words(odd))
    assert "Bước police và Bước land" in words
    assert svg(()) == ""
