"""From what the bytes of a signature say to its report: time stamps, signer, chain, level (ETSI EN 319 102-1)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from asn1crypto import cms, x509

from hoso.seal.subjects import Subject
from hoso.seal.trust import TrustStore
from hoso.seal.verdict.conclusion import concluded
from hoso.seal.verdict.expectation import Expectation
from hoso.seal.verdict.judge import key_usage, level_of
from hoso.seal.verdict.report import Reason, Report, SignatureReport, TimestampReport
from hoso.seal.verdict.stamps import Timeline, Vantage, judged_token
from hoso.seal.verdict.trusting import Evidence, Truster

from .wording import why

_WEAK = frozenset({"md2", "md5", "sha1"})


@dataclass(frozen=True)
class Signed:
    """What the bytes say about one signature. ``code`` is None when it is intact over what it names.

    ``stamped`` are the bytes its time-stamp ``tokens`` must be over; ``plain`` marks a signature without
    the properties of a baseline profile. ``value`` is the raw signature, ``represented`` what it was computed
    over.
    """

    name: str
    code: str | None
    certificate: x509.Certificate | None = None
    others: tuple[x509.Certificate, ...] = ()
    digests: frozenset[str] = frozenset()
    claimed_at: datetime | None = None
    tokens: tuple[cms.SignedData, ...] = ()
    stamped: bytes = b""
    plain: bool = False
    value: bytes = b""
    represented: bytes = b""
    evidence: Evidence = field(default_factory=Evidence)


def report_of(
    name: str,
    found: list[Signed],
    hidden: str | None,
    trust: TrustStore,
    now: datetime,
    expect: Expectation | None,
) -> Report:
    """The report on a whole file; ``hidden`` says what no signature covers."""
    evidence = Evidence(
        tuple(held for one in found for held in one.evidence.certificates),
        tuple(held for one in found for held in one.evidence.crls),
        tuple(held for one in found for held in one.evidence.ocsps),
    )
    truster = Truster(trust, evidence)
    reports = tuple(_signature(one, truster, now) for one in found)
    made = concluded(name, reports, Timeline((), now), hidden, trust, expect)
    if any(one.code == "SIGNED_DATA_NOT_FOUND" for one in found) and _only_content_is_missing(reports):
        return _waiting(made, reports)
    return made


def _signature(held: Signed, truster: Truster, now: datetime) -> SignatureReport:
    if held.certificate is None:
        return _bare(held, () if held.code is None else (why(held.code, held.name),))
    reasons: list[Reason] = [why(held.code, held.name)] if held.code else []
    stamp = _best_stamp(held, truster, now)
    proven = stamp.time if stamp is not None and stamp.reliable else None
    trust = truster.judge(held.certificate, held.others, proven or now, "signer", proven=proven is not None)
    usage = key_usage(held.certificate)
    if stamp is not None and stamp.reason is not None:
        reasons.append(stamp.reason)
    if trust.reason is not None:
        reasons.append(Reason(trust.reason.code, trust.reason.text, held.name))
    if usage == "failed":
        reasons.append(why("KEY_USAGE", held.name))
    if _is_weak(held, held.certificate):
        reasons.append(why("CRYPTO_CONSTRAINTS_FAILURE_NO_POE", held.name))
    subject = Subject.of(held.certificate)
    kept = bool(held.evidence.crls or held.evidence.ocsps)
    level = level_of(has_stamp=stamp is not None, has_evidence=kept, archived=False)
    return replace(
        _bare(held, tuple(reasons)),
        signer={"name": subject.name, "organisation": subject.organisation, "identifier": subject.identifier},
        role=subject.role,
        signed_at=held.claimed_at,
        best_time=proven,
        timestamp=stamp,
        level=None if held.plain else level,
        trust=trust,
        key_usage=usage,
    )


def _bare(held: Signed, reasons: tuple[Reason, ...]) -> SignatureReport:
    intact = held.code is None
    return SignatureReport(
        held.name,
        intact=intact,
        byte_range_ok=intact,
        covers_revision=intact,
        modification="NONE",
        modification_allowed=True,
        reasons=reasons,
    )


def _best_stamp(held: Signed, truster: Truster, now: datetime) -> TimestampReport | None:
    judged = [
        judged_token(token, held.stamped, truster, Vantage(now, now, proven=False)) for token in held.tokens
    ]
    return next((one for one in judged if one.reliable), judged[0] if judged else None)


def _is_weak(held: Signed, certificate: x509.Certificate) -> bool:
    key = certificate.public_key
    short = key.algorithm == "rsa" and len(key["public_key"].parsed["modulus"].contents) < 255
    return bool(held.digests & _WEAK) or short


def _only_content_is_missing(reports: tuple[SignatureReport, ...]) -> bool:
    return all(
        one.intact or any(said.code == "SIGNED_DATA_NOT_FOUND" for said in one.reasons) for one in reports
    )


def _waiting(made: Report, reports: tuple[SignatureReport, ...]) -> Report:
    """Nothing is wrong with what can be seen, but what was signed is not here: that is no failure."""
    from .wording import undecided

    trust = TrustStore(made.trust_store_version, (), (), ())
    assert made.checked_at is not None
    plain = undecided(made.file, "SIGNED_DATA_NOT_FOUND", trust, made.checked_at)
    return replace(plain, signatures=reports)
