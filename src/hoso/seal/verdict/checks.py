"""The list of checks shown under the sentence: what was looked at, and how it came out."""

from __future__ import annotations

from hoso.law.text import Text

from .expectation import Expectation
from .order import claim_fits
from .report import Check, Outcome, SignatureReport, TimestampReport

_BYTES = Text("Không có dữ liệu lạ sau bản đã ký", "Nothing foreign after the signed revision")
_DOCUMENT_STAMP = Text("Dấu thời gian của tài liệu", "Time stamp of the document")
_EXPECTED = Text("Đúng người, đúng cơ quan phải ký", "Signed by those who must sign")
_CONTENT = Text("Nội dung đúng như khi {name} ký", "The content is what {name} signed")
_COVERAGE = Text(
    "Chữ ký của {name} bao trùm trọn bản đã ký", "The signature of {name} covers its whole revision"
)
_LATER = Text("Không sửa đổi trái phép sau khi {name} ký", "No forbidden change after {name} signed")
_LOOKS = Text("Trang hiển thị như khi {name} ký", "The pages look as when {name} signed")
_SEEN: dict[str, Outcome] = {"same": "ok", "unseen": "unknown", "doubtful": "unknown"}
_CHAIN = Text("Chứng thư của {name} dẫn tới gốc tin cậy", "The certificate of {name} leads to a trusted root")
_REVOCATION = Text("Chứng thư của {name} không bị thu hồi", "The certificate of {name} is not revoked")
_USAGE = Text("Chứng thư của {name} dùng để ký văn bản", "The certificate of {name} is for signing")
_STAMP = Text("Dấu thời gian trên chữ ký của {name}", "Time stamp on the signature of {name}")
_CLOCK = Text(
    "Giờ {name} tự ghi không muộn hơn dấu thời gian", "The time {name} wrote is not after the time stamp"
)
_BLOCK = Text("Khối chữ ký nhìn thấy khớp với {name}", "The visible block agrees with {name}")
_REVOKED: dict[str, Outcome] = {"good": "ok", "revoked": "failed", "unknown": "unknown"}


def checks_of(
    signatures: tuple[SignatureReport, ...],
    stamps: tuple[TimestampReport, ...],
    hidden: str | None,
    expect: Expectation | None,
) -> list[Check]:
    """All checks of one file, in the order of the gates."""
    rows = [Check(_BYTES, _said(good=hidden is None), hidden or "")]
    for signature in signatures:
        rows += _signature_checks(signature)
    rows += [Check(_DOCUMENT_STAMP, _stamped(stamp), _time(stamp)) for stamp in stamps]
    if expect is not None:
        rows.append(Check(_EXPECTED, _said(good=not expect.unmet(signatures))))
    return rows


def _signature_checks(signature: SignatureReport) -> list[Check]:
    trust, stamp, shown = signature.trust, signature.timestamp, signature.visible_block_matches
    whole = signature.byte_range_ok and signature.covers_revision
    chain: Outcome = "ok" if trust and trust.trusted else "unknown"
    rows: list[tuple[Text, Outcome, str]] = [
        (_CONTENT, _said(good=signature.intact), signature.field),
        (_COVERAGE, _said(good=whole), ""),
        (_LATER, _said(good=signature.modification_allowed), signature.modification),
        (_LOOKS, _SEEN.get(signature.looks, "failed"), signature.looks),
        (_CHAIN, chain, (trust.scope or "") if trust else ""),
        (_REVOCATION, _REVOKED[trust.revocation] if trust else "unknown", ""),
        (_USAGE, signature.key_usage, ""),
        (_STAMP, _stamped(stamp), _time(stamp)),
        (_BLOCK, "unknown" if shown is None else _said(good=shown), ""),
    ]
    claim = claim_fits(signature)
    if claim is not None and signature.signed_at is not None:
        rows.append((_CLOCK, claim, signature.signed_at.isoformat()))
    name = str((signature.signer or {}).get("name") or signature.field)
    return [Check(text.format(name=name), outcome, detail) for text, outcome, detail in rows]


def _stamped(stamp: TimestampReport | None) -> Outcome:
    if stamp is None:
        return "unknown"
    if stamp.reliable:
        return "ok"
    return "unknown" if stamp.intact else "failed"


def _time(stamp: TimestampReport | None) -> str:
    return stamp.time.isoformat() if stamp is not None and stamp.time is not None else ""


def _said(*, good: bool) -> Outcome:
    return "ok" if good else "failed"
