"""A token agent on the person's own machine: the signing service run as that agent, over the loopback address."""

from __future__ import annotations

import base64
import json
import shutil
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from hoso.filing import queries as filing
from hoso.parties.actors import Actor
from hoso.seal.demonstration.citizen_service import server
from hoso.seal.demonstration.hierarchy import DEMONSTRATION_PASSPHRASE

pytestmark = pytest.mark.django_db
ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def agent(tmp_path: Path, db: None) -> Iterator[str]:
    """An agent for one token; it has no issuing office, so nobody can enrol or revoke at it."""
    keys = tmp_path / "agent" / "keys"
    keys.mkdir(parents=True)
    for suffix in (".p12", ".pem"):
        shutil.copy(Path(settings.HOSO_TRUST) / "keys" / f"citizen-nguoidan{suffix}", keys / f"token{suffix}")
    serving = server(0, keys, ORIGIN)
    threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_address[1]}"
    serving.shutdown()
    serving.server_close()


def ask(address: str, body: dict[str, str] | None = None) -> dict[str, Any]:
    """What the page asks the agent."""
    data = json.dumps(body).encode() if body else None
    headers = {"Content-Type": "application/json", "Origin": ORIGIN}
    with urllib.request.urlopen(urllib.request.Request(address, data, headers), timeout=10) as answer:
        said: dict[str, Any] = json.loads(answer.read())
    return said


def test_a_form_is_signed_by_the_token_in_the_persons_machine(
    citizen: Client, extract_draft: UUID, hoa: Actor, agent: str, settings: Any
) -> None:
    settings.HOSO_TOKEN_AGENT_URL = agent
    page = citizen.get(f"/nop/{extract_draft}/kiem-tra").content.decode()
    assert f'data-service="{agent}" data-user="token"' in page
    held = ask(f"{agent}/certificate?user=token")
    sent = {"certificate": held["certificate"], "chain": held["chain"]}
    ready = citizen.post(f"/nop/{extract_draft}/ky/chuan-bi", sent, content_type="application/json").json()
    wish = {"user": "token", "pin": DEMONSTRATION_PASSPHRASE, "attributes": ready["attributes"]}
    made = ask(f"{agent}/sign", wish | {"digest_algorithm": ready["digest_algorithm"]})
    base64.b64decode(made["signature"], validate=True)
    back = {"session": ready["session"], "signature": made["signature"]}
    answer = citizen.post(f"/nop/{extract_draft}/ky/hoan-tat", back, content_type="application/json")
    assert answer.status_code == 200
    laid = filing.draft(extract_draft, by=hoa).papers[0]
    assert laid.paper.verdict == "TOTAL_PASSED"
    assert laid.paper.report["signatures"][0]["timestamp"]


def test_without_an_agent_the_page_offers_none(citizen: Client, extract_draft: UUID) -> None:
    assert 'data-user="token"' not in citizen.get(f"/nop/{extract_draft}/kiem-tra").content.decode()
