"""The two tables: where verbs lead, who may, and why not."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoso.law.duties import DUTIES, allowed
from hoso.law.lifecycle import (
    END_STATES,
    LIVE_STATES,
    OPEN_STATES,
    PAUSED_STATES,
    TRANSITIONS,
    State,
    may,
    transition,
    verbs_for,
)
from hoso.law.roles import Relation, Role

VERBS = sorted({row.verb for row in TRANSITIONS})
EVERYWHERE = set(Relation)


def reachable() -> set[State]:
    found: set[State | None] = {None}
    while True:
        more = {row.target for row in TRANSITIONS if row.target and row.sources & found} - found
        if not more:
            return {state for state in found if state}
        found |= more


def test_every_state_can_be_reached_and_left_or_is_an_end() -> None:
    assert reachable() == set(State)
    for state in State:
        leads_on = any(state in row.sources and row.target not in {None, state} for row in TRANSITIONS)
        assert leads_on != state.is_end


def test_no_state_waits_for_a_paper_copy_and_no_verb_leads_to_one() -> None:
    pauses = {state for state in reachable() if not state.clock_runs and not state.is_end} - {State.ISSUED}
    assert pauses == PAUSED_STATES
    for state in pauses:  # both wait for the applicant, who may answer with an electronic paper
        assert {row.target for row in TRANSITIONS if row.verb == "filing.supplement" and state in row.sources}
    asks = {row.verb for row in TRANSITIONS if row.target in PAUSED_STATES}
    assert asks == {"intake.request_completion", "processing.request_supplement"}
    for word in ("paper", "giấy tờ gốc", "bản giấy", "original"):
        assert not [
            state for state in State if word in f"{state.value} {state.label.vi} {state.label.en}".lower()
        ]


def test_a_verb_leads_from_one_state_to_one_state_whoever_does_it() -> None:
    for verb, state in product(VERBS, (None, *State)):
        assert len({row.target for row in TRANSITIONS if row.verb == verb and state in row.sources}) <= 1


def test_state_numbers_are_those_of_the_national_portal() -> None:
    assert {state.value: state.national_code for state in State} == {
        "submitted": 1, "awaiting_completion": 5, "accepted": 2, "refused": 3, "in_process": 4,
        "awaiting_supplement": 5, "proposed": 4, "decided": 4, "issued": 9, "returned": 10,
        "withdrawn": 7, "stopped": 8,
    }  # fmt: skip
    assert set(State) == END_STATES | LIVE_STATES
    assert not State.ISSUED.clock_runs
    assert State.ISSUED in LIVE_STATES - OPEN_STATES
    assert State.SUBMITTED.clock_runs


@pytest.mark.parametrize(
    ("verb", "state", "role", "relation", "target"),
    [
        ("filing.submit", None, Role.CITIZEN, Relation.OWNER, State.SUBMITTED),
        ("filing.submit", None, Role.INTAKE_OFFICER, Relation.RECEIVER, State.SUBMITTED),
        ("intake.accept", State.SUBMITTED, Role.INTAKE_OFFICER, Relation.RECEIVER, State.ACCEPTED),
        ("processing.assign", State.ACCEPTED, Role.HEAD, Relation.AGENCY, State.IN_PROCESS),
        ("processing.assign", State.ACCEPTED, Role.CASE_OFFICER, Relation.AGENCY, State.IN_PROCESS),
        ("filing.supplement", State.AWAITING_SUPPLEMENT, Role.CITIZEN, Relation.OWNER, State.IN_PROCESS),
        ("results.decide", State.PROPOSED, Role.COMPETENT_OFFICER, Relation.AGENCY, State.DECIDED),
        ("results.issue", State.DECIDED, Role.RECORDS_OFFICER, Relation.AGENCY, State.ISSUED),
        ("results.return_result", State.ISSUED, Role.SYSTEM, Relation.ANYONE, State.RETURNED),
        ("processing.stop", State.AWAITING_SUPPLEMENT, Role.SYSTEM, Relation.ANYONE, State.STOPPED),
    ],
)
def test_the_main_road_is_open_to_those_it_is_for(
    verb: str, state: State | None, role: Role, relation: Relation, target: State
) -> None:
    assert may(verb, state, {role}, {relation}).ok
    found = transition(verb, state)
    assert found
    assert found.target is target


def test_the_right_role_in_the_wrong_relation_is_refused() -> None:
    assert not may("intake.accept", State.SUBMITTED, {Role.INTAKE_OFFICER}, {Relation.AGENCY}).ok
    assert not may("filing.withdraw", State.SUBMITTED, {Role.CITIZEN}, set()).ok
    assert not may("processing.propose", State.IN_PROCESS, {Role.CASE_OFFICER}, {Relation.AGENCY}).ok
    assert not may("filing.submit", None, {Role.CASE_OFFICER}, {Relation.OWNER}).ok


def test_a_refusal_says_why_and_what_is_possible() -> None:
    wrong_state = may("results.decide", State.SUBMITTED, {Role.INTAKE_OFFICER}, {Relation.RECEIVER})
    assert wrong_state.reasons[0].code == "wrong-state"
    assert "“Mới đăng ký”" in wrong_state.first_text.vi
    assert "tiếp nhận hồ sơ" in wrong_state.first_text.vi
    stranger = may("intake.accept", State.SUBMITTED, {Role.CITIZEN}, {Relation.OWNER})
    assert stranger.reasons[0].code == "not-permitted"
    assert "rút hồ sơ" in stranger.first_text.vi
    assert may("intake.lose", State.SUBMITTED, set(Role), EVERYWHERE).reasons[0].code == "unknown-verb"


def test_nobody_withdraws_after_the_decision_and_nobody_issues_before_it() -> None:
    for state in State:
        decided = state in {State.DECIDED, State.ISSUED} or state.is_end
        assert may("filing.withdraw", state, {Role.CITIZEN}, {Relation.OWNER}).ok != decided
        issues = may("results.issue", state, set(Role), EVERYWHERE).ok
        assert issues == (state is State.DECIDED)


roles = st.sets(st.sampled_from(Role))
relations = st.sets(st.sampled_from(Relation))


@given(st.sampled_from((None, *State)), roles, relations)
def test_the_list_of_verbs_and_the_single_question_agree(
    state: State | None, held: set[Role], standing: set[Relation]
) -> None:
    listed = verbs_for(state, held, standing)
    assert {verb for verb in VERBS if may(verb, state, held, standing).ok} == set(listed)
    assert all(allowed(verb, held, standing).ok for verb in listed)


@given(st.sampled_from(sorted({row.verb for row in DUTIES})), relations)
def test_without_a_role_nothing_is_allowed(verb: str, standing: set[Relation]) -> None:
    refused = allowed(verb, set(), standing)
    assert not refused.ok
    assert refused.first_text.vi.startswith("Bạn chưa được phép")


def test_a_citizen_reads_only_what_is_his_and_an_official_only_what_is_his_agency_s() -> None:
    assert allowed("dossiers.read", {Role.CITIZEN}, {Relation.OWNER}).ok
    assert not allowed("dossiers.read", {Role.CITIZEN}, EVERYWHERE - {Relation.OWNER}).ok
    assert not allowed("dossiers.read", {Role.CASE_OFFICER}, {Relation.OWNER, Relation.SUPERVISED}).ok
    assert allowed("dossiers.read", {Role.CASE_OFFICER}, {Relation.ASKED}).ok
    assert not allowed("parties.manage", set(Role) - {Role.SYSTEM_ADMIN}, EVERYWHERE).ok
    assert not allowed("papers.shred", set(Role), EVERYWHERE).ok
