"""A demonstration remote signing service of its own (Cloud Signature Consortium API 1.0.4 and 2), loopback only.

``python -m hoso.seal.demonstration.csc_service --keys DIR --client-id NAME --secret-file FILE``. Addresses are
``/csc/v1/…`` and ``/csc/v2/…``: info, oauth2/token, credentials/list, credentials/info, credentials/authorize,
signatures/signHash. The PIN of a credential is the passphrase of its key file.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from hoso.seal.demonstration.csc_credentials import CscCredentials, CscRefusal

_PATH = re.compile(r"/csc/(v[12])/(.+)")
_LARGEST_BODY = 256 * 1024
Work = Callable[[dict[str, Any]], dict[str, Any]]


class _Handler(BaseHTTPRequestHandler):
    server_version = "demonstration-csc"
    protocol_version = "HTTP/1.1"
    timeout = 30
    service: CscCredentials

    def do_POST(self) -> None:
        """Every call of the standard is a POST."""
        try:
            self._send(200, self._answer())
        except CscRefusal as refusal:
            self._send(refusal.status, {"error": refusal.error, "error_description": refusal.description})

    def _answer(self) -> dict[str, Any]:
        asked = self._asked()
        named = _PATH.fullmatch(urlsplit(self.path).path)
        version, call = (named[1], named[2]) if named else ("", "")
        if call == "info":
            return _info(version)
        if call == "oauth2/token":
            return self.service.token(asked)
        calls: dict[str, Work] = {
            "credentials/list": lambda _: self.service.listed(),
            "credentials/info": self.service.info,
            "credentials/authorize": self.service.authorise,
            "signatures/signHash": self.service.sign,
        }
        if call not in calls:
            raise CscRefusal(404, "invalid_request", "There is no such method here")
        self.service.require(self.headers.get("Authorization", "").removeprefix("Bearer "))
        return calls[call](asked)

    def _asked(self) -> dict[str, Any]:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > _LARGEST_BODY:
            self.close_connection = True
            raise CscRefusal(413, "invalid_request", "The request is too large")
        body = self.rfile.read(int(length))
        if self.headers.get_content_type() == "application/x-www-form-urlencoded":
            return dict(parse_qsl(body.decode("utf-8", "replace")))
        try:
            asked = json.loads(body or b"{}")
        except ValueError as error:
            raise CscRefusal(400, "invalid_request", "The request is no JSON") from error
        if not isinstance(asked, dict):
            raise CscRefusal(400, "invalid_request", "The request is no JSON object")
        return asked

    def _send(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Says nothing: requests carry PINs."""


def _info(version: str) -> dict[str, Any]:
    return {
        "specs": "1.0.4.0" if version == "v1" else "2.0.0.2",
        "name": "TRÌNH DIỄN – Ký số từ xa (DEMONSTRATION)",
        "logo": "",
        "region": "VN",
        "lang": "vi-VN",
        "description": "Demonstration keys; they protect nothing",
        "authType": ["oauth2client"],
        "methods": ["credentials/list", "credentials/info", "credentials/authorize", "signatures/signHash"],
    }


def server(port: int, service: CscCredentials) -> ThreadingHTTPServer:
    """The service on 127.0.0.1; port 0 takes a free one."""
    handler = type("Handler", (_Handler,), {"service": service})
    return ThreadingHTTPServer(("127.0.0.1", port), handler)


def main(arguments: list[str] | None = None) -> None:
    """Serve until stopped; the first line printed says where."""
    parser = argparse.ArgumentParser(
        prog="python -m hoso.seal.demonstration.csc_service", description="demonstration remote signing (CSC)"
    )
    parser.add_argument("--port", type=int, default=8802)
    parser.add_argument("--keys", type=Path, required=True)
    parser.add_argument("--client-id", required=True)
    parser.add_argument("--secret-file", type=Path, required=True, help="file with the client's secret")
    parser.add_argument("--sad-seconds", type=float, default=300, help="how long an authorisation is good")
    asked = parser.parse_args(arguments)
    secret = asked.secret_file.read_text("utf-8").strip()
    serving = server(
        asked.port, CscCredentials(asked.keys, asked.client_id, secret, sad_seconds=asked.sad_seconds)
    )
    print(f"remote signing service: http://127.0.0.1:{serving.server_address[1]}/csc/v2", flush=True)
    try:
        serving.serve_forever()
    except KeyboardInterrupt:
        serving.server_close()


if __name__ == "__main__":
    main()
