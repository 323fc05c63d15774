"""The issuing authority over HTTP: the demonstration service as it runs, and services that fail in every way."""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from hoso.base import clock
from hoso.base.errors import Unavailable
from hoso.grants.ports import Wish
from hoso.integrations.signature_grants.demonstration import SigningServiceAuthority
from hoso.seal.demonstration.citizen_enrolment import make_secret
from hoso.seal.demonstration.citizen_service import server
from hoso.seal.demonstration.hierarchy import Hierarchy, create
from hoso.seal.keys import SigningKey, as_asn1
from hoso.seal.sign import seal
from hoso.seal.subjects import Subject
from hoso.seal.tests.conftest import page
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore
from hoso.seal.twophase import prepare
from hoso.seal.verify import verify_here

ORIGIN = "http://127.0.0.1:8000"
PIN = "rung-xanh-7"
WISH = Wish("grant-1", "Ma Văn Thử", "008075000002", "", 365)


@pytest.fixture(scope="module")
def hierarchy(tmp_path_factory: pytest.TempPathFactory) -> Hierarchy:
    return create(tmp_path_factory.mktemp("trust"), clock.now(), f"{ORIGIN}/trust")


@pytest.fixture(scope="module")
def authority(hierarchy: Hierarchy) -> Iterator[SigningServiceAuthority]:
    secret = make_secret(hierarchy.directory)
    assert secret.stat().st_mode & 0o077 == 0
    serving = server(0, hierarchy.directory / "keys", ORIGIN, secret)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield SigningServiceAuthority(f"http://127.0.0.1:{serving.server_address[1]}", secret)
    serving.shutdown()
    serving.server_close()


def browser(address: str, **body: str) -> tuple[int, dict[str, Any]]:
    """What the holder's page sends to the service."""
    headers = {"Content-Type": "application/json", "Origin": ORIGIN}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, json.dumps(body).encode(), headers), timeout=10
        ) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.loads(refusal.read())


def made(authority: SigningServiceAuthority, reference: str) -> None:
    invitation = authority.invite(replace(WISH, reference=reference))
    status, _ = browser(invitation.address, ticket=invitation.ticket, pin=PIN)
    assert status == 200


def test_a_key_is_made_with_a_ticket_and_a_pin_that_we_never_send(
    authority: SigningServiceAuthority, hierarchy: Hierarchy
) -> None:
    assert authority.certificate("grant-1") is None
    invitation = authority.invite(WISH)
    status, told = browser(invitation.address, ticket=invitation.ticket, pin="111111")
    assert (status, "3 ký tự" in told["error"]["vi"]) == (422, True)
    status, told = browser(invitation.address, ticket=invitation.ticket, pin=PIN)
    assert (status, told["name"]) == (200, "Ma Văn Thử")
    held = authority.certificate("grant-1")
    assert held
    assert held.certificate == told["certificate"]
    assert len(held.chain) == 2
    assert browser(invitation.address, ticket=invitation.ticket, pin=PIN)[0] == 410
    hierarchy.key("grant-1", PIN)


def test_a_renewal_wants_the_old_pin_and_its_own_door(authority: SigningServiceAuthority) -> None:
    made(authority, "grant-2")
    invitation = authority.invite(replace(WISH, reference="grant-3", renews="grant-2"))
    assert invitation.address.endswith("/renew")
    wrong_door = invitation.address.replace("/renew", "/enrol")
    assert browser(wrong_door, ticket=invitation.ticket, pin=PIN)[0] == 410
    assert browser(invitation.address, ticket=invitation.ticket, pin="sai-sai-sai")[0] == 403
    assert browser(invitation.address, ticket=invitation.ticket, pin=PIN)[0] == 200


def test_a_newer_ticket_ends_the_older_one(authority: SigningServiceAuthority) -> None:
    wish = replace(WISH, reference="grant-4")
    older, newer = authority.invite(wish), authority.invite(wish)
    assert browser(older.address, ticket=older.ticket, pin=PIN)[0] == 410
    assert browser(newer.address, ticket=newer.ticket, pin=PIN)[0] == 200


def test_without_the_secret_nobody_issues_or_revokes(
    authority: SigningServiceAuthority, tmp_path: Path
) -> None:
    made(authority, "grant-5")
    (tmp_path / "wrong").write_text("wrong")
    for secret in (tmp_path / "wrong", tmp_path / "absent"):
        stranger = replace(authority, secret=secret)
        for call in (lambda one: one.invite(WISH), lambda one: one.revoke("grant-5")):
            with pytest.raises(Unavailable):
                call(stranger)
    status, _ = browser(f"{authority.address}/revoke", reference="grant-5")
    assert status == 401
    assert authority.certificate("grant-5")


def test_after_revocation_new_signatures_fail_and_earlier_time_stamped_ones_stay(
    authority: SigningServiceAuthority, hierarchy: Hierarchy
) -> None:
    made(authority, "grant-6")
    key = hierarchy.key("grant-6", PIN)
    before = _signed(key, hierarchy)
    ended = authority.revoke("grant-6")
    time.sleep(1.1)  # revocation lists count whole seconds
    assert authority.revoke("grant-6") == ended
    after = _signed(key, hierarchy)
    trust, now = TrustStore.load(hierarchy.directory), clock.now()
    assert verify_here(before, trust, now=now).passed
    verdict = verify_here(after, trust, now=now)
    assert not verdict.passed
    wish = {"user": "grant-6", "pin": PIN, "attributes": _attributes(key)}
    assert browser(f"{authority.address}/sign", **wish)[0] == 410


def _signed(key: SigningKey, hierarchy: Hierarchy) -> bytes:
    stamper = LocalTimestamper(hierarchy.timestamp_authority, clock.now)
    return seal(page(), key, field_name="F", now=clock.now(), reason="x", level="B-T", timestamper=stamper)


def _attributes(key: SigningKey) -> str:
    prepared = prepare(page(), key.certificate, field_name="F", now=clock.now())
    return base64.b64encode(prepared.signed_attributes).decode()


Answer = Callable[[BaseHTTPRequestHandler], None]


def _send(body: bytes, status: int = 200, length: int | None = None) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def _silence(handler: BaseHTTPRequestHandler) -> None:
    threading.Event().wait(1.5)


BAD: dict[str, Answer] = {
    "slow": _silence,
    "500": _send(b"{}", 500),
    "404": _send(b"{}", 404),
    "no json": _send(b"<html>"),
    "a list": _send(b"[]"),
    "empty": _send(b"{}"),
    "wrong kinds": _send(b'{"ticket": 5, "expires_at": [], "revoked_at": {}, "certificate": 1, "chain": 2}'),
    "no zone": _send(b'{"ticket": "a", "expires_at": "2026-01-01T00:00:00", "revoked_at": "2026-01-01"}'),
    "deep": _send(b"[" * 60_000),
    "large": _send(b" " * 70_000),
    "cut short": _send(b'{"ticket"', length=500),
    "not http": lambda handler: handler.wfile.write(b"\x16\x03\x01 hello\r\n\r\n") and None,
}


@pytest.mark.parametrize("how", BAD)
def test_a_service_that_fails_is_said_in_both_languages(how: str, tmp_path: Path) -> None:
    answer = BAD[how]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        do_POST = do_GET  # noqa: N815  the base class names it so

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Quiet."""

    (tmp_path / "secret").write_text("x")
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    address = f"http://127.0.0.1:{serving.server_address[1]}"
    broken = SigningServiceAuthority(address, tmp_path / "secret", timeout_seconds=0.5)
    try:
        for call in (lambda: broken.invite(WISH), lambda: broken.revoke("a")):
            with pytest.raises(Unavailable) as refusal:
                call()
            assert "hãy thử lại" in refusal.value.text.vi
            assert "try again" in refusal.value.text.en
    finally:
        serving.shutdown()
        serving.server_close()


def test_nobody_at_the_address_is_said_too(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (tmp_path / "secret").write_text("x")
    with pytest.raises(Unavailable, match="chưa trả lời"):
        SigningServiceAuthority(f"http://127.0.0.1:{port}", tmp_path / "secret").certificate("a")


def test_the_certificate_speaks_of_the_person_and_the_firm(authority: SigningServiceAuthority) -> None:
    wish = replace(WISH, reference="grant-7", organisation="Hợp tác xã Thử Nghiệm")
    invitation = authority.invite(wish)
    assert browser(invitation.address, ticket=invitation.ticket, pin=PIN)[0] == 200
    held = authority.certificate("grant-7")
    assert held
    subject = Subject.of(as_asn1(base64.b64decode(held.certificate)))
    assert (subject.name, subject.organisation, subject.bare_identifier) == (
        "Ma Văn Thử", "Hợp tác xã Thử Nghiệm", "008075000002",
    )  # fmt: skip
