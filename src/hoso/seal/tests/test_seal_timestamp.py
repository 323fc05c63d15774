from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from asn1crypto import cms, core, tsp

from hoso.seal.demonstration.hierarchy import create
from hoso.seal.demonstration.services import answer_timestamp
from hoso.seal.errors import TimestampUnavailable
from hoso.seal.keys import SigningKey
from hoso.seal.timestamp import HttpTimestamper, LocalTimestamper, timestamp_token
from hoso.seal.verdict.integrity import token_is_intact

DIGEST = hashlib.sha256(b"content").digest()


@pytest.mark.parametrize("kind", ["P-256", "RSA-2048"])
def test_a_token_stamps_what_was_asked(kind: str, tmp_path: Path, now: datetime) -> None:
    tsa = create(tmp_path, now, "http://127.0.0.1/trust", kind=kind).timestamp_authority  # type: ignore[arg-type]
    token = timestamp_token(DIGEST, "sha256", LocalTimestamper(tsa, lambda: now))
    signed = cms.ContentInfo.load(token)["content"]
    assert token_is_intact(signed, b"content") == now
    assert token_is_intact(signed, b"something else") is None


@pytest.mark.parametrize("request_der", [b"", b"nonsense", b"\x30\x03\x02\x01\x01"])
def test_a_bad_request_is_rejected_in_the_answer(
    request_der: bytes, timestamper: LocalTimestamper, now: datetime
) -> None:
    answer = core.Sequence.load(answer_timestamp(request_der, timestamper.tsa, now), strict=True)
    assert len(answer) == 1
    assert tsp.PKIStatusInfo.load(answer[0].dump())["status"].native == "rejection"


def test_a_digest_of_the_wrong_length_is_rejected(timestamper: LocalTimestamper) -> None:
    with pytest.raises(TimestampUnavailable):
        timestamp_token(b"short", "sha256", timestamper)


class _Replay:
    """An authority that answers every question with the answer to its first one."""

    def __init__(self, real: LocalTimestamper) -> None:
        self.real, self.first = real, b""

    def answer(self, request_der: bytes) -> bytes:
        self.first = self.first or self.real.answer(request_der)
        return self.first


def test_an_answer_to_another_question_is_refused(timestamper: LocalTimestamper) -> None:
    replay = _Replay(timestamper)
    assert timestamp_token(DIGEST, "sha256", replay)
    with pytest.raises(TimestampUnavailable):
        timestamp_token(DIGEST, "sha256", replay)


@pytest.fixture
def service(timestamper: LocalTimestamper, now: datetime) -> Iterator[str]:
    tsa: SigningKey = timestamper.tsa

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = answer_timestamp(body, tsa, now)
            self.send_response(500 if self.path == "/broken" else 200)
            kind = "text/html" if self.path == "/page" else "application/timestamp-reply"
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_an_authority_behind_http_is_asked(service: str) -> None:
    assert timestamp_token(DIGEST, "sha256", HttpTimestamper(service))


@pytest.mark.parametrize("path", ["/broken", "/page"])
def test_a_failing_authority_is_a_clear_error(service: str, path: str) -> None:
    with pytest.raises(TimestampUnavailable) as caught:
        timestamp_token(DIGEST, "sha256", HttpTimestamper(service + path))
    assert "chưa" in caught.value.text.vi


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1:9/", "nonsense"])
def test_an_unreachable_address_is_a_clear_error(url: str) -> None:
    with pytest.raises(TimestampUnavailable):
        timestamp_token(DIGEST, "sha256", HttpTimestamper(url, timeout_seconds=1))
