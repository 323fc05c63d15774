"""From findings to a conclusion: the file's integrity, the verdict, one plain sentence and the list of
checks.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from hoso.law.text import Text
from hoso.seal.trust import TrustStore

from .checks import checks_of
from .expectation import Expectation
from .order import out_of_order
from .reasons import reason
from .report import (
    FATAL,
    Check,
    Integrity,
    Reason,
    Report,
    SignatureReport,
    TimestampReport,
    Verdict,
)

if TYPE_CHECKING:  # so that the engine is only loaded where it works
    from .stamps import Timeline

_PASSED = Text(
    "Tài liệu nguyên vẹn và có chữ ký số hợp lệ của {names}.",
    "The document is intact and validly signed by {names}.",
)
_FAILED = Text("Không được tin tài liệu này: {why}", "This document must not be trusted: {why}")
_OPEN = Text(
    "Chưa đủ căn cứ để kết luận, cần người xem xét: {why}", "No conclusion yet, a person has to look: {why}"
)


def unreadable(name: str, code: str, trust: TrustStore, now: datetime, *, suspicious: bool) -> Report:
    """The report for a file whose signatures nobody can read; ``suspicious`` when it bears traces of a
    signature, which then stands in the report as one that is not intact.
    """
    why = reason(code)
    lost = SignatureReport("", intact=False, byte_range_ok=False, covers_revision=False, modification="OTHER",
                           modification_allowed=False, reasons=(why,))  # fmt: skip
    check = Check(Text("Đọc tệp", "Reading the file"), "failed", code)
    if code in ("ENCRYPTED", "LIMIT_REACHED", "TOO_LARGE"):
        integrity: Integrity = "FAILED" if suspicious and code != "ENCRYPTED" else "NONE"
        sentence = _OPEN.format(why="{why}")
        verdict: Verdict = "INDETERMINATE"
    elif suspicious:
        integrity, verdict, sentence = "FAILED", "TOTAL_FAILED", _FAILED
    else:
        integrity, verdict, sentence = "NONE", "NO_SIGNATURE", Text("{why}", "{why}")
    told = Text(sentence.vi.format(why=why.text.vi), sentence.en.format(why=why.text.en))
    return Report(
        name,
        integrity,
        verdict,
        (why,),
        told,
        (check,),
        (lost,) if verdict == "TOTAL_FAILED" else (),
        trust_store_version=trust.version,
        checked_at=now,
    )


def concluded(
    name: str,
    signatures: tuple[SignatureReport, ...],
    times: Timeline,
    hidden: str | None,
    trust: TrustStore,
    expect: Expectation | None,
) -> Report:
    """The report of a file that could be read; ``hidden`` says what the byte gate found."""
    stamps = times.stamps
    reasons = _reasons(signatures, stamps, hidden)
    if expect is not None and signatures and expect.unmet(signatures):
        reasons.append(reason("SIG_CONSTRAINTS_FAILURE"))
    integrity = _integrity(signatures, stamps, hidden)
    verdict = _verdict(signatures, reasons, integrity)
    if verdict == "NO_SIGNATURE":
        reasons.append(reason("NO_SIGNATURE"))
    return Report(
        name,
        integrity,
        verdict,
        tuple(reasons),
        _sentence(verdict, signatures, reasons),
        tuple(checks_of(signatures, stamps, hidden, expect)),
        signatures,
        stamps,
        trust_store_version=trust.version,
        checked_at=times.now,
    )


def _reasons(
    signatures: tuple[SignatureReport, ...], stamps: tuple[TimestampReport, ...], hidden: str | None
) -> list[Reason]:
    found = [reason("HIDDEN_BYTES")] if hidden else []
    found += [why for signature in signatures for why in signature.reasons]
    found += out_of_order(signatures, stamps)
    return found + [stamp.reason for stamp in stamps if stamp.reason is not None]


def _integrity(
    signatures: tuple[SignatureReport, ...], stamps: tuple[TimestampReport, ...], hidden: str | None
) -> Integrity:
    if not signatures and not stamps:
        return "NONE"
    stamped = all(stamp.intact for stamp in stamps)
    tokens = all(s.timestamp is None or s.timestamp.intact for s in signatures)
    whole = hidden is None and stamped and tokens and all(signature.sound for signature in signatures)
    return "OK" if whole else "FAILED"


def _verdict(signatures: tuple[SignatureReport, ...], reasons: list[Reason], integrity: Integrity) -> Verdict:
    if integrity == "FAILED" or any(why.code in FATAL for why in reasons):
        return "TOTAL_FAILED"
    if not signatures:
        return "NO_SIGNATURE"
    return "INDETERMINATE" if reasons else "TOTAL_PASSED"


def _sentence(verdict: Verdict, signatures: tuple[SignatureReport, ...], reasons: list[Reason]) -> Text:
    if verdict == "TOTAL_PASSED":
        return _PASSED.format(names=", ".join(str((s.signer or {}).get("name")) for s in signatures))
    chosen = next(
        (why for why in reasons if why.code in FATAL), reasons[0] if reasons else reason("NO_SIGNATURE")
    )
    if verdict == "NO_SIGNATURE":
        return chosen.text
    frame = _FAILED if verdict == "TOTAL_FAILED" else _OPEN
    return Text(frame.vi.format(why=chosen.text.vi), frame.en.format(why=chosen.text.en))
