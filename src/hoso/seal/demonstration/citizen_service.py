"""A small demonstration signing service: it holds demonstration keys of citizens, as a provider would.

Runs on its own, on the loopback address only: ``python -m hoso.seal.demonstration.citizen_service
--port 8801 --keys DIR --origin URL [--secret FILE]``.

For the page of ``origin``: ``GET /certificate?user=NAME`` answers the certificate and its chain; ``POST /sign``
``{user, pin, attributes, digest_algorithm}`` (attributes: base64 DER, as prepared) answers ``{signature}``;
``POST /enrol`` and ``POST /renew`` ``{ticket, pin}`` make a key and answer its certificate.
For the issuing office, with ``Authorization: Bearer SECRET``: ``POST /invitations`` ``{reference, name,
identifier, organisation?, days, renews?}`` answers ``{ticket, expires_at}``; ``POST /revoke`` ``{reference}``
answers ``{serial, revoked_at}``.
The PIN is the passphrase of the key file; after five wrong ones the key stays locked until the service
restarts.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from asn1crypto import cms, pem

from hoso.seal.errors import KeyUnavailable
from hoso.seal.keys import HASHES, SigningKey, as_asn1
from hoso.seal.subjects import Subject

from .citizen_enrolment import Enrolment, ServiceRefusal, secret_in
from .hierarchy import Hierarchy

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_LARGEST_BODY = 64 * 1024
_TRIES = 5


def _utc() -> datetime:
    return datetime.now(UTC)


@dataclass
class SigningService:
    """What the service does, without the network: certificates and signatures from a directory of key
    files.
    """

    keys: Path
    secret: str = ""
    now: Callable[[], datetime] = _utc
    _wrong: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.enrolment = Enrolment(Hierarchy(self.keys.parent), self.secret, self._opened, self.now)

    def certificate(self, user: str) -> dict[str, Any]:
        """The user's certificate and the authorities above it, base64 DER."""
        path = self._path(user, ".pem")
        if not path.is_file():
            raise ServiceRefusal(HTTPStatus.NOT_FOUND, "Không có người dùng này.", "There is no such user.")
        held = [der for _, _, der in pem.unarmor(path.read_bytes(), multiple=True)]
        encoded = [base64.b64encode(der).decode() for der in held]
        return {
            "user": user,
            "name": Subject.of(as_asn1(held[0])).name,
            "certificate": encoded[0],
            "chain": encoded[1:],
        }

    def sign(self, user: str, pin: str, attributes: bytes, digest_algorithm: str) -> bytes:
        """The raw signature over CMS signed attributes, once the PIN opens the key."""
        if digest_algorithm not in HASHES or not _are_attributes(attributes):
            raise ServiceRefusal(
                HTTPStatus.BAD_REQUEST, "Dữ liệu cần ký không đúng dạng.", "What to sign is not well-formed."
            )
        key = self._opened(user, pin)
        self.enrolment.require_unrevoked(user)
        return key.sign(attributes, digest_algorithm)

    def _opened(self, user: str, pin: str) -> SigningKey:
        with self._lock:
            if self._wrong[user] >= _TRIES:
                raise ServiceRefusal(
                    HTTPStatus.LOCKED,
                    "Khóa đã bị chặn vì sai mã PIN nhiều lần.",
                    "Too many wrong PINs: locked.",
                )
            try:
                key = SigningKey.load(self._path(user, ".p12"), pin)
            except KeyUnavailable as error:
                self._wrong[user] += 1
                raise ServiceRefusal(
                    HTTPStatus.FORBIDDEN, "Sai người dùng hoặc mã PIN.", "Wrong user or PIN."
                ) from error
            self._wrong[user] = 0
        return key

    def _path(self, user: str, suffix: str) -> Path:
        if not _NAME.fullmatch(user):
            raise ServiceRefusal(HTTPStatus.NOT_FOUND, "Không có người dùng này.", "There is no such user.")
        return self.keys / f"{user}{suffix}"


def _are_attributes(content: bytes) -> bool:
    """Only signed attributes with a message digest are signed, so that the key cannot be used for anything
    else.
    """
    try:
        parsed = cms.CMSAttributes.load(content, strict=True)
        return any(item["type"].native == "message_digest" for item in parsed)
    except (ValueError, TypeError, KeyError):
        return False


class _Handler(BaseHTTPRequestHandler):
    server_version = "demonstration-signer"
    service: SigningService
    origin: str

    def do_OPTIONS(self) -> None:
        self._send(HTTPStatus.NO_CONTENT, None)

    def do_GET(self) -> None:
        self._answer(self._certificate)

    def do_POST(self) -> None:
        self._answer(self._post)

    def _certificate(self) -> dict[str, Any]:
        address = urlsplit(self.path)
        if address.path != "/certificate":
            raise ServiceRefusal(HTTPStatus.NOT_FOUND, "Không có địa chỉ này.", "There is no such address.")
        return self.service.certificate(parse_qs(address.query).get("user", [""])[0])

    def _post(self) -> dict[str, Any]:
        work = {
            "/sign": self._signature,
            "/enrol": lambda asked: self._enrolled(asked, renewal=False),
            "/renew": lambda asked: self._enrolled(asked, renewal=True),
            "/invitations": self._invitation,
            "/revoke": self._revocation,
        }.get(urlsplit(self.path).path)
        if work is None:
            raise ServiceRefusal(HTTPStatus.NOT_FOUND, "Không có địa chỉ này.", "There is no such address.")
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > _LARGEST_BODY:
            raise ServiceRefusal(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Yêu cầu quá lớn.", "The request is too large."
            )
        try:
            return work(json.loads(self.rfile.read(int(length))))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ServiceRefusal(
                HTTPStatus.BAD_REQUEST, "Yêu cầu không đúng dạng.", "The request is not well-formed."
            ) from error

    def _signature(self, asked: dict[str, Any]) -> dict[str, Any]:
        user, pin = str(asked["user"]), str(asked["pin"])
        attributes = base64.b64decode(asked["attributes"], validate=True)
        signature = self.service.sign(user, pin, attributes, str(asked.get("digest_algorithm", "sha256")))
        return {"signature": base64.b64encode(signature).decode()}

    def _enrolled(self, asked: dict[str, Any], *, renewal: bool) -> dict[str, Any]:
        ticket, pin = str(asked["ticket"]), str(asked["pin"])
        return self.service.certificate(self.service.enrolment.enrol(ticket, pin, renewal=renewal))

    def _invitation(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.service.enrolment.require_secret(self.headers.get("Authorization", ""))
        if not _NAME.fullmatch(str(asked["reference"])):
            raise ValueError("reference")
        return self.service.enrolment.invite(asked)

    def _revocation(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.service.enrolment.require_secret(self.headers.get("Authorization", ""))
        reference = str(asked["reference"])
        if not _NAME.fullmatch(reference):
            raise ValueError("reference")
        return self.service.enrolment.revoke(reference)

    def _answer(self, work: Callable[[], dict[str, Any]]) -> None:
        try:
            self._require_caller()
            self._send(HTTPStatus.OK, work())
        except ServiceRefusal as refusal:
            self._send(refusal.status, {"error": {"vi": refusal.text.vi, "en": refusal.text.en}})

    def _require_caller(self) -> None:
        """Only our own page may call, and only by the loopback name (a foreign name could be rebound to
        it).
        """
        host = self.headers.get("Host", "").rpartition(":")[0]
        if self.headers.get("Origin", self.origin) != self.origin or host not in ("127.0.0.1", "localhost"):
            raise ServiceRefusal(
                HTTPStatus.FORBIDDEN, "Trang này không được phép ký.", "This page may not ask for signatures."
            )

    def _send(self, status: HTTPStatus, body: dict[str, Any] | None) -> None:
        content = json.dumps(body, ensure_ascii=False).encode() if body is not None else b""
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", self.origin)
        self.send_header("Access-Control-Allow-Methods", "GET, POST")
        self.send_header("Access-Control-Allow-Headers", "Content-Type")
        self.send_header("Vary", "Origin")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Says nothing: requests carry PINs."""


def server(port: int, keys: Path, origin: str, secret: Path | None = None) -> ThreadingHTTPServer:
    """The service on 127.0.0.1; port 0 takes a free one. ``origin`` is the only web page that may call it.

    ``secret``: the file that opens the issuing office's part; without it nobody issues or revokes here.
    """
    service = SigningService(keys, secret_in(secret))
    handler = type("Handler", (_Handler,), {"service": service, "origin": origin.rstrip("/")})
    return ThreadingHTTPServer(("127.0.0.1", port), handler)


def main(arguments: list[str] | None = None) -> None:
    """Serve until stopped; the first line printed says where."""
    parser = argparse.ArgumentParser(
        prog="python -m hoso.seal.demonstration.citizen_service", description="demonstration signing service"
    )
    parser.add_argument("--port", type=int, default=8801)
    parser.add_argument("--keys", type=Path, required=True)
    parser.add_argument("--origin", required=True)
    parser.add_argument("--secret", type=Path)
    asked = parser.parse_args(arguments)
    serving = server(asked.port, asked.keys, asked.origin, asked.secret)
    print(f"signing service: http://127.0.0.1:{serving.server_address[1]}", flush=True)
    try:
        serving.serve_forever()
    except KeyboardInterrupt:
        serving.server_close()


if __name__ == "__main__":
    main()
