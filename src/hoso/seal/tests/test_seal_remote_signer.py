from __future__ import annotations

import base64
import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from hoso.seal.demonstration.hierarchy import Hierarchy
from hoso.seal.keys import SigningKey, as_asn1
from hoso.seal.trust import TrustStore
from hoso.seal.twophase import embed, prepare
from hoso.seal.verify import verify_here

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def address(hierarchy: Hierarchy, citizen: SigningKey) -> Iterator[str]:
    command = [
        sys.executable,
        "-m",
        "hoso.seal.demonstration.citizen_service",
        "--port",
        "0",
        "--origin",
        ORIGIN,
    ]
    process = subprocess.Popen(
        [*command, "--keys", str(hierarchy.directory / "keys")],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert process.stdout is not None
    yield process.stdout.readline().split()[-1]
    process.terminate()
    process.wait()


def _call(url: str, body: dict[str, Any] | None = None, **headers: str) -> tuple[int, dict[str, Any]]:
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, json.loads(response.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def _wish(attributes: bytes, pin: str = "246810", user: str = "citizen") -> dict[str, Any]:
    return {"user": user, "pin": pin, "attributes": base64.b64encode(attributes).decode()}


def test_a_citizen_signs_through_the_service(
    address: str, base: bytes, trust: TrustStore, now: datetime
) -> None:
    status, told = _call(f"{address}/certificate?user=citizen", Origin=ORIGIN)
    assert (status, told["name"]) == (200, "Trần Thị Bưởi")
    certificate = as_asn1(base64.b64decode(told["certificate"]))
    chain = [as_asn1(base64.b64decode(held)) for held in told["chain"]]
    prepared = prepare(base, certificate, chain, field_name="NguoiDan", now=now)
    status, answer = _call(f"{address}/sign", _wish(prepared.signed_attributes), Origin=ORIGIN)
    assert status == 200
    signed = embed(prepared, base64.b64decode(answer["signature"]), now=now)
    assert verify_here(signed, trust, now=now).passed


def test_another_web_page_may_not_ask(address: str) -> None:
    status, told = _call(f"{address}/certificate?user=citizen", Origin="http://evil.example")
    assert status == 403
    assert told["error"]["vi"]
    assert _call(f"{address}/certificate?user=citizen", Host="evil.example:80")[0] == 403


@pytest.mark.parametrize("user", ["nobody", "../keys/citizen", "", "%2e%2e"])
def test_unknown_users_are_not_found(address: str, user: str) -> None:
    assert _call(f"{address}/certificate?user={user}")[0] == 404


def test_only_signed_attributes_are_signed(address: str) -> None:
    assert _call(f"{address}/sign", _wish(b"any bytes at all"))[0] == 400
    assert _call(f"{address}/sign", {"user": "citizen"})[0] == 400
    assert _call(f"{address}/else", {})[0] == 404


def test_five_wrong_pins_lock_the_key(address: str, base: bytes, officer: SigningKey, now: datetime) -> None:
    attributes = prepare(base, officer.certificate, field_name="F", now=now).signed_attributes
    tries = [_call(f"{address}/sign", _wish(attributes, pin="000000", user="officer"))[0] for _ in range(6)]
    assert tries == [403] * 5 + [423]
    assert _call(f"{address}/sign", _wish(attributes, pin="trinh-dien", user="officer"))[0] == 423
