"""The verdict on an opened file: integrity first, then time stamps from the newest back, then each
signature's trust.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import cms, x509
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation import generic_cms

from hoso.seal.appearance import shown_time
from hoso.seal.subjects import Subject

from .integrity import Integrity, token_is_intact
from .reasons import reason
from .report import Outcome, Reason, SignatureReport, TimestampReport
from .trusting import Truster
from .visible import block_matches

_SKEW = timedelta(minutes=5)


@dataclass(frozen=True)
class Timeline:
    """Document time stamps, and the earliest proven instant for bytes up to a place in the file."""

    stamps: tuple[TimestampReport, ...]
    now: datetime

    def proven(self, coverage_end: int) -> datetime | None:
        """The earliest trusted document time stamp over a revision that ends at ``coverage_end``, or None."""
        times = [
            stamp.time
            for stamp in self.stamps
            if stamp.reliable and stamp.coverage_end > coverage_end and stamp.time
        ]
        return min(times, default=None)


def timeline(stamps: list[Integrity], truster: Truster, now: datetime) -> Timeline:
    """Judge document time stamps from the last to the first, each at the time the next one proves."""
    judged: list[TimestampReport] = []
    for held in sorted(stamps, key=lambda item: -item.coverage_end):
        proven = Timeline(tuple(judged), now).proven(held.coverage_end)
        judged.append(_document_stamp(held, truster, proven or now, now, proven=proven is not None))
    return Timeline(tuple(reversed(judged)), now)


def _document_stamp(
    held: Integrity, truster: Truster, at: datetime, now: datetime, *, proven: bool
) -> TimestampReport:
    sound = held.intact and held.byte_range_ok and held.covers_revision and held.modification_allowed
    if not sound or held.certificate is None or held.found.signature is None:
        return TimestampReport(
            held.found.name,
            None,
            False,
            None,
            reason("TIMESTAMP_INVALID", held.found.name),
            held.coverage_end,
            held.modification,
        )
    content = held.found.signature.signed_data["encap_content_info"]["content"].parsed
    time: datetime = content["gen_time"].native
    return _stamp(held.found.name, time, held.certificate, held.others, truster, at, now, held, proven=proven)


def _stamp(
    name: str | None,
    time: datetime,
    certificate: x509.Certificate,
    others: tuple[x509.Certificate, ...],
    truster: Truster,
    at: datetime,
    now: datetime,
    held: Integrity | None = None,
    *,
    proven: bool,
) -> TimestampReport:
    end = held.coverage_end if held else 0
    kind = held.modification if held else "NONE"
    if time > now + _SKEW:
        return TimestampReport(name, time, False, None, reason("TIMESTAMP_IN_FUTURE", name), end, kind)
    trust = truster.judge(certificate, others, at, "timestamp", proven=proven)
    why = None if trust.trusted else reason("TIMESTAMP_UNTRUSTED", name)
    return TimestampReport(name, time, True, trust, why, end, kind)


def judged(held: Integrity, truster: Truster, times: Timeline, *, has_evidence: bool) -> SignatureReport:
    """The full report on one signature."""
    name, signature = held.found.name, held.found.signature
    reasons: list[Reason] = [*_integrity_reasons(held)]
    if signature is None or held.certificate is None:
        return _report(held, tuple(reasons))
    subject = Subject.of(held.certificate)
    signed_at = _claimed_time(held)
    proven = times.proven(held.coverage_end)
    stamp = _signature_stamp(held, truster, proven or times.now, times.now, proven=proven is not None)
    best = min((t for t in (proven, stamp.time if stamp and stamp.reliable else None) if t), default=None)
    trust = truster.judge(held.certificate, held.others, best or times.now, "signer", proven=best is not None)
    usage = _key_usage(held.certificate)
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
        level=_level(has_stamp=stamp is not None, has_evidence=has_evidence, archived=later),
        trust=trust,
        key_usage=usage,
        visible_block_matches=shown,
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
    if held.code is None and not held.modification_allowed:
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


def _signature_stamp(
    held: Integrity, truster: Truster, at: datetime, now: datetime, *, proven: bool
) -> TimestampReport | None:
    """The best of the signature's time stamps: a reliable one if any, else the last one found, else None."""
    assert held.found.signature is not None
    info = held.found.signature.signer_info
    best: TimestampReport | None = None
    for token in _tokens(info):
        judged_token = _token(token, info["signature"].native, truster, at, now, proven=proven)
        if best is None or (judged_token.reliable and not best.reliable):
            best = judged_token
    return best


def _tokens(info: cms.SignerInfo) -> list[cms.SignedData]:
    found: list[cms.SignedData] = []
    attributes = info["unsigned_attrs"]
    for attribute in attributes if isinstance(attributes, cms.CMSAttributes) else ():
        if attribute["type"].native == "signature_time_stamp_token":
            found += [value["content"] for value in attribute["values"]]
    return found


def _token(
    token: cms.SignedData, over: bytes, truster: Truster, at: datetime, now: datetime, *, proven: bool
) -> TimestampReport:
    try:
        time = token_is_intact(token, None, over)
        if time is None:
            return TimestampReport(None, None, False, None, reason("TIMESTAMP_INVALID"))
        certificates = generic_cms.extract_certs_for_validation(token)
        extract_signer_info(token)
        others = tuple(certificates.other_certs)
        return _stamp(None, time, certificates.signer_cert, others, truster, at, now, proven=proven)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  a malformed token is an invalid one, whatever the engine calls it
        return TimestampReport(None, None, False, None, reason("TIMESTAMP_INVALID"))


def _key_usage(certificate: x509.Certificate) -> Outcome:
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


def _level(*, has_stamp: bool, has_evidence: bool, archived: bool) -> str:
    if has_evidence and archived:
        return "B-LTA"
    if has_evidence and has_stamp:
        return "B-LT"
    return "B-T" if has_stamp or archived else "B-B"
