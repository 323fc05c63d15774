"""Time stamps and what they prove: those on the document from the newest back, and those on a signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import cms, x509
from pyhanko.sign.validation import generic_cms

from .integrity import Integrity, token_is_intact
from .reasons import reason
from .report import TimestampReport
from .trusting import Truster

_SKEW = timedelta(minutes=5)


@dataclass(frozen=True)
class Vantage:
    """From when a certificate is judged: ``at`` is ``now``, or an earlier instant that a time stamp has
    ``proven``.
    """

    at: datetime
    now: datetime
    proven: bool


@dataclass(frozen=True)
class Timeline:
    """Document time stamps, and the earliest proven instant for bytes up to a place in the file."""

    stamps: tuple[TimestampReport, ...]
    now: datetime

    def proven(self, coverage_end: int) -> datetime | None:
        """The earliest trusted document time stamp over a revision that ends at ``coverage_end``, or None."""
        over = [stamp for stamp in self.stamps if stamp.reliable and stamp.coverage_end > coverage_end]
        return min((stamp.time for stamp in over if stamp.time is not None), default=None)

    def vantage(self, coverage_end: int) -> Vantage:
        """From when a revision that ends at ``coverage_end`` is judged."""
        proven = self.proven(coverage_end)
        return Vantage(proven or self.now, self.now, proven is not None)


def timeline(stamps: list[Integrity], truster: Truster, now: datetime) -> Timeline:
    """Judge document time stamps from the last to the first, each at the time the next one proves."""
    judged: list[TimestampReport] = []
    for held in sorted(stamps, key=lambda item: -item.coverage_end):
        vantage = Timeline(tuple(judged), now).vantage(held.coverage_end)
        judged.append(_document_stamp(held, truster, vantage))
    return Timeline(tuple(reversed(judged)), now)


def _document_stamp(held: Integrity, truster: Truster, vantage: Vantage) -> TimestampReport:
    name, end, kind = held.found.name, held.coverage_end, held.modification
    sound = held.intact and held.byte_range_ok and held.covers_revision and held.modification_allowed
    if not sound or held.certificate is None or held.found.signature is None:
        why = reason("TIMESTAMP_INVALID", name)
        return TimestampReport(name, None, intact=False, reason=why, coverage_end=end, modification=kind)
    content = held.found.signature.signed_data["encap_content_info"]["content"].parsed
    time: datetime = content["gen_time"].native
    told = _stamp(time, held.certificate, held.others, truster, vantage)
    return TimestampReport(name, time, told.intact, told.trust, told.reason, end, kind)


def signature_stamp(held: Integrity, truster: Truster, vantage: Vantage) -> TimestampReport | None:
    """The best of a signature's own time stamps: a reliable one if any, else the first found, else None."""
    assert held.found.signature is not None
    info = held.found.signature.signer_info
    best: TimestampReport | None = None
    for token in _tokens(info):
        judged = judged_token(token, info["signature"].native, truster, vantage)
        if best is None or (judged.reliable and not best.reliable):
            best = judged
    return best


def _tokens(info: cms.SignerInfo) -> list[cms.SignedData]:
    found: list[cms.SignedData] = []
    attributes = info["unsigned_attrs"]
    for attribute in attributes if isinstance(attributes, cms.CMSAttributes) else ():
        if attribute["type"].native == "signature_time_stamp_token":
            found += [value["content"] for value in attribute["values"]]
    return found


def judged_token(token: cms.SignedData, over: bytes, truster: Truster, vantage: Vantage) -> TimestampReport:
    """The report on a time-stamp token that must be over exactly these bytes (RFC 3161)."""
    try:
        time = token_is_intact(token, over)
        if time is None:
            return TimestampReport(None, None, intact=False, reason=reason("TIMESTAMP_INVALID"))
        certificates = generic_cms.extract_certs_for_validation(token)
        return _stamp(time, certificates.signer_cert, tuple(certificates.other_certs), truster, vantage)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  a malformed token is an invalid one, whatever the engine calls it
        return TimestampReport(None, None, intact=False, reason=reason("TIMESTAMP_INVALID"))


def _stamp(
    time: datetime,
    certificate: x509.Certificate,
    others: tuple[x509.Certificate, ...],
    truster: Truster,
    vantage: Vantage,
) -> TimestampReport:
    if time > vantage.now + _SKEW:
        return TimestampReport(None, time, intact=False, reason=reason("TIMESTAMP_IN_FUTURE"))
    trust = truster.judge(certificate, others, vantage.at, "timestamp", proven=vantage.proven)
    why = None if trust.trusted else reason("TIMESTAMP_UNTRUSTED")
    return TimestampReport(None, time, intact=True, trust=trust, reason=why)
