"""Keys in tokens and HSMs (PKCS#11): the key never leaves the device, sessions stay open between signatures.

Each token has one thread that speaks to it; a call that does not come back in time is given up, and the token
counts as away until it does. A lost session is opened anew once: a signature changes nothing in a token, so
asking again is safe. A refused PIN is never tried a second time.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import pkcs11
from asn1crypto import algos, core, x509
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from pkcs11 import MGF, Attribute, Mechanism, ObjectClass, exceptions

from hoso.integrations.signing.configuration import KeySetting
from hoso.integrations.signing.failures import away, pin_refused, unusable
from hoso.seal.cms import SignerForm, form_of
from hoso.seal.schemes import Scheme, scheme_of, signature_is_by
from hoso.seal.subjects import Subject

Answer = TypeVar("Answer")
_PSS = {
    "sha256": (Mechanism.SHA256, MGF.SHA256, 32),
    "sha384": (Mechanism.SHA384, MGF.SHA384, 48),
    "sha512": (Mechanism.SHA512, MGF.SHA512, 64),
}
_PIN = (exceptions.PinIncorrect, exceptions.PinInvalid, exceptions.PinLenRange, exceptions.ArgumentsBad)
_PIN_LOCKED = (exceptions.PinLocked, exceptions.PinExpired, exceptions.UserPinNotInitialized)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a device is asked to sign: a digest, by which scheme, with which kind of key."""

    digest: bytes
    scheme: Scheme
    elliptic: bool


@dataclass
class Token:
    """One token behind one driver (``module``), by its label. ``owner`` is named in refusals."""

    module: str
    label: str
    _session: pkcs11.Session | None = None
    _afresh: bool = False
    _keys: dict[str, Any] = field(default_factory=dict, repr=False)
    _process: int = 0
    _refused_pin: str | None = field(default=None, repr=False)
    _busy: Future[Any] | None = None
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _worker: ThreadPoolExecutor | None = None

    def certificates(self, key: str, pin: str, owner: str, seconds: float) -> list[bytes]:
        """The certificates in the token (DER), the one beside the key with this label first."""

        def read() -> list[bytes]:
            found = list(self._opened(pin).get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
            held = [(str(one[Attribute.LABEL]), bytes(one[Attribute.VALUE])) for one in found]
            if not any(label == key for label, _ in held):
                raise exceptions.NoSuchKey
            return [der for _, der in sorted(held, key=lambda one: one[0] != key)]

        return self._ask(read, pin, owner, seconds)

    def sign(self, key: str, wanted: Wanted, pin: str, owner: str, seconds: float) -> bytes:
        """The raw signature by the private key with this label."""
        return self._ask(lambda: _signed(self._key(key, pin), wanted), pin, owner, seconds)

    def _key(self, label: str, pin: str) -> Any:
        """The private key with this label, looked up once a session. Runs in the worker."""
        session = self._opened(pin)
        if label not in self._keys:
            wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.LABEL: label}
            found = list(session.get_objects(wanted))
            if len(found) != 1:
                raise exceptions.NoSuchKey
            self._keys[label] = found[0]
        return self._keys[label]

    def _opened(self, pin: str) -> pkcs11.Session:
        """The session, opened and logged in when it is not. Runs in the worker."""
        if self._session is None:
            self._keys = {}
            driver = pkcs11.lib(self.module)
            if self._afresh:
                driver.reinitialize()  # so that a token plugged in since is seen, and after a fork
            self._session = driver.get_token(token_label=self.label).open(user_pin=pin)
            self._afresh = False
        return self._session

    def _ask(self, work: Callable[[], Answer], pin: str, owner: str, seconds: float) -> Answer:
        if pin == self._refused_pin:
            raise pin_refused(owner, "mã PIN đã bị thiết bị từ chối", "the device refused this PIN before")
        try:
            return self._in_time(work, owner, seconds)
        except (exceptions.PKCS11Error, RuntimeError) as error:
            self._session = None  # perhaps the token was taken out, or its driver restarted
            self._judge(error, pin, owner)
        self._afresh = True
        try:
            return self._in_time(work, owner, seconds)
        except (exceptions.PKCS11Error, RuntimeError) as error:
            self._session = None
            self._judge(error, pin, owner)
            if isinstance(error, exceptions.NoSuchKey):
                raise unusable(
                    owner,
                    "thiết bị ký không có đúng một khóa kèm chứng thư mang tên này",
                    "the device does not hold exactly one key with a certificate of this name",
                ) from error
            raise away(owner, "không tới được thiết bị ký", "the signing device cannot be reached") from error

    def _judge(self, error: Exception, pin: str, owner: str) -> None:
        """Raise at once where asking again would be useless or would do harm."""
        if isinstance(error, _PIN):
            self._refused_pin = pin
            raise pin_refused(owner, "sai mã PIN", "the PIN is wrong") from error
        if isinstance(error, _PIN_LOCKED):
            self._refused_pin = pin
            raise pin_refused(
                owner, "mã PIN đã bị khóa hoặc hết hạn", "the PIN is locked or expired"
            ) from error
        if isinstance(error, exceptions.MechanismInvalid | exceptions.MechanismParamInvalid):
            raise unusable(
                owner, "thiết bị không hỗ trợ thuật toán ký", "the device does not support the algorithm"
            ) from error

    def _in_time(self, work: Callable[[], Answer], owner: str, seconds: float) -> Answer:
        with self._guard:
            if self._busy is not None and not self._busy.done():
                raise away(owner, "thiết bị ký đang treo", "the signing device hangs")
            if self._process != os.getpid():  # a forked process opens its own session
                self._afresh = self._process != 0
                self._process, self._session, self._worker = os.getpid(), None, None
            if self._worker is None:
                self._worker = ThreadPoolExecutor(1, thread_name_prefix="token")
            task = self._worker.submit(work)
        try:
            return task.result(timeout=seconds)
        except TooLate as error:
            self._busy = task
            raise away(
                owner,
                f"thiết bị ký không trả lời sau {seconds:g} giây",
                f"the signing device did not answer within {seconds:g} seconds",
            ) from error


@dataclass(frozen=True)
class TokenKey:
    """A signer whose key lies in a token (``seal.keys.Signer``)."""

    token: Token
    label: str
    owner: str
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    scheme: Scheme
    pin: Callable[[], str] = field(repr=False)
    timeout_seconds: float = 10.0

    @cached_property
    def form(self) -> SignerForm:
        """What all containers of this signer share, encoded once."""
        return form_of(self.certificate, self.chain, self.scheme)

    @cached_property
    def subject(self) -> Subject:
        """Who the certificate names, and in which role."""
        return Subject.of(self.certificate)

    def sign(self, data: bytes) -> bytes:
        """The raw signature, checked against the certificate. Raises KeyUnavailable, KeyAway, PinRefused."""
        elliptic = self.certificate.public_key.algorithm == "ec"
        wanted = Wanted(hashlib.new(self.scheme.digest, data).digest(), self.scheme, elliptic)
        signature = self.token.sign(self.label, wanted, self.pin(), self.owner, self.timeout_seconds)
        if not signature_is_by(self.certificate, signature, data, self.scheme):
            raise unusable(
                self.owner,
                "chữ ký của thiết bị không khớp chứng thư",
                "the device's signature does not fit the certificate",
            )
        return signature


def open_key(setting: KeySetting, extra: tuple[x509.Certificate, ...] = ()) -> TokenKey:
    """The key of a setting of kind ``pkcs11``; ``extra`` certificates help to find the authorities above it."""
    place, owner = setting.place, setting.owner
    token = token_at(place["module"], place["token"])
    held = token.certificates(place["key"], setting.pin(), owner, setting.timeout_seconds)
    own, *others = [x509.Certificate.load(der) for der in held]
    scheme = scheme_of(own, setting.digest, pss=setting.pss)
    chain = chain_above(own, (*others, *extra))
    return TokenKey(token, place["key"], owner, own, chain, scheme, setting.pin, setting.timeout_seconds)


@lru_cache(maxsize=64)
def token_at(module: str, label: str) -> Token:
    """The one conversation of this process with a token."""
    return Token(module, label)


def chain_above(own: x509.Certificate, known: tuple[x509.Certificate, ...]) -> tuple[x509.Certificate, ...]:
    """The authorities above a certificate, nearest first, as far as they are known."""
    chain: list[x509.Certificate] = []
    below = own
    while below.issuer != below.subject:
        above = next((one for one in known if one.subject == below.issuer and one not in chain), None)
        if above is None:
            break
        chain.append(above)
        below = above
    return tuple(chain)


def _signed(key: Any, wanted: Wanted) -> bytes:
    """The device signs the digest: what every token can, whatever else it can."""
    if wanted.elliptic:
        joined = bytes(key.sign(wanted.digest, mechanism=Mechanism.ECDSA))
        half = len(joined) // 2
        return encode_dss_signature(
            int.from_bytes(joined[:half], "big"), int.from_bytes(joined[half:], "big")
        )
    if wanted.scheme.pss:
        parameters = _PSS[wanted.scheme.digest]
        return bytes(key.sign(wanted.digest, mechanism=Mechanism.RSA_PKCS_PSS, mechanism_param=parameters))
    named = algos.DigestInfo(
        {
            "digest_algorithm": {"algorithm": wanted.scheme.digest, "parameters": core.Null()},
            "digest": wanted.digest,
        }
    )
    return bytes(key.sign(named.dump(), mechanism=Mechanism.RSA_PKCS))
