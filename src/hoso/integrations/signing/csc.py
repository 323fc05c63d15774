"""The HTTP side of remote signing: Cloud Signature Consortium API, versions 1.0.4 and 2.

Only what is safe to repeat is repeated: a request that never reached the service, and one refused because the access
token had run out. An authorisation with a PIN is sent once. Every answer is taken with suspicion: its size, its type
and each field of it.
"""

from __future__ import annotations

import base64
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hoso.integrations.signing.configuration import ServiceSetting
from hoso.integrations.signing.failures import away, pin_refused, unusable

_LARGEST_ANSWER = 1024 * 1024
_EARLY = 30.0
_PIN_WORDS = ("pin", "locked", "invalid_otp", "authentication")


class _Refusal(Exception):
    """The service answered with an error of the standard: (HTTP status, error, description)."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(f"{status} {error}: {description}")
        self.status, self.error, self.description = status, error, description


@dataclass
class CscService:
    """One service with its access token. ``owner`` in the calls is named in refusals."""

    setting: ServiceSetting
    _token: str = field(default="", repr=False)
    _until: float = 0.0
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def credentials(self, owner: str) -> list[str]:
        """The identifiers of the keys this client may use (``credentials/list``)."""
        listed = self._call("credentials/list", {"maxResults": 100}, owner).get("credentialIDs")
        return [str(one) for one in _list(listed, owner)]

    def credential(self, identifier: str, owner: str) -> Mapping[str, Any]:
        """Key, certificates and way of authorisation of one credential (``credentials/info``)."""
        asked = {"credentialID": identifier, "certificates": "chain", "certInfo": True, "authInfo": True}
        return self._call("credentials/info", asked, owner)

    def sign_hash(
        self, identifier: str, digest: bytes, algorithm: Mapping[str, str], pin: str, owner: str
    ) -> bytes:
        """One raw signature over a digest: authorised for exactly this digest, then signed.

        ``algorithm`` holds the object identifiers ``hash`` and ``sign`` and, for PSS, ``parameters``. When the
        authorisation has run out in between, a new one is asked for once. Raises KeyAway, PinRefused,
        KeyUnavailable.
        """
        encoded = base64.b64encode(digest).decode()
        for last in (False, True):
            data = self._authorise(identifier, encoded, algorithm["hash"], pin, owner)
            try:
                answer = self._call_once(
                    "signatures/signHash", self._wish(identifier, encoded, algorithm, data)
                )
            except _Refusal as refusal:
                if last or "sad" not in f"{refusal.error} {refusal.description}".lower():
                    raise self._told(refusal, owner) from refusal
                continue
            except OSError as error:
                raise _silent(owner, self.setting.name) from error
            return _bytes(_list(answer.get("signatures"), owner), owner)
        raise AssertionError("the second round always ends")

    def _authorise(self, identifier: str, encoded: str, hash_oid: str, pin: str, owner: str) -> str:
        asked: dict[str, Any] = {"credentialID": identifier, "numSignatures": 1}
        if self.setting.version == 1:
            asked |= {"hash": [encoded], "PIN": pin}
        else:
            asked |= {
                "hashes": [encoded],
                "hashAlgorithmOID": hash_oid,
                "authData": [{"id": "PIN", "value": pin}],
            }
        try:
            data = self._call_once("credentials/authorize", asked).get("SAD")
        except _Refusal as refusal:
            if any(word in f"{refusal.error} {refusal.description}".lower() for word in _PIN_WORDS):
                raise pin_refused(
                    owner,
                    f"dịch vụ từ chối mã PIN ({refusal.description})",
                    f"the service refused the PIN ({refusal.description})",
                ) from refusal
            raise self._told(refusal, owner) from refusal
        except OSError as error:
            raise _silent(owner, self.setting.name) from error
        if not isinstance(data, str) or not data:
            raise _nonsense(owner)
        return data

    def _wish(self, identifier: str, encoded: str, algorithm: Mapping[str, str], data: str) -> dict[str, Any]:
        asked = {"credentialID": identifier, "SAD": data, "signAlgo": algorithm["sign"]}
        if "parameters" in algorithm:
            asked["signAlgoParams"] = algorithm["parameters"]
        if self.setting.version == 1:
            return {**asked, "hash": [encoded], "hashAlgo": algorithm["hash"]}
        return {**asked, "hashes": [encoded], "hashAlgorithmOID": algorithm["hash"], "operationMode": "S"}

    def _call(self, path: str, asked: Mapping[str, Any], owner: str) -> Mapping[str, Any]:
        """A call that changes nothing, and so may be repeated once when the service is not reached."""
        try:
            try:
                return self._call_once(path, asked)
            except OSError:
                return self._call_once(path, asked)
        except _Refusal as refusal:
            raise self._told(refusal, owner) from refusal
        except OSError as error:
            raise _silent(owner, self.setting.name) from error

    def _call_once(self, path: str, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            return self._post(path, asked, self._access())
        except _Refusal as refusal:
            if refusal.status != 401:
                raise
        self._until = 0.0  # the access token was revoked or ran out early; a refused call did nothing
        return self._post(path, asked, self._access())

    def _access(self) -> str:
        with self._guard:
            if time.monotonic() >= self._until:
                asked = {
                    "grant_type": "client_credentials",
                    "client_id": self.setting.client_id,
                    "client_secret": self.setting.secret(),
                }
                path = self.setting.token_url or "oauth2/token"
                given = self._post(path, asked, None)
                token, seconds = given.get("access_token"), given.get("expires_in", 300)
                if not isinstance(token, str) or not isinstance(seconds, int | float):
                    raise _Refusal(200, "nonsense", "no access token")
                self._token, self._until = token, time.monotonic() + max(0.0, float(seconds) - _EARLY)
            return self._token

    def _post(self, path: str, asked: Mapping[str, Any], access: str | None) -> Mapping[str, Any]:
        """One exchange. Raises _Refusal for an answer of the service, OSError where there is none."""
        url = path if path.startswith(("https://", "http://127.0.0.1")) else f"{self.setting.url}/{path}"
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if access is not None:
            headers["Authorization"] = f"Bearer {access}"
        request = urllib.request.Request(url, json.dumps(asked).encode(), headers)  # noqa: S310  checked at reading
        try:
            with _OPENER.open(request, timeout=self.setting.timeout_seconds) as answer:
                return _object(answer.read(_LARGEST_ANSWER + 1))
        except urllib.error.HTTPError as error:
            with error:
                try:
                    told = _object(error.read(_LARGEST_ANSWER))
                except _Refusal:
                    told = {}
            if error.code >= 500 and "error" not in told:
                raise OSError(f"status {error.code}") from error
            raise _Refusal(
                error.code, str(told.get("error", "")), str(told.get("error_description", ""))[:200]
            ) from error

    def _told(self, refusal: _Refusal, owner: str) -> Exception:
        if refusal.error == "nonsense":
            return _nonsense(owner)
        why = refusal.description or refusal.error or str(refusal.status)
        return unusable(
            owner,
            f"dịch vụ “{self.setting.name}” từ chối ({why})",
            f"the service “{self.setting.name}” refuses ({why})",
        )


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would carry PIN and token to another place."""

    def redirect_request(self, *_: object) -> None:
        """Never."""


_OPENER = urllib.request.build_opener(_NoRedirects)


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        held = json.loads(content) if len(content) <= _LARGEST_ANSWER else None
    except ValueError:
        held = None
    if not isinstance(held, dict):
        raise _Refusal(200, "nonsense", "no JSON object")
    return held


def _list(held: object, owner: str) -> list[Any]:
    if not isinstance(held, list):
        raise _nonsense(owner)
    return held


def _bytes(held: list[Any], owner: str) -> bytes:
    try:
        (encoded,) = held
        return base64.b64decode(encoded, validate=True)
    except (ValueError, TypeError) as error:
        raise _nonsense(owner) from error


def _silent(owner: str, service: str) -> Exception:
    return away(
        owner,
        f"dịch vụ ký từ xa “{service}” không trả lời",
        f"the remote signing service “{service}” does not answer",
    )


def _nonsense(owner: str) -> Exception:
    return away(
        owner,
        "dịch vụ ký từ xa trả lời không đúng chuẩn",
        "the remote signing service's answer is not of the standard",
    )
