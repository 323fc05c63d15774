"""Every public verb checks its actor: found in the code, looked up in the law, called on a real dossier."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from types import FunctionType
from uuid import uuid4

import pytest
from django.db import transaction
from tests import stage
from tests.permissions.calls import CALLS, RELATIONS, Call, opinion_of

import hoso
from hoso.base.errors import Conflict, HosoError, NotAllowed, NotFound
from hoso.dossiers.relations import relations_to
from hoso.law.duties import DUTIES
from hoso.law.lifecycle import TRANSITIONS
from hoso.law.roles import Relation, Role
from hoso.law.states import State
from hoso.parties.actors import SYSTEM
from hoso.processing import actions as processing

DOORS = {"portal", "desk", "board", "api", "cli", "jobs", "screens"}
READS = {"number_of", "certification_of"}
"""Public functions of an actions module that change nothing and are asked by rooms only."""
OWN_DATA = {"update_profile"}
"""Verbs that can reach nothing but the actor's own record: there is no object to stand in relation to."""
_CHECKS = {"require", "permit", "_may"}
_VERB = re.compile(r"[a-z]+\.[a-z_]+")


def _actions() -> list[FunctionType]:
    found = []
    for info in pkgutil.iter_modules(hoso.__path__):
        if info.name in DOORS or not _has_actions(info.name):
            continue
        module = importlib.import_module(f"hoso.{info.name}.actions")
        names = getattr(module, "__all__", None) or [
            name for name in vars(module) if not name.startswith("_")
        ]
        functions = (getattr(module, name) for name in names)
        found += [one for one in functions if _is_ours(one, f"hoso.{info.name}.actions")]
    return found


def _has_actions(room: str) -> bool:
    return importlib.util.find_spec(f"hoso.{room}.actions") is not None


def _is_ours(thing: object, home: str) -> bool:
    return inspect.isfunction(thing) and inspect.unwrap(thing).__module__.startswith(home)


def _verbs_checked_by(function: FunctionType) -> set[str]:
    """The verbs that a function, or a helper of its own module that it calls, checks its actor against."""
    bare = inspect.unwrap(function)
    tree = ast.parse(inspect.getsource(inspect.getmodule(bare)))
    local = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    verbs, seen, waiting = set(), set(), [bare.__name__]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in local:
            continue
        seen.add(name)
        for call in (node for node in ast.walk(local[name]) if isinstance(node, ast.Call)):
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if called in _CHECKS:
                verbs |= {
                    one.value
                    for one in ast.walk(call)
                    if isinstance(one, ast.Constant) and _VERB.fullmatch(str(one.value))
                }
            waiting.append(called)
    return verbs


ACTIONS = _actions()
_LAW = {row.verb for row in (*TRANSITIONS, *DUTIES)}


def _name(function: Callable[..., object]) -> str:
    return f"{inspect.unwrap(function).__module__.removeprefix('hoso.')}.{function.__name__}"


def test_the_verbs_are_found() -> None:
    assert len(ACTIONS) > 35


@pytest.mark.parametrize("function", ACTIONS, ids=_name)
def test_every_public_verb_names_its_actor_and_a_rule_of_the_law(function: FunctionType) -> None:
    if function.__name__ in READS:
        return
    assert "by" in inspect.signature(function).parameters, "nobody is asked who acts"
    if function.__name__ in OWN_DATA:
        return
    verbs = _verbs_checked_by(function)
    assert verbs, "no duty is checked"
    assert verbs <= _LAW, "the law has no rule for it"


def test_every_rule_that_moves_a_dossier_is_a_verb_that_is_called_below() -> None:
    called = {call.verb for call in CALLS} | {"filing.submit", "processing.give_opinion"}
    assert called == {row.verb for row in TRANSITIONS}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_without_its_relation_is_never_enough(role: Role) -> None:
    from hoso.law.duties import allowed

    for verb in _LAW:
        rows = [row for row in (*TRANSITIONS, *DUTIES) if row.verb == verb]
        for relation in Relation:
            lawful = any(role in row.roles and row.relation in {relation, Relation.ANYONE} for row in rows)
            assert allowed(verb, {role}, {relation}).ok is lawful, (verb, relation)


def outcome(act: Callable[[], object]) -> str:
    """What became of a call that is undone at once: ``passed`` when the permission gate let it through."""
    try:
        with transaction.atomic():
            act()
            raise _Undo  # noqa: TRY301
    except _Undo:
        return "passed"
    except (NotFound, NotAllowed) as refusal:
        return type(refusal).__name__
    except Conflict:
        return "Conflict"
    except HosoError:
        return "passed"  # the actor may, only the dossier is not ready for it


class _Undo(Exception):
    pass


def lawful(verb: str, state: State, username: str) -> str:
    rows = [row for row in TRANSITIONS if row.verb == verb and state in row.sources]
    actor, relations = stage.who(username), RELATIONS[username]
    if any(row.open_to(actor.roles, relations) for row in rows):
        return "passed"
    return "NotAllowed" if relations else "NotFound"


@pytest.mark.django_db
def test_the_relations_are_those_that_anybody_would_name() -> None:
    row = stage.row(stage.in_process())
    assert {name: relations_to(row, stage.who(name)) for name in RELATIONS} == RELATIONS


@pytest.mark.django_db
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.verb)
def test_each_verb_is_open_to_its_roles_and_to_nobody_else(call: Call) -> None:
    dossier = stage.IN_STATE[call.state]()
    if call.verb != "processing.assign":
        type(stage.row(dossier)).objects.filter(id=dossier).update(assignee_id=stage.who("thuly").account_id)
    seen = {name: outcome(lambda name=name: call.do(dossier, stage.who(name), None)) for name in RELATIONS}
    assert seen == {name: lawful(call.verb, call.state, name) for name in RELATIONS}
    assert seen[call.username] == "passed"


@pytest.mark.django_db
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.verb)
def test_a_stale_page_is_told_to_insiders_and_nothing_to_strangers(call: Call) -> None:
    dossier = stage.IN_STATE[call.state]()
    before = stage.everything()
    lines = stage.lines(dossier)
    assert outcome(lambda: call.do(dossier, stage.who(call.username), 0)) == "Conflict"
    for stranger in {"nongdan", "thuly.ca", "quantri"} - {
        call.username
    }:  # an administrator counts dates again
        assert outcome(lambda stranger=stranger: call.do(dossier, stage.who(stranger), 0)) == "NotFound"
    assert stage.everything() == before
    assert stage.lines(dossier) == lines


@pytest.mark.django_db
@pytest.mark.parametrize("state", list(State))
def test_at_the_wrong_moment_every_verb_is_a_conflict_that_says_what_else_can_be_done(state: State) -> None:
    dossier = stage.IN_STATE[state]()
    type(stage.row(dossier)).objects.filter(id=dossier).update(assignee_id=stage.who("thuly").account_id)
    lines = stage.lines(dossier)
    for call in CALLS:
        if any(row.verb == call.verb and state in row.sources for row in TRANSITIONS):
            continue
        if Role.SYSTEM_ADMIN in stage.who(call.username).roles:  # reads no dossier, so he is told of none
            assert outcome(lambda call=call: call.do(dossier, stage.who(call.username), None)) == "NotFound"
            continue
        with pytest.raises(Conflict) as refusal:
            call.do(dossier, stage.who(call.username), None)
        assert state.label.vi in refusal.value.text.vi, call.verb
        assert outcome(lambda call=call: call.do(dossier, stage.who("nongdan"), None)) == "NotFound"
    assert stage.lines(dossier) == lines


@pytest.mark.django_db
def test_a_dossier_that_is_not_there_looks_like_one_that_is_not_yours() -> None:
    real = stage.submitted()
    for call in CALLS:
        texts = set()
        for dossier in (real, uuid4()):
            if call.verb == "intake.digitise" and dossier != real:
                continue  # it is called with a component, and there is none
            with pytest.raises(NotFound) as refusal:
                call.do(dossier, stage.who("nongdan"), None)
            texts.add(refusal.value.text)
        assert len(texts) == 1, call.verb


@pytest.mark.django_db
def test_only_the_asked_agency_gives_the_opinion() -> None:
    opinion = opinion_of(stage.in_process())
    seen = {
        name: outcome(lambda name=name: processing.give_opinion(opinion, "Đúng", by=stage.who(name)))
        for name in RELATIONS
    }
    asked = {
        "thuly.ca": "passed",
        "thutruong.ca": "passed",
        "lanhdao.ca": "NotAllowed",
        "vanthu.ca": "NotAllowed",
    }
    above = {"giamsat": "NotAllowed"}
    assert seen == {name: (asked | above).get(name, "NotFound") for name in RELATIONS}


@pytest.mark.django_db
def test_the_system_does_what_the_clock_may_do_and_no_more() -> None:
    lawful_for_system = {row.verb for row in TRANSITIONS if Role.SYSTEM in row.roles}
    made = {state: stage.IN_STATE[state]() for state in {call.state for call in CALLS}}
    for call in CALLS:
        dossier = made[call.state]
        found = outcome(lambda call=call, dossier=dossier: call.do(dossier, SYSTEM, None))
        may = call.verb in lawful_for_system and any(
            row.verb == call.verb and Role.SYSTEM in row.roles and call.state in row.sources
            for row in TRANSITIONS
        )
        assert found == ("passed" if may else "NotAllowed"), call.verb
