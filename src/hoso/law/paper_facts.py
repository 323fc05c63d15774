"""What is known about one electronic paper before it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from hoso.law.text import Text

SignatureVerdict = Literal["TOTAL_PASSED", "TOTAL_FAILED", "INDETERMINATE"]


class Condition(StrEnum):
    """The conditions of a valid electronic paper; any one is enough."""

    DIGITISED_AND_SIGNED = "digitised_and_signed"
    REGISTER_EXTRACT = "register_extract"
    E_CERTIFIED = "e_certified"
    SELF_DECLARED = "self_declared"
    OTHER_BY_LAW = "other_by_law"

    @property
    def label(self) -> Text:
        """The condition in words. Source: hn-directive:2a-valid."""
        return _LABELS[self]


_LABELS = {
    Condition.DIGITISED_AND_SIGNED: Text("Đã số hóa và ký số đúng quy định", "Digitised and signed as ruled"),
    Condition.REGISTER_EXTRACT: Text(
        "Bản sao điện tử từ sổ gốc", "Electronic copy from the original register"
    ),
    Condition.E_CERTIFIED: Text("Đã chứng thực điện tử", "Electronically certified"),
    Condition.SELF_DECLARED: Text("Giấy tờ do người nộp tự kê khai", "Declared by the applicant"),
    Condition.OTHER_BY_LAW: Text("Trường hợp khác theo quy định", "Another case by law"),
}


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """One signature as the verifier judged it. ``scope``: public (citizens, firms) or official duty."""

    verdict: SignatureVerdict
    role: Literal["personal", "agency"] | None
    scope: Literal["public", "official", "demonstration"] | None
    signer: str
    signed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """What is known about one electronic paper; what is not known stays at its default.

    ``not_digitisable``: the ground on which it could not be digitised for its nature, if so.
    ``revoked_on``: the civil day from which it was revoked or voided.
    """

    self_declared: bool = False
    submitter_authenticated: bool = False
    submitted_e_form: bool = False
    signatures: tuple[SignatureFacts, ...] = ()
    digitised_by_officer: bool = False
    register_entry: str | None = None
    certification_no: str | None = None
    issued_electronically_by_agency: bool = False
    not_digitisable: Text | None = None
    revoked_on: date | None = None
