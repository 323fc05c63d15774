"""The OpenAPI document tells the truth: no call ends in a fault of ours or in an answer it does not declare."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from hoso.api.entrance.tokens import issue
from hoso.api.root import api
from hoso.parties.actors import SYSTEM

DOCUMENT = api.get_openapi_schema(path_prefix="/api/v1/")
SCHEMA = schemathesis.openapi.from_dict(json.loads(json.dumps(DOCUMENT, default=str)))
SENT = {
    "open_draft",
    "save_answers",
    "submit_draft",
    "judge",
    "request_completion",
    "propose",
    "give_opinion",
}


def operations(*methods: str) -> list[Any]:
    found: list[Any] = list(SCHEMA.include(method=list(methods)).get_all_operations())
    return [one.ok() for one in found]


READS = operations("GET")
WRITES = [one for one in operations("POST", "PUT") if one.definition.raw["operationId"] in SENT]
PHASES = (Phase.generate,)


def test_every_operation_declares_how_it_turns_a_call_away() -> None:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            declared = set(operation["responses"])
            assert {400, 404, 405, 422, 500} <= declared, (method, path)
            if operation.get("security"):
                assert {401, 403} <= declared, (method, path)
            if method != "get":
                assert {409, 413, 415} <= declared, (method, path)


def test_every_operation_says_what_it_does_and_has_a_name_of_its_own() -> None:
    declared = [one for methods in DOCUMENT["paths"].values() for one in methods.values()]
    names = [one["operationId"] for one in declared]
    assert len(names) == len(set(names))
    assert all(one.get("description") for one in declared)


def call(case: Any, head: dict[str, str]) -> Any:
    """Send what was made up, through Django's own client."""
    body = None if isinstance(case.body, schemathesis.core.NotSet) else case.body
    content = json.dumps(body) if body is not None else ""
    return Client(raise_request_exception=False).generic(
        case.method,
        case.formatted_path,
        content,
        content_type="application/json",
        query_params=case.query or {},
        headers=head,
    )


def judged(case: Any, answer: Any) -> None:
    assert answer.status_code < 500, answer.content
    declared = case.operation.definition.raw["responses"]
    assert answer.status_code in {int(status) for status in declared}, (case.path, answer.status_code)
    media = answer.headers.get("Content-Type", "").partition(";")[0]
    if answer.status_code != 204:
        assert media in declared[str(answer.status_code)]["content"], (case.path, media)
    if answer.status_code == 200 and media == "application/json":
        wanted = declared["200"]["content"][media]["schema"]
        validated(json.loads(answer.content), wanted)


def validated(value: Any, schema: dict[str, Any]) -> None:
    from jsonschema import Draft202012Validator

    root = json.loads(json.dumps({"components": DOCUMENT["components"]}, default=str))
    Draft202012Validator({**root, **schema}).validate(value)


@pytest.fixture(params=["", "nguoidan", "thuly"])
def head(request: pytest.FixtureRequest, db: None) -> dict[str, str]:
    if not request.param:
        return {}
    return {"Authorization": f"Bearer {issue(request.param, 'fuzz', by=SYSTEM)[0]}"}


def cases(chosen: list[Any]) -> st.SearchStrategy[Any]:
    return st.one_of([one.as_strategy() for one in chosen])


QUICK = settings(
    max_examples=40,
    deadline=None,
    phases=PHASES,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def test_made_up_reads_never_fail_and_answer_as_declared(head: dict[str, str]) -> None:
    @QUICK
    @seed(20261122)
    @given(case=cases(READS))
    def reading(case: Any) -> None:
        judged(case, call(case, head))

    reading()


def test_made_up_writes_never_fail_and_answer_as_declared(head: dict[str, str]) -> None:
    @QUICK
    @seed(20261122)
    @given(case=cases(WRITES))
    def writing(case: Any) -> None:
        judged(case, call(case, head))

    writing()
