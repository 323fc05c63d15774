"""The report on one file: what was found, what was concluded, and why (ETSI EN 319 102-1 vocabulary)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from hoso.law.text import Text

Integrity = Literal["OK", "FAILED", "NONE"]
Verdict = Literal["TOTAL_PASSED", "TOTAL_FAILED", "INDETERMINATE", "NO_SIGNATURE"]
Modification = Literal["NONE", "LTA", "FORM", "OTHER"]
Outcome = Literal["ok", "failed", "unknown"]
FATAL = frozenset(
    {
        "HASH_FAILURE",
        "SIG_CRYPTO_FAILURE",
        "FORMAT_FAILURE",
        "MODIFIED_AFTER_SIGNING",
        "FORM_CHANGED_AFTER_SIGNING",
        "LOOKS_CHANGED",
        "SIGNATURE_REMOVED",
        "HIDDEN_BYTES",
        "REVOKED",
        "EXPIRED",
        "NOT_YET_VALID",
    }
)
"""Grounds that fail a signature for good; any other ground leaves it undecided."""
POLICY = "hoso-seal-2026-1"
"""Name of the rules applied: seal policy for later revisions, engine's algorithm table, revocation
required.
"""


@dataclass(frozen=True)
class Reason:
    """One ground of the conclusion: an ETSI sub-indication (or a code of ours), and the sentence for
    people.
    """

    code: str
    text: Text
    field: str | None = None

    def as_json(self) -> dict[str, str | None]:
        """Code, both sentences and the signature field it speaks of."""
        return {"code": self.code, "vi": self.text.vi, "en": self.text.en, "field": self.field}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, for the list shown under the sentence."""

    text: Text
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True)
class TrustFinding:
    """Where a certificate leads at one instant. ``chain`` runs from the signer up; ``scope`` names the
    root's kind.
    """

    trusted: bool
    scope: str | None
    demonstration: bool
    chain: tuple[str, ...]
    revocation: Literal["good", "revoked", "unknown"]
    reason: Reason | None = None

    def as_json(self) -> dict[str, Any]:
        """The chain part of a signature's report."""
        return {
            "trusted": self.trusted,
            "scope": self.scope,
            "demonstration": self.demonstration,
            "certificates": list(self.chain),
            "reason": self.reason.code if self.reason else None,
        }


@dataclass(frozen=True)
class TimestampReport:
    """A time stamp, on a signature or on the document. ``time`` is aware."""

    field: str | None
    time: datetime | None
    intact: bool
    trust: TrustFinding | None = None
    reason: Reason | None = None
    coverage_end: int = 0
    modification: Modification = "NONE"

    @property
    def reliable(self) -> bool:
        """Whether its time may be believed."""
        return self.intact and self.time is not None and self.trust is not None and self.trust.trusted

    def as_json(self) -> dict[str, Any]:
        """For a document time stamp's or signature time stamp's place in the report."""
        return {
            "field": self.field,
            "time": self.time.isoformat() if self.time else None,
            "intact": self.intact,
            "modification": self.modification,
            "chain": self.trust.as_json() if self.trust else None,
            "reason": self.reason.code if self.reason else None,
        }


@dataclass(frozen=True)
class SignatureReport:
    """Everything said about one signature. ``signed_at`` is the signer's own claim, ``best_time`` what can
    be proven. ``looks`` says how the pages look beside what was signed (see ``sight.gate.Seen``).
    """

    field: str
    intact: bool
    byte_range_ok: bool
    covers_revision: bool
    modification: Modification
    modification_allowed: bool
    signer: dict[str, str | None] | None = None
    role: str | None = None
    signed_at: datetime | None = None
    best_time: datetime | None = None
    timestamp: TimestampReport | None = None
    level: str | None = None
    trust: TrustFinding | None = None
    key_usage: Outcome = "unknown"
    visible_block_matches: bool | None = None
    looks: str = "same"
    reasons: tuple[Reason, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the cryptography, the coverage and everything after it are in order (needs no trust)."""
        return self.intact and self.byte_range_ok and self.covers_revision and self.modification_allowed

    @property
    def verdict(self) -> Verdict:
        """The verdict on this signature alone (ETSI EN 319 102-1 clause 5.1.3)."""
        if any(why.code == "SIGNED_DATA_NOT_FOUND" for why in self.reasons):
            return "INDETERMINATE"  # what it signs is not here: nobody can say that it was changed
        if not self.sound or any(why.code in FATAL for why in self.reasons):
            return "TOTAL_FAILED"
        return "INDETERMINATE" if self.reasons else "TOTAL_PASSED"

    def as_json(self) -> dict[str, Any]:
        """The signature's object in the report."""
        return {
            "field": self.field,
            "verdict": self.verdict,
            "intact": self.intact,
            "byte_range_ok": self.byte_range_ok,
            "covers_revision": self.covers_revision,
            "modification": self.modification,
            "signer": self.signer,
            "signed_at": self.signed_at.isoformat() if self.signed_at else None,
            "best_time": self.best_time.isoformat() if self.best_time else None,
            "timestamp": self.timestamp.as_json() if self.timestamp else None,
            "level": self.level,
            "chain": self.trust.as_json() if self.trust else None,
            "revocation": self.trust.revocation if self.trust else "unknown",
            "key_usage": self.key_usage,
            "role": self.role,
            "visible_block_matches": self.visible_block_matches,
            "looks": self.looks,
            "reasons": [reason.as_json() for reason in self.reasons],
        }


@dataclass(frozen=True)
class Report:
    """The verdict on one file, never a bare boolean: sentence, checks, findings and the versions that
    produced them.
    """

    file: str
    integrity: Integrity
    verdict: Verdict
    reasons: tuple[Reason, ...]
    sentence: Text
    checks: tuple[Check, ...] = ()
    signatures: tuple[SignatureReport, ...] = ()
    doc_timestamps: tuple[TimestampReport, ...] = ()
    policy: str = POLICY
    trust_store_version: str = "empty"
    checked_at: datetime | None = None
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether the verdict is TOTAL_PASSED."""
        return self.verdict == "TOTAL_PASSED"

    def as_json(self) -> dict[str, Any]:
        """The report as plain data, for ``hoso verify --json`` and the API."""
        return {
            "file": self.file,
            "integrity": self.integrity,
            "verdict": self.verdict,
            "reasons": [reason.as_json() for reason in self.reasons],
            "sentence": {"vi": self.sentence.vi, "en": self.sentence.en},
            "checks": [
                {"vi": c.text.vi, "en": c.text.en, "outcome": c.outcome, "detail": c.detail}
                for c in self.checks
            ],
            "signatures": [signature.as_json() for signature in self.signatures],
            "doc_timestamps": [stamp.as_json() for stamp in self.doc_timestamps],
            "policy": self.policy,
            "trust_store_version": self.trust_store_version,
            "checked_at": self.checked_at.isoformat() if self.checked_at else None,
        }
