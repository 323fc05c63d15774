"""A caller of the API over HTTP, as a machine would be: a key, JSON in, JSON out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hoso.api.entrance.tokens import issue
from hoso.parties.actors import SYSTEM


class Caller:
    """Calls with one account's key. Every answer is checked for its status."""

    def __init__(self, username: str, *, read_only: bool = False) -> None:
        clear, _ = issue(username, "test", by=SYSTEM, read_only=read_only)
        self.client = Client(raise_request_exception=False)
        self.head = {"Authorization": f"Bearer {clear}"}

    def get(self, path: str, expect: int = 200, **query: Any) -> Any:
        answer = self.client.get(f"/api/v1{path}", query, headers=self.head)
        return self._read(answer, expect)

    def send(self, path: str, body: Any = None, expect: int = 200, method: str = "post", **head: str) -> Any:
        call = getattr(self.client, method)
        data = json.dumps({} if body is None else body)
        answer = call(f"/api/v1{path}", data, content_type="application/json", headers={**self.head, **head})
        return self._read(answer, expect)

    def upload(self, path: str, expect: int = 201, **fields: Any) -> Any:
        answer = self.client.post(f"/api/v1{path}", fields, headers=self.head)
        return self._read(answer, expect)

    def _read(self, answer: Any, expect: int) -> Any:
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == expect, content[:2000].decode(errors="replace")
        if expect >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json"
        if "json" not in answer.headers.get("Content-Type", ""):
            return content
        return json.loads(content)


@pytest.fixture
def calling(db: None) -> Callable[..., Caller]:
    """A caller for a demonstration account."""
    return Caller
