"""The sentences of ``validity``: what was found on a paper, and what it still needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hoso.law.paper_facts import PaperFacts, SignatureFacts
from hoso.law.text import Text
from hoso.law.verdict import Reason


def _reason(code: str, source: str, vi: str, en: str) -> Reason:
    return Reason(code, Text(vi, en), source)


def signed(signatures: Iterable[SignatureFacts]) -> tuple[Reason, ...]:
    """One line of evidence for each signature. Source: law20-2023:22."""
    return tuple(_signature(s) for s in signatures)


def _signature(s: SignatureFacts) -> Reason:
    demo = s.scope == "demonstration"
    vi = f"Chữ ký số của {s.signer}" + (" (chứng thư thử nghiệm)" if demo else "")
    en = f"Digital signature of {s.signer}" + (" (demonstration certificate)" if demo else "")
    return _reason("signature", "law20-2023:22", vi, en)


def broken(s: SignatureFacts) -> Reason:
    """A signature that failed. Source: law20-2023:22."""
    return _reason(
        "signature-broken",
        "law20-2023:22",
        f"Chữ ký số của {s.signer} không hợp lệ: tài liệu đã thay đổi hoặc chứng thư không dùng được.",
        f"The signature of {s.signer} is not valid: the file was changed or the certificate cannot be used.",
    )


def doubt(s: SignatureFacts) -> Reason:
    """A signature that could not be checked to the end. Source: law20-2023:22."""
    return _reason(
        "signature-indeterminate",
        "law20-2023:22",
        f"Chưa kiểm tra được đến cùng chữ ký số của {s.signer}; cần công chức xem và kết luận.",
        f"The signature of {s.signer} could not be checked to the end; an officer has to look.",
    )


def revoked(on: date) -> Reason:
    """A paper that its issuer took back. Source: tt01-2020-btp:7."""
    return _reason(
        "revoked",
        "tt01-2020-btp:7",
        f"Giấy tờ này đã bị thu hồi, hủy bỏ từ ngày {on:%d/%m/%Y}.",
        f"This paper was revoked on {on:%d/%m/%Y}.",
    )


def exception(ground: Text) -> Reason:
    """The ground on which a paper was not digitised. Source: hn-directive:2a."""
    return _reason(
        "not-digitisable",
        "hn-directive:2a",
        f"Không số hóa được do đặc thù: {ground.vi}",
        f"Cannot be digitised for its nature: {ground.en}",
    )


def numbered(code: str, vi: str, en: str, number: str | None) -> Reason:
    """A number in a register as evidence. Source: nd45-2020:10."""
    return _reason(code, "nd45-2020:10", f"{vi} {number}", f"{en} {number}")


def missing(facts: PaperFacts) -> tuple[Reason, ...]:
    """What the paper needs to meet the condition it comes closest to. Source: hn-directive:2a-valid."""
    if facts.self_declared:
        return (LOG_IN,)
    if facts.certification_no:
        return (CERTIFICATION_UNSIGNED,)
    if facts.register_entry or facts.issued_electronically_by_agency:
        return (AGENCY_UNSIGNED,)
    return (UNSIGNED_SCAN if facts.digitised_by_officer else NO_CONDITION,)


ISSUED = _reason(
    "issued-electronically",
    "nd45-2020:14",
    "Cơ quan phát hành bản điện tử",
    "Issued electronically by the agency",
)
SCANNED = _reason(
    "digitised", "tt01-2023:8", "Công chức số hóa khi tiếp nhận", "Digitised by an officer at intake"
)
AUTHENTICATED = _reason(
    "authenticated", "nq66-22-2026:7.4", "Người nộp đã xác thực điện tử", "The applicant is authenticated"
)
E_FORM = _reason(
    "e-form", "hn-directive:2a-valid", "Kê khai trên biểu mẫu điện tử", "Filled in on the e-form"
)
CITIZEN_SIGNED = _reason(
    "citizen-signed-scan",
    "hn-directive:3b",
    "Bản chụp do người nộp tự ký số; cần công chức xem và kết luận, hồ sơ sẽ được hậu kiểm.",
    "A scan signed by the applicant; an officer has to look, and it will be inspected afterwards.",
)
LOG_IN = _reason(
    "declare-authenticated",
    "nq66-22-2026:7.4",
    "Hãy đăng nhập bằng tài khoản định danh hoặc ký số tờ khai.",
    "Log in with the e-ID account, or sign the declaration.",
)
CERTIFICATION_UNSIGNED = _reason(
    "certification-unsigned",
    "nd45-2020:10",
    "Bản chứng thực điện tử phải có chữ ký số của người chứng thực và của cơ quan.",
    "An e-certified copy carries the signatures of the certifying officer and of the agency.",
)
AGENCY_UNSIGNED = _reason(
    "agency-unsigned",
    "nd30-2020:5",
    "Bản điện tử phải có chữ ký số của cơ quan cấp.",
    "The electronic copy carries the signature of the issuing agency.",
)
UNSIGNED_SCAN = _reason(
    "scan-unsigned",
    "tt01-2023:8",
    "Bản số hóa chưa có chữ ký số của công chức. Hãy ký số rồi kết luận lại.",
    "The scan is not signed by the officer. Sign it, then judge again.",
)
NO_CONDITION = _reason(
    "no-condition",
    "hn-directive:2a-valid",
    "Chưa đạt điều kiện nào: hãy số hóa và ký số tại bộ phận một cửa, hoặc nộp bản điện tử do cơ quan cấp.",
    "No condition is met: have it digitised and signed at the desk, "
    "or file an electronic copy from an agency.",
)
