"""Remote signing over HTTP against our own service, and against services that fail or lie."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from hoso.integrations.signing.configuration import KeySetting, ServiceSetting
from hoso.integrations.signing.csc import CscService, _Refusal
from hoso.integrations.signing.csc_key import RemoteKey, open_key
from hoso.integrations.signing.failures import KeyAway, PinRefused
from hoso.seal.demonstration.hierarchy import DEMONSTRATION_PASSPHRASE, Hierarchy
from hoso.seal.errors import KeyUnavailable
from hoso.seal.sign import seal
from hoso.seal.trust import TrustStore
from hoso.seal.verify import verify_here

from .signing_places import NOW, new_hierarchy, officers, remote_service, small_page

RSA_SHA256 = {"hash": "2.16.840.1.101.3.4.2.1", "sign": "1.2.840.113549.1.1.11"}


@pytest.fixture(scope="module")
def hierarchy(tmp_path_factory: pytest.TempPathFactory) -> Hierarchy:
    made = new_hierarchy(tmp_path_factory.mktemp("trust"))
    officers(made)
    return made


@pytest.fixture(scope="module")
def address(hierarchy: Hierarchy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with remote_service(hierarchy.directory / "keys", tmp_path_factory.mktemp("csc")) as where:
        yield where


def _service(
    address: str, version: int = 2, secret: str = "a client's secret", seconds: float = 5
) -> ServiceSetting:
    return ServiceSetting("thử", f"{address}/v{version}", version, "hoso", lambda: secret, None, seconds)


def _key(
    service: ServiceSetting, kind: str = "P-256", *, pin: str = DEMONSTRATION_PASSPHRASE, **more: Any
) -> RemoteKey:
    place = {"service": "thử", "credential": f"officer-{kind}"}
    return open_key(KeySetting("Phạm Văn Token", "csc", place, lambda: pin, **more), service)


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize(
    ("kind", "more"),
    [("P-256", {}), ("P-384", {"digest": "sha512"}), ("RSA-2048", {}), ("RSA-2048", {"pss": True})],
)
def test_every_kind_of_key_signs_from_afar(
    version: int, kind: str, more: dict[str, Any], address: str, hierarchy: Hierarchy
) -> None:
    key = _key(_service(address, version), kind, **more)
    signed = seal(small_page(), key, field_name="Ky", now=NOW, level="B-B")
    assert verify_here(signed, TrustStore.load(hierarchy.directory), now=NOW).verdict == "TOTAL_PASSED"


def test_the_keys_of_a_client_are_listed(address: str) -> None:
    assert "officer-P-384" in CscService(_service(address)).credentials("Ân")


def test_an_access_token_that_ran_out_is_renewed_once(address: str) -> None:
    service = CscService(_service(address))
    service.credentials("Ân")
    service._token = "run out"
    assert service.credentials("Ân")


def test_a_wrong_client_secret_is_told_and_signs_nothing(address: str) -> None:
    with pytest.raises(KeyUnavailable, match="wrong secret"):
        _key(_service(address, secret="wrong"))


def test_a_wrong_pin_is_sent_once(address: str) -> None:
    key = _key(_service(address), "P-384", pin="000000")
    with pytest.raises(PinRefused, match="the service refused the PIN"):
        key.sign(b"document")
    with pytest.raises(PinRefused, match="refused this PIN before"):
        key.sign(b"document")


def test_five_wrong_pins_lock_a_credential(hierarchy: Hierarchy, tmp_path: Path) -> None:
    with remote_service(hierarchy.directory / "keys", tmp_path) as where:
        for _ in range(5):
            with pytest.raises(PinRefused, match="Invalid PIN"):
                _key(_service(where), pin="000000").sign(b"document")
        with pytest.raises(PinRefused, match="PIN locked"):
            _key(_service(where)).sign(b"document")


class _Raw:
    """The calls of the standard one by one, as a client who wants more than he was allowed would make them."""

    def __init__(self, address: str) -> None:
        self.service = CscService(_service(address))

    def authorise(self, *digests: bytes) -> str:
        asked = {
            "credentialID": "officer-RSA-2048",
            "numSignatures": len(digests),
            "hashes": [base64.b64encode(one).decode() for one in digests],
            "hashAlgorithmOID": RSA_SHA256["hash"],
            "authData": [{"id": "PIN", "value": DEMONSTRATION_PASSPHRASE}],
        }
        return str(self.service._call_once("credentials/authorize", asked)["SAD"])

    def sign(self, data: str, digest: bytes, credential: str = "officer-RSA-2048") -> list[str]:
        asked = self.service._wish(credential, base64.b64encode(digest).decode(), RSA_SHA256, data)
        return list(self.service._call_once("signatures/signHash", asked)["signatures"])


def test_an_authorisation_is_for_its_hashes_for_its_key_and_for_one_call(address: str) -> None:
    raw, digest, other = _Raw(address), hashlib.sha256(b"one").digest(), hashlib.sha256(b"other").digest()
    with pytest.raises(_Refusal, match="other hashes"):
        raw.sign(raw.authorise(digest), other)
    with pytest.raises(_Refusal, match="another credential"):
        raw.sign(raw.authorise(digest), digest, "officer-P-256")
    data = raw.authorise(digest, other)
    assert raw.sign(data, other)
    with pytest.raises(_Refusal, match="expired SAD"):
        raw.sign(data, digest)
    with pytest.raises(_Refusal, match="length"):
        raw.sign(raw.authorise(b"short"), b"short")


def test_an_authorisation_that_ran_out_is_asked_for_again_once(hierarchy: Hierarchy, tmp_path: Path) -> None:
    short = remote_service(hierarchy.directory / "keys", tmp_path, sad_seconds=0)
    with short as where, pytest.raises(KeyUnavailable, match="expired SAD"):
        _key(_service(where)).sign(b"document")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("credentials/info", {"credentialID": "../officer-P-256"}),
        ("credentials/authorize", {"credentialID": "officer-P-256", "numSignatures": 2, "hashes": ["AAAA"]}),
        ("credentials/authorize", {"credentialID": "officer-P-256", "numSignatures": 1, "hashes": "AAAA"}),
        ("credentials/authorize", {"credentialID": "officer-P-256", "numSignatures": 0, "hashes": [7]}),
        ("signatures/signHash", {"SAD": "invented", "hashes": ["AAAA"]}),
        ("signatures/elsewhere", {}),
    ],
)
def test_the_service_refuses_bad_calls_by_the_standard(path: str, body: dict[str, Any], address: str) -> None:
    with pytest.raises(_Refusal, match="invalid_request"):
        CscService(_service(address))._call_once(path, body)


class _Liar(BaseHTTPRequestHandler):
    """Answers as told; ``told`` maps the end of a path to (status, body)."""

    told: dict[str, tuple[int, bytes]]
    asked: list[str]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        name = self.path.rsplit("/", 1)[-1]
        self.asked.append(name)
        status, body = self.told.get(name, (404, b"{}"))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if status == 302:
            self.send_header("Location", "https://example.org/")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def liar() -> Iterator[tuple[str, type[_Liar]]]:
    good = json.dumps({"access_token": "t", "expires_in": 3600}).encode()
    authorised = json.dumps({"SAD": "s", "expiresIn": 300}).encode()
    told = {"token": (200, good), "authorize": (200, authorised)}
    handler = type("Handler", (_Liar,), {"told": told, "asked": []})
    serving = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=serving.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_address[1]}/csc", handler
    serving.shutdown()
    serving.server_close()


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, b"<html>Maintenance</html>", KeyAway),
        (200, b"[]", KeyAway),
        (200, b'{"signatures": "AAAA"}', KeyAway),
        (200, b'{"signatures": []}', KeyAway),
        (200, b'{"signatures": ["***"]}', KeyAway),
        (200, b'{"signatures": ["AAAA"]}', KeyUnavailable),  # a signature, but not by this key
        (200, b"{" + b" " * (1024 * 1024 + 1) + b"}", KeyAway),
        (302, b"", KeyUnavailable),
        (503, b"", KeyAway),
        (400, b'{"error": "invalid_request", "error_description": "quota"}', KeyUnavailable),
    ],
)
def test_nonsense_from_a_service_is_told_in_both_languages(
    status: int, body: bytes, kind: type[KeyUnavailable], liar: tuple[str, type[_Liar]], address: str
) -> None:
    where, handler = liar
    handler.told["signHash"] = status, body
    true = _key(_service(address))
    key = replace(true, service=CscService(_service(where)))
    with pytest.raises(kind) as caught:
        key.sign(b"document")
    assert "Chưa có gì được ký" in caught.value.text.vi
    assert "Nothing was signed" in caught.value.text.en
    assert handler.asked.count("signHash") == 1  # what may have had an effect is not sent twice


def test_a_service_that_shows_no_certificate_is_refused(liar: tuple[str, type[_Liar]]) -> None:
    where, handler = liar
    for body in (b"{}", b'{"cert": {"certificates": ["AAAA"]}}', b'{"cert": 5}'):
        handler.told["info"] = 200, body
        with pytest.raises(KeyUnavailable, match="no certificate"):
            _key(_service(where))


def test_a_dead_service_is_told_and_a_slow_one_given_up(liar: tuple[str, type[_Liar]]) -> None:
    with pytest.raises(KeyAway, match="does not answer"):
        _key(_service("http://127.0.0.1:9/csc"))
    where, handler = liar
    release = threading.Event()
    handler.do_POST = lambda self: release.wait(10)
    with pytest.raises(KeyAway, match="does not answer"):
        _key(_service(where, seconds=0.2))
    release.set()
