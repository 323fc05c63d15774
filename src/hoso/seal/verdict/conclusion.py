"""From findings to a conclusion: the file's integrity, the verdict, one plain sentence and the list of
checks.
"""

from __future__ import annotations

from datetime import datetime

from hoso.law.text import Text
from hoso.seal.trust import TrustStore

from .expectation import Expectation
from .reasons import reason
from .report import (
    FATAL,
    Check,
    Integrity,
    Outcome,
    Reason,
    Report,
    SignatureReport,
    TimestampReport,
    Verdict,
)
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
    signature.
    """
    why = reason(code)
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
        name, integrity, verdict, (why,), told, (check,), trust_store_version=trust.version, checked_at=now
    )


def concluded(  # noqa: PLR0917  called once, in the order of the work
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
        tuple(_checks(signatures, stamps, hidden, expect)),
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


def _checks(
    signatures: tuple[SignatureReport, ...],
    stamps: tuple[TimestampReport, ...],
    hidden: str | None,
    expect: Expectation | None,
) -> list[Check]:
    rows = [
        Check(
            Text("Không có dữ liệu lạ sau bản đã ký", "Nothing foreign after the signed revision"),
            _said(hidden is None),
            hidden or "",
        )
    ]
    for signature in signatures:
        rows += _signature_checks(signature)
    for stamp in stamps:
        detail = stamp.time.isoformat() if stamp.time else ""
        said: Outcome = "ok" if stamp.reliable else ("unknown" if stamp.intact else "failed")
        rows.append(Check(Text("Dấu thời gian của tài liệu", "Time stamp of the document"), said, detail))
    if expect is not None:
        met = not expect.unmet(signatures)
        rows.append(
            Check(Text("Đúng người, đúng cơ quan phải ký", "Signed by those who must sign"), _said(met))
        )
    return rows


def _signature_checks(signature: SignatureReport) -> list[Check]:
    name, trust, stamp = (
        str((signature.signer or {}).get("name") or signature.field),
        signature.trust,
        signature.timestamp,
    )
    chain: Outcome = "ok" if trust and trust.trusted else "unknown"
    revoked: dict[str, Outcome] = {"good": "ok", "revoked": "failed", "unknown": "unknown"}
    stamped: Outcome = (
        "unknown"
        if stamp is None
        else ("ok" if stamp.reliable else ("unknown" if stamp.intact else "failed"))
    )
    shown: Outcome = (
        "unknown" if signature.visible_block_matches is None else _said(signature.visible_block_matches)
    )
    rows: list[tuple[str, str, Outcome, str]] = [
        (
            "Nội dung đúng như khi {n} ký",
            "The content is what {n} signed",
            _said(signature.intact),
            signature.field,
        ),
        (
            "Chữ ký của {n} bao trùm trọn bản đã ký",
            "The signature of {n} covers its whole revision",
            _said(signature.byte_range_ok and signature.covers_revision),
            "",
        ),
        (
            "Không sửa đổi trái phép sau khi {n} ký",
            "No forbidden change after {n} signed",
            _said(signature.modification_allowed),
            signature.modification,
        ),
        (
            "Chứng thư của {n} dẫn tới gốc tin cậy",
            "The certificate of {n} leads to a trusted root",
            chain,
            (trust.scope or "") if trust else "",
        ),
        (
            "Chứng thư của {n} không bị thu hồi",
            "The certificate of {n} is not revoked",
            revoked[trust.revocation] if trust else "unknown",
            "",
        ),
        (
            "Chứng thư của {n} dùng để ký văn bản",
            "The certificate of {n} is for signing",
            signature.key_usage,
            "",
        ),
        (
            "Dấu thời gian trên chữ ký của {n}",
            "Time stamp on the signature of {n}",
            stamped,
            stamp.time.isoformat() if stamp and stamp.time else "",
        ),
        ("Khối chữ ký nhìn thấy khớp với {n}", "The visible block agrees with {n}", shown, ""),
    ]
    return [
        Check(Text(vi.replace("{n}", name), en.replace("{n}", name)), outcome, detail)
        for vi, en, outcome, detail in rows
    ]


def _said(good: bool) -> Outcome:  # noqa: FBT001  one truth value in, one word out
    return "ok" if good else "failed"
