"""The identities of form 06 hold, each figure equals its list, and both equal a count by another way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoso.dossiers.models import Entry
from hoso.law.deadline import Standing, standing
from hoso.law.lifecycle import TRANSITIONS
from hoso.law.periods import Period
from hoso.law.states import PAUSED_STATES, State
from hoso.oversight.measures import MEASURES
from hoso.oversight.queries import all_behind, figures
from hoso.oversight.records import Counts
from hoso.oversight.scope import Scope, Span, midnight, scope_for, span_of
from hoso.oversight.statement import ENDS, REQUESTS
from hoso.oversight.tests.histories import COMMUNE, POLICE, History, received
from hoso.parties.queries import account_actor

pytestmark = pytest.mark.django_db
SKIPPED = {"intake.digitise", "results.digitise_paper", "filing.submit", "processing.apologise"}
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)

steps = st.tuples(
    st.integers(0, 30),  # which of the possible verbs
    st.integers(1, 20 * 24 * 60),  # minutes since the step before
    st.sampled_from(["valid", "invalid", "for_a_person"]),
    st.booleans(),
)
histories = st.tuples(
    st.integers(0, 300 * 24 * 60),
    st.sampled_from(["online", "direct", "postal"]),
    st.sampled_from([COMMUNE, POLICE]),
    st.booleans(),
    st.lists(steps, max_size=12),
)
spans = st.tuples(st.integers(0, 300), st.integers(1, 120), st.integers(0, 400))


def _live(start: int, channel: str, agency: str, file: bool, walk: list[tuple[int, int, str, bool]]) -> None:
    at = BEGIN + timedelta(minutes=start)
    item = {"key": "c0", "sha256": "0" * 64 if file else None, "reused": file and channel == "online"}
    history = received(at, channel=channel, agency=agency, components=[item])
    for choice, minutes, validity, yes in walk:
        at += timedelta(minutes=minutes)
        state = State(history.dossier.state)
        verbs = sorted({row.verb for row in TRANSITIONS if state in row.sources} - SKIPPED)
        if not verbs:
            return
        _step(history, verbs[choice % len(verbs)], at, validity, yes)


def _step(history: History, verb: str, at: datetime, validity: str, yes: bool) -> None:
    if verb == "intake.judge":
        history.judge(at, "valid", validity)
    elif verb == "intake.accept":
        history.accept(at, at + timedelta(days=7))
    elif verb == "filing.supplement":
        due = history.dossier.due_at
        facts = {"components": [{"key": "c0", "sha256": "1" * 64}] if yes else []}
        history.do(verb, at, facts, due_at=due + timedelta(days=5) if due else None)
    elif verb == "results.issue":
        facts = {"sha256": "0" * 64, "verdict": "TOTAL_PASSED" if yes else "INDETERMINATE"}
        history.do(verb, at, facts, ended_at=at)
    elif verb in REQUESTS:
        history.do(verb, at, {"override": [{"component": "c0"}] if yes else []})
    elif verb == "processing.ask_opinion":
        history.do(verb, at, {"agency": POLICE, "answer_by": f"{at:%Y-%m-%d}"})
    elif verb == "processing.give_opinion":
        history.do(verb, at, {"agency": POLICE, "late": yes})
    elif verb == "followup.report_paper_request":
        history.do(verb, at, {"reported": "Công chức đòi bản giấy"})
    else:
        history.do(verb, at, **({"ended_at": at} if verb in ENDS else {}))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(past=st.lists(histories, min_size=1, max_size=4), when=spans)
def test_on_any_history_the_identities_hold_and_every_list_is_as_long_as_its_figure(
    past: list, when: tuple[int, int, int]
) -> None:
    with transaction.atomic():
        for one in past:
            _live(*one)
        first = BEGIN.date() + timedelta(days=when[0])
        span = span_of(
            Period(first, first + timedelta(days=when[1])), midnight(first) + timedelta(days=when[2])
        )
        scope = scope_for(account_actor("giamsat"))
        counted = figures(scope, span)
        for counts in (counted.total, *(one.counts for one in counted.agencies)):
            _identities(counts)
        for key in MEASURES:
            behind = [row.dossier_id for row in all_behind(key, scope, span)]
            assert len(behind) == len(set(behind)) == counted.total[key], key
        assert _recounted(scope, span) == {key: counted.total[key] for key in _recounted(scope, span)}
        transaction.set_rollback(True)


def _identities(figure: Counts) -> None:
    assert figure["total"] == figure["online"] + figure["direct"] + figure["postal"] + figure["carried"]
    assert figure["total"] == figure["solved"] + figure["open"]
    assert figure["solved"] == figure["early"] + figure["on_time"] + figure["late"]
    assert figure["solved"] == figure["issued"] + figure["refused"] + figure["withdrawn"] + figure["stopped"]
    assert figure["open"] == figure["within"] + figure["overdue"]
    assert figure["digitised_strict"] + figure["digitised_gap"] == figure["digitised"]
    assert figure["digitised"] <= figure["accepted"] <= figure["total"]
    assert figure["e_results_valid"] <= figure["e_results"] <= figure["issued"]
    assert figure["in_time"] <= figure["measured"]


def _recounted(scope: Scope, span: Span) -> dict[str, int]:
    """The same figures, counted line by line in Python with the rules of ``law``."""
    journals: dict[object, list[Entry]] = {}
    lines = Entry.objects.filter(agency_id__in=scope.agency_ids, at__lte=span.moment).order_by("seq")
    for line in lines:
        journals.setdefault(line.dossier_id, []).append(line)
    keys = (
        "total received carried solved early late on_time open overdue waiting asked_twice digitised_strict"
    )
    count = dict.fromkeys(keys.split(), 0)
    for journal in journals.values():
        for key in _marks(journal, span):
            count[key] += 1
    return count


def _marks(journal: list[Entry], span: Span) -> set[str]:
    end = next((line for line in journal if line.verb in ENDS), None)
    if end and end.at < span.start:
        return set()
    last = journal[-1]
    marks = {"total", "received" if journal[0].at >= span.start else "carried"}
    asked = [line for line in journal if line.verb in REQUESTS]
    marks |= {"asked_twice"} if len(asked) > 1 else set()
    paused = State(last.state_to) in PAUSED_STATES
    counted_to = end.at if end else asked[-1].at if paused else span.moment
    stands = standing(last.due_at, counted_to) if last.due_at else Standing.ON_TIME
    if end:
        early = stands is Standing.EARLY and end.verb == "results.issue"
        marks |= {"solved", "late" if stands is Standing.OVERDUE else "early" if early else "on_time"}
    else:
        marks |= {"open"} | ({"overdue"} if stands is Standing.OVERDUE else set())
        marks |= {"waiting"} if paused else set()
    return marks | ({"digitised_strict"} if _strict(journal, end) else set())


def _strict(journal: list[Entry], end: Entry | None) -> bool:
    if not any(line.verb == "intake.accept" for line in journal):
        return False
    judged = [line for line in journal if line.verb == "intake.judge"]
    added = [line for line in journal if line.verb == "filing.supplement" and line.facts["components"]]
    if not judged or (added and added[-1].seq > judged[-1].seq):
        return False
    if not (journal[0].facts["components"][0]["sha256"] or added):
        return False
    valid = all(item["validity"] == "valid" for item in judged[-1].facts["components"])
    result = end.facts["verdict"] == "TOTAL_PASSED" if end and end.verb == "results.issue" else True
    return valid and result
