"""The verdict on one signature: its integrity, its time stamp, its signer and where the certificate leads."""

from __future__ import annotations

from datetime import datetime

from asn1crypto import x509

from hoso.seal.appearance import shown_time
from hoso.seal.subjects import Subject

from .integrity import Integrity
from .reasons import reason
from .report import Outcome, Reason, SignatureReport
from .stamps import Timeline, signature_stamp
from .trusting import Truster
from .visible import block_matches


def judged(held: Integrity, truster: Truster, times: Timeline, *, has_evidence: bool) -> SignatureReport:
    """The full report on one signature."""
    name, signature = held.found.name, held.found.signature
    reasons: list[Reason] = [*_integrity_reasons(held)]
    if signature is None or held.certificate is None:
        return _report(held, tuple(reasons))
    subject = Subject.of(held.certificate)
    signed_at = _claimed_time(held)
    stamp = signature_stamp(held, truster, times.vantage(held.coverage_end))
    proven = (times.proven(held.coverage_end), stamp.time if stamp and stamp.reliable else None)
    best = min((instant for instant in proven if instant is not None), default=None)
    trust = truster.judge(held.certificate, held.others, best or times.now, "signer", proven=best is not None)
    usage = key_usage(held.certificate)
    if stamp is not None and stamp.reason is not None:
        reasons.append(stamp.reason)
    if trust.reason is not None:
        reasons.append(Reason(trust.reason.code, trust.reason.text, name))
    if usage == "failed":
        reasons.append(reason("KEY_USAGE", name))
    if _is_weak(held):
        reasons.append(reason("CRYPTO_CONSTRAINTS_FAILURE_NO_POE", name))
    shown = block_matches(signature.sig_field, subject.name, shown_time(signed_at) if signed_at else None)
    later = any(stamped.intact and stamped.coverage_end > held.coverage_end for stamped in times.stamps)
    return SignatureReport(
        field=name,
        intact=held.intact,
        byte_range_ok=held.byte_range_ok,
        covers_revision=held.covers_revision,
        modification=held.modification,
        modification_allowed=held.modification_allowed,
        signer={"name": subject.name, "organisation": subject.organisation, "identifier": subject.identifier},
        role=subject.role,
        signed_at=signed_at,
        best_time=best,
        timestamp=stamp,
        level=level_of(has_stamp=stamp is not None, has_evidence=has_evidence, archived=later),
        trust=trust,
        key_usage=usage,
        visible_block_matches=shown,
        looks=held.sight.seen,
        reasons=tuple(reasons),
    )


def _report(held: Integrity, reasons: tuple[Reason, ...]) -> SignatureReport:
    return SignatureReport(
        held.found.name,
        held.intact,
        held.byte_range_ok,
        held.covers_revision,
        held.modification,
        held.modification_allowed,
        reasons=reasons,
    )


def _integrity_reasons(held: Integrity) -> list[Reason]:
    name, found = held.found.name, []
    if held.code is not None:
        found.append(reason(held.code, name))
    elif not held.byte_range_ok or not held.covers_revision:
        found.append(reason("FORMAT_FAILURE", name))
    if not held.names_signer:
        found.append(reason("NO_SIGNING_CERTIFICATE_FOUND", name))
    if held.looks_changed:
        found.append(reason("LOOKS_CHANGED", name))
    elif held.sight.seen == "doubtful":
        found.append(reason("CONTENT_COVERED", name))
    if held.code is None and not held.later.allowed:
        code = "FORM_CHANGED_AFTER_SIGNING" if held.modification == "FORM" else "MODIFIED_AFTER_SIGNING"
        found.append(reason(code, name))
    return found


def _claimed_time(held: Integrity) -> datetime | None:
    try:
        claimed: datetime | None = (
            held.found.signature.self_reported_timestamp if held.found.signature else None
        )
    except (ValueError, TypeError, KeyError):
        return None
    return claimed if claimed is not None and claimed.tzinfo is not None else None


def key_usage(certificate: x509.Certificate) -> Outcome:
    """Whether the certificate is issued for signing documents (RFC 5280 section 4.2.1.3)."""
    usage = certificate.key_usage_value
    if usage is None:
        return "unknown"
    return "ok" if usage.native & {"digital_signature", "non_repudiation"} else "failed"


def _is_weak(held: Integrity) -> bool:
    if held.found.signature is None or held.certificate is None:
        return False
    key = held.certificate.public_key
    weak_digest = held.found.signature.md_algorithm in ("md2", "md5", "sha1")
    return weak_digest or (key.algorithm == "rsa" and len(key["public_key"].parsed["modulus"].contents) < 255)


def level_of(*, has_stamp: bool, has_evidence: bool, archived: bool) -> str:
    """The baseline level that these parts make up (ETSI EN 319 142-1 clause 6)."""
    if has_evidence and archived:
        return "B-LTA"
    if has_evidence and has_stamp:
        return "B-LT"
    return "B-T" if has_stamp or archived else "B-B"
