"""Where a certificate leads at an instant: its chain to an anchor of ours, and whether anything on it was
revoked.

Evidence is what the trust directory holds and what the file embeds; nothing is fetched (RFC 5280 section 6).
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from asn1crypto import crl, ocsp, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InsufficientRevinfoError,
    InvalidCertificateError,
    NotYetValidError,
    PathBuildingError,
    PathError,
    PathValidationError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath

from hoso.seal.trust import TrustStore

from .engine.key_tolerance import TolerantValidator
from .reasons import reason
from .report import Reason, TrustFinding

Purpose = Literal["signer", "timestamp"]
Revocation = Literal["good", "revoked", "unknown"]
_CODES: tuple[tuple[type[Exception], str, str], ...] = (
    # (error of the engine, code when the instant is proven, code when it is not)
    (RevokedError, "REVOKED", "REVOKED_NO_POE"),
    (InsufficientRevinfoError, "TRY_LATER", "TRY_LATER"),
    (ExpiredError, "EXPIRED", "OUT_OF_BOUNDS_NO_POE"),
    (NotYetValidError, "NOT_YET_VALID", "NOT_YET_VALID"),
    (DisallowedAlgorithmError, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"),
    (InvalidCertificateError, "KEY_USAGE", "KEY_USAGE"),
    (PathError, "NO_CERTIFICATE_CHAIN_FOUND", "NO_CERTIFICATE_CHAIN_FOUND"),
)


@dataclass(frozen=True)
class Evidence:
    """Certificates, revocation lists and OCSP answers found inside the file."""

    certificates: tuple[x509.Certificate, ...] = ()
    crls: tuple[crl.CertificateList, ...] = ()
    ocsps: tuple[ocsp.OCSPResponse, ...] = ()


@dataclass
class Truster:
    """Judges certificates against one store; answers are remembered for the length of one file."""

    store: TrustStore
    evidence: Evidence
    _known: dict[tuple[bytes, datetime, str], TrustFinding] = field(default_factory=dict)

    def judge(
        self,
        certificate: x509.Certificate,
        others: Iterable[x509.Certificate],
        at: datetime,
        purpose: Purpose,
        *,
        proven: bool,
    ) -> TrustFinding:
        """The finding for ``certificate`` used at ``at``; ``proven`` says a trusted time stamp vouches for
        that instant.
        """
        mark = (certificate.dump(), at, purpose)
        if mark not in self._known:
            self._known[mark] = self._judge(certificate, tuple(others), at, purpose, proven=proven)
        return self._known[mark]

    def _judge(
        self,
        certificate: x509.Certificate,
        others: tuple[x509.Certificate, ...],
        at: datetime,
        purpose: Purpose,
        *,
        proven: bool,
    ) -> TrustFinding:
        if not self.store.anchors:
            return self._finding(certificate, None, "NO_CERTIFICATE_CHAIN_FOUND", "unknown")
        path, error = self._tried(certificate, others, at, purpose, with_revocation=True)
        if isinstance(error, InsufficientRevinfoError):
            # Missing evidence may hide a plainer ground, such as an expired certificate.
            error = self._tried(certificate, others, at, purpose, with_revocation=False)[1] or error
        code = None if error is None else _code(error, proven=proven)
        revocation: Revocation = "unknown" if error is not None else "good"
        if isinstance(error, RevokedError):
            revocation = "revoked"
        return self._finding(certificate, path, code, revocation)

    def _tried(
        self,
        certificate: x509.Certificate,
        others: tuple[x509.Certificate, ...],
        at: datetime,
        purpose: Purpose,
        *,
        with_revocation: bool,
    ) -> tuple[ValidationPath | None, Exception | None]:
        try:
            return self._path(certificate, others, at, purpose, with_revocation=with_revocation), None
        except PathValidationError as error:
            return error.original_path, error
        except (PathError, ValidationError, ValueError, TypeError, KeyError) as error:
            return None, error

    def _finding(
        self,
        certificate: x509.Certificate,
        path: ValidationPath | None,
        code: str | None,
        revocation: Revocation,
    ) -> TrustFinding:
        if path is None:
            alone = (certificate.subject.human_friendly,)
            return TrustFinding(
                trusted=False,
                scope=None,
                demonstration=False,
                chain=alone,
                revocation=revocation,
                reason=_reason(code),
            )
        chain = [held for held in path if isinstance(held, x509.Certificate)]
        anchor = self.store.anchor_of(chain[0])
        demonstration = anchor is not None and anchor.demonstration
        if code is None and demonstration and self.store.production:
            code = "DEMONSTRATION_ANCHOR"
        names = tuple(held.subject.human_friendly for held in reversed(chain))
        scope = anchor.scope if anchor else None
        return TrustFinding(code is None, scope, demonstration, names, revocation, _reason(code))

    def _path(
        self,
        certificate: x509.Certificate,
        others: tuple[x509.Certificate, ...],
        at: datetime,
        purpose: Purpose,
        *,
        with_revocation: bool,
    ) -> ValidationPath:
        held = with_revocation
        context = ValidationContext(
            trust_roots=[anchor.certificate for anchor in self.store.anchors],
            other_certs=[*others, *self.evidence.certificates, *self.store.authorities],
            moment=at,
            crls=[*self.store.crls, *self.evidence.crls] if held else [],
            ocsps=[*self.store.ocsps, *self.evidence.ocsps] if held else [],
            revocation_mode="hard-fail" if held else "soft-fail",
            retroactive_revinfo=True,
            signature_validator=TolerantValidator(),
        )
        validator = CertificateValidator(certificate, validation_context=context)
        if purpose == "timestamp":
            work = validator.async_validate_usage(set(), {"time_stamping"}, extended_optional=False)
        else:
            work = validator.async_validate_usage(set())
        path: ValidationPath = _finished(work)
        return path


def _finished(work: Coroutine[object, None, ValidationPath]) -> ValidationPath:
    """The result of work that never waits, since nothing is fetched; so it needs no event loop."""
    try:
        work.send(None)
    except StopIteration as done:
        path: ValidationPath = done.value
        return path
    work.close()
    raise PathBuildingError("the engine wanted to wait")


def _code(error: Exception, *, proven: bool) -> str:
    for kind, when_proven, otherwise in _CODES:
        if isinstance(error, kind):
            return when_proven if proven else otherwise
    return "CHAIN_CONSTRAINTS_FAILURE"


def _reason(code: str | None) -> Reason | None:
    return reason(code) if code else None
