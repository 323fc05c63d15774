"""A signer whose key lies with a remote signing service (``seal.keys.Signer``)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from asn1crypto import algos, x509
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from hoso.integrations.signing.configuration import KeySetting, ServiceSetting
from hoso.integrations.signing.csc import CscService
from hoso.integrations.signing.failures import PinRefused, pin_refused, unusable
from hoso.integrations.signing.token import chain_above
from hoso.seal.cms import SignerForm, form_of
from hoso.seal.schemes import Scheme, scheme_of, signature_algorithm, signature_is_by
from hoso.seal.subjects import Subject


@dataclass
class RemoteKey:
    """One credential of a service."""

    service: CscService
    identifier: str
    owner: str
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    scheme: Scheme
    pin: Callable[[], str] = field(repr=False)
    _refused_pin: str | None = field(default=None, repr=False)

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
        pin = self.pin()
        if pin == self._refused_pin:
            raise pin_refused(
                self.owner, "mã PIN đã bị dịch vụ từ chối", "the service refused this PIN before"
            )
        digest = hashlib.new(self.scheme.digest, data).digest()
        try:
            answered = self.service.sign_hash(self.identifier, digest, self._algorithm, pin, self.owner)
        except PinRefused:
            self._refused_pin = pin
            raise
        for signature in (answered, _as_der(answered)):
            if signature_is_by(self.certificate, signature, data, self.scheme):
                return signature
        raise unusable(
            self.owner,
            "chữ ký của dịch vụ không khớp chứng thư",
            "the service's signature does not fit the certificate",
        )

    @cached_property
    def _algorithm(self) -> dict[str, str]:
        named = signature_algorithm(self.certificate, self.scheme)
        hashing = algos.DigestAlgorithmId(self.scheme.digest)
        words = {"hash": hashing.dotted, "sign": named["algorithm"].dotted}
        if self.scheme.pss:
            words["parameters"] = base64.b64encode(named["parameters"].dump()).decode()
        return words


def open_key(
    setting: KeySetting, service: ServiceSetting, extra: tuple[x509.Certificate, ...] = ()
) -> RemoteKey:
    """The key of a setting of kind ``csc``. Raises KeyAway, KeyUnavailable."""
    held = service_of(service).credential(setting.place["credential"], setting.owner)
    told = held.get("cert")
    listed = told.get("certificates") if isinstance(told, dict) else None
    try:
        found = [
            x509.Certificate.load(base64.b64decode(one, validate=True), strict=True) for one in listed or ()
        ]
        own, *others = found
        scheme = scheme_of(own, setting.digest, pss=setting.pss)
    except (ValueError, TypeError) as error:
        raise unusable(
            setting.owner,
            "dịch vụ ký từ xa không đưa ra chứng thư đọc được",
            "the remote signing service shows no certificate that can be read",
        ) from error
    chain = chain_above(own, (*others, *extra))
    return RemoteKey(
        service_of(service), setting.place["credential"], setting.owner, own, chain, scheme, setting.pin
    )


@lru_cache(maxsize=32)
def service_of(setting: ServiceSetting) -> CscService:
    """The one conversation of this process with a service."""
    return CscService(setting)


def _as_der(joined: bytes) -> bytes:
    """An ECDSA signature that came as two numbers side by side, as DER."""
    half = len(joined) // 2
    return encode_dss_signature(int.from_bytes(joined[:half], "big"), int.from_bytes(joined[half:], "big"))
