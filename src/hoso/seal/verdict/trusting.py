"""Where a certificate leads at an instant: its chain to an anchor of ours, and whether anything on it was
revoked.

Evidence is what the trust directory holds and what the file embeds; nothing is fetched (RFC 5280 section 6).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
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
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath

from hoso.seal.trust import TrustStore

from .key_tolerance import TolerantValidator
from .reasons import reason
from .report import TrustFinding

Purpose = Literal["signer", "timestamp"]


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
        code: str | None = None
        revocation: Literal["good", "revoked", "unknown"] = "unknown"
        path: ValidationPath | None = None
        try:
            path = self._path(certificate, others, at, purpose, with_revocation=False)
            self._path(certificate, others, at, purpose, with_revocation=True)
            revocation = "good"
        except RevokedError:
            code, revocation = ("REVOKED" if proven else "REVOKED_NO_POE"), "revoked"
        except InsufficientRevinfoError:
            code = "TRY_LATER"
        except ExpiredError:
            code = "EXPIRED" if proven else "OUT_OF_BOUNDS_NO_POE"
        except NotYetValidError:
            code = "NOT_YET_VALID"
        except DisallowedAlgorithmError:
            code = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
        except InvalidCertificateError:
            code = "KEY_USAGE"
        except (PathBuildingError, PathError):
            code = "NO_CERTIFICATE_CHAIN_FOUND"
        except (ValidationError, ValueError, TypeError, KeyError):
            code = "CHAIN_CONSTRAINTS_FAILURE"
        return self._finding(certificate, path, code, revocation)

    def _finding(
        self,
        certificate: x509.Certificate,
        path: ValidationPath | None,
        code: str | None,
        revocation: Literal["good", "revoked", "unknown"],
    ) -> TrustFinding:
        if path is None:
            return TrustFinding(
                False, None, False, (certificate.subject.human_friendly,), revocation, _reason(code)
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
            ocsps=list(self.evidence.ocsps) if held else [],
            revocation_mode="hard-fail" if held else "soft-fail",
            retroactive_revinfo=True,
            signature_validator=TolerantValidator(),
        )
        validator = CertificateValidator(certificate, validation_context=context)
        if purpose == "timestamp":
            work = validator.async_validate_usage(set(), {"time_stamping"}, extended_optional=False)
        else:
            work = validator.async_validate_usage(set())
        return asyncio.run(work)


def _reason(code: str | None):  # type: ignore[no-untyped-def]
    return reason(code) if code else None
