"""What the demonstration remote signing service does, without the network: clients, keys, authorisations.

An authorisation (SAD, signature activation data) is good for one call, for exactly the hashes it was given for, and
for five minutes: what the standard calls sole control assurance level 2.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asn1crypto import algos, pem, x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa, utils

from hoso.seal.errors import KeyUnavailable
from hoso.seal.keys import SigningKey, as_asn1
from hoso.seal.schemes import HASHES, Scheme, rsa_padding
from hoso.seal.subjects import Subject

TOKEN_SECONDS, SAD_SECONDS = 3600, 300
_TRIES, _MOST_HASHES = 5, 100
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class CscRefusal(Exception):
    """An error answer of the standard: its HTTP status, ``error`` and ``error_description``."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(description)
        self.status, self.error, self.description = status, error, description


@dataclass
class CscCredentials:
    """The keys in ``keys`` (``NAME.p12``), for one client. ``seconds`` is a clock that only runs forward."""

    keys: Path
    client_id: str
    client_secret: str = field(repr=False)
    seconds: Callable[[], float] = time.monotonic
    sad_seconds: float = SAD_SECONDS
    _tokens: dict[str, float] = field(default_factory=dict, repr=False)
    _authorised: dict[str, tuple[str, frozenset[bytes], SigningKey, float]] = field(
        default_factory=dict, repr=False
    )
    _wrong: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def token(self, asked: dict[str, Any]) -> dict[str, Any]:
        """OAuth 2 client credentials (RFC 6749 section 4.4)."""
        if asked.get("grant_type") != "client_credentials":
            raise CscRefusal(400, "unsupported_grant_type", "Only client_credentials is offered here")
        known = hmac.compare_digest(str(asked.get("client_id", "")), self.client_id)
        if not (hmac.compare_digest(str(asked.get("client_secret", "")), self.client_secret) and known):
            raise CscRefusal(401, "invalid_client", "Unknown client or wrong secret")
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._tokens = {one: until for one, until in self._tokens.items() if until > self.seconds()}
            self._tokens[token] = self.seconds() + TOKEN_SECONDS
        return {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS}

    def require(self, token: str) -> None:
        """Refuse a caller without a token that is still good."""
        if self._tokens.get(token, 0.0) <= self.seconds():
            raise CscRefusal(401, "invalid_token", "The access token is unknown or has run out")

    def listed(self) -> dict[str, Any]:
        """``credentials/list``."""
        return {"credentialIDs": sorted(path.stem for path in self.keys.glob("*.p12"))}

    def info(self, asked: dict[str, Any]) -> dict[str, Any]:
        """``credentials/info``: key, certificates, and that a PIN is needed."""
        path = self._path(asked).with_suffix(".pem")
        held = [der for _, _, der in pem.unarmor(path.read_bytes(), multiple=True)]
        certificate = as_asn1(held[0])
        chain = held if asked.get("certificates") == "chain" else held[:1]
        return {
            "description": Subject.of(certificate).name,
            "key": {
                "status": "enabled",
                "algo": _algorithms(certificate),
                "len": certificate.public_key.bit_size,
            },
            "cert": {"status": "valid", "certificates": [base64.b64encode(der).decode() for der in chain]},
            "auth": {"mode": "explicit", "expression": "PIN", "objects": [{"type": "Password", "id": "PIN"}]},
            "authMode": "explicit",
            "SCAL": "2",
            "PIN": {"presence": "true", "format": "A"},
            "multisign": _MOST_HASHES,
        }

    def authorise(self, asked: dict[str, Any]) -> dict[str, Any]:
        """``credentials/authorize``: a SAD for these hashes and no others, once the PIN opens the key."""
        path, hashes = self._path(asked), _hashes(asked)
        if asked.get("numSignatures") != len(hashes):
            raise CscRefusal(400, "invalid_request", "numSignatures does not fit the hashes")
        key = self._opened(path, _pin(asked))
        data = secrets.token_urlsafe(32)
        with self._lock:
            now = self.seconds()
            self._authorised = {one: held for one, held in self._authorised.items() if held[3] > now}
            self._authorised[data] = (path.stem, frozenset(hashes), key, now + self.sad_seconds)
        return {"SAD": data, "expiresIn": int(self.sad_seconds)}

    def sign(self, asked: dict[str, Any]) -> dict[str, Any]:
        """``signatures/signHash``: the SAD is used up, whatever becomes of the call."""
        hashes = _hashes(asked)
        with self._lock:
            held = self._authorised.pop(str(asked.get("SAD", "")), None)
        if held is None or held[3] <= self.seconds():
            raise CscRefusal(400, "invalid_request", "Invalid or expired SAD")
        name, allowed, key, _ = held
        if name != asked.get("credentialID") or not allowed.issuperset(hashes):
            raise CscRefusal(
                400, "invalid_request", "The SAD was given for another credential or other hashes"
            )
        scheme = _scheme(asked)
        if any(len(one) != hashlib.new(scheme.digest).digest_size for one in hashes):
            raise CscRefusal(400, "invalid_request", "A hash has not the length of its algorithm")
        return {"signatures": [base64.b64encode(_signed(key, one, scheme)).decode() for one in hashes]}

    def _opened(self, path: Path, pin: str) -> SigningKey:
        with self._lock:
            if self._wrong[path.stem] >= _TRIES:
                raise CscRefusal(400, "invalid_request", "PIN locked")
            try:
                key = SigningKey.load(path, pin)
            except KeyUnavailable as error:
                self._wrong[path.stem] += 1
                raise CscRefusal(400, "invalid_pin", "Invalid PIN") from error
            self._wrong[path.stem] = 0
        return key

    def _path(self, asked: dict[str, Any]) -> Path:
        name = str(asked.get("credentialID", ""))
        path = self.keys / f"{name}.p12"
        if not _NAME.fullmatch(name) or not path.is_file():
            raise CscRefusal(400, "invalid_request", "Invalid parameter credentialID")
        return path


def _hashes(asked: dict[str, Any]) -> list[bytes]:
    held = asked.get("hashes", asked.get("hash"))
    try:
        hashes = [base64.b64decode(one, validate=True) for one in held or ()]
    except (ValueError, TypeError) as error:
        raise CscRefusal(400, "invalid_request", "Invalid Base64 hash string parameter") from error
    if not 1 <= len(hashes) <= _MOST_HASHES:
        raise CscRefusal(400, "invalid_request", f"Between 1 and {_MOST_HASHES} hashes are needed")
    return hashes


def _pin(asked: dict[str, Any]) -> str:
    """The PIN where version 1 puts it, or where version 2 does."""
    held = asked.get("authData")
    given = (
        {one.get("id"): one.get("value") for one in held if isinstance(one, dict)}
        if isinstance(held, list)
        else {}
    )
    return str(given.get("PIN", asked.get("PIN", "")))


def _scheme(asked: dict[str, Any]) -> Scheme:
    names = {algos.DigestAlgorithmId(name).dotted: name for name in HASHES}
    digest = names.get(str(asked.get("hashAlgorithmOID", asked.get("hashAlgo"))))
    if digest is None:
        raise CscRefusal(400, "invalid_request", "The hash algorithm is not offered here")
    pss = algos.SignedDigestAlgorithmId("rsassa_pss").dotted
    return Scheme(digest, asked.get("signAlgo") == pss)


def _algorithms(certificate: x509.Certificate) -> list[str]:
    kind = "ecdsa" if certificate.public_key.algorithm == "ec" else "rsa"
    offered = [f"{name}_{kind}" for name in HASHES] + (["rsassa_pss"] if kind == "rsa" else [])
    return [algos.SignedDigestAlgorithmId(name).dotted for name in offered]


def _signed(key: SigningKey, digest: bytes, scheme: Scheme) -> bytes:
    hashed = utils.Prehashed(HASHES[scheme.digest]())
    if isinstance(key.private_key, rsa.RSAPrivateKey):
        return key.private_key.sign(digest, rsa_padding(scheme), hashed)
    return key.private_key.sign(digest, ec.ECDSA(hashed))
