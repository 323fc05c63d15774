"""Certified copies, their register, and results that a law demands on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hoso.law.clock.terms import TimeLimit, Unit
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.law.verdict import Reason, Verdict

CERTIFICATION_LIMIT = TimeLimit(0, Unit.WORKING_DAY)
"""The same day; received after 15:00, the next working day (Decree 23/2015, article 7)."""


class NotCertifiable(StrEnum):
    """The closed list of grounds on which an original cannot serve for a certified copy."""

    ALTERED = "altered"
    DAMAGED = "damaged"
    SECRET = "secret"  # noqa: S105 (a mark on a paper, no password)
    UNLAWFUL = "unlawful"
    FOREIGN_NOT_LEGALISED = "foreign_not_legalised"
    PRIVATE_UNCONFIRMED = "private_unconfirmed"

    @property
    def label(self) -> Text:
        """The ground in words. Source: nd23-2015:22."""
        return _NOT_CERTIFIABLE[self]


_NOT_CERTIFIABLE = {
    NotCertifiable.ALTERED: Text("Bản chính bị tẩy xóa, sửa chữa", "The original was altered"),
    NotCertifiable.DAMAGED: Text("Bản chính hư hỏng, không đọc được", "The original is damaged"),
    NotCertifiable.SECRET: Text("Bản chính đóng dấu mật hoặc cấm sao chụp", "Secret or not to be copied"),
    NotCertifiable.UNLAWFUL: Text("Nội dung trái pháp luật, đạo đức xã hội", "The content is unlawful"),
    NotCertifiable.FOREIGN_NOT_LEGALISED: Text(
        "Giấy tờ nước ngoài chưa hợp pháp hóa lãnh sự", "A foreign paper that is not legalised"
    ),
    NotCertifiable.PRIVATE_UNCONFIRMED: Text(
        "Giấy tờ cá nhân tự lập, không có xác nhận của cơ quan", "A private paper without confirmation"
    ),
}


def may_certify(*, original_shown: bool, grounds: Iterable[NotCertifiable] = ()) -> Verdict:
    """Whether an electronic copy of this original may be certified; a no lists every ground.

    Source: hy-1292:3a, nd23-2015:18, nd23-2015:22, nd45-2020:10.
    """
    reasons = [] if original_shown else [Reason("original-not-shown", _SHOW, "nd23-2015:18")]
    reasons += [Reason(ground.value, ground.label, "nd23-2015:22") for ground in grounds]
    return Verdict.no(reasons[0], *reasons[1:]) if reasons else Verdict.yes()


@dataclass(frozen=True, slots=True)
class CertificationStep:
    """One step of an electronic certification and who does it."""

    role: Role
    label: Text


def certification_steps() -> tuple[CertificationStep, ...]:
    """The steps in their order: compare, image and statement, two signatures, register, deliver.

    Source: hy-1292:3b, nd45-2020:10, nd23-2015:14.
    """
    return _STEPS


def next_number(last: tuple[int, int] | None, year: int) -> tuple[int, int]:
    """The next ``(year, number)`` of one book: one series, from 1 each year.

    Copies made at one time of one original take one number. ``last`` is the last pair of the
    same book. A year that runs backwards is refused by ValueError.
    Source: tt01-2020-btp:13.
    """
    if last is None or year > last[0]:
        return year, 1
    if year < last[0]:
        raise ValueError("the book of an earlier year is closed")
    return year, last[1] + 1


def may_issue(
    *,
    signed_by_person: bool,
    sealed_by_agency: bool,
    paper_by_law: bool,
    paper_digitised: bool,
    paper_signed: bool,
) -> Verdict:
    """Whether a result may be issued: electronic with both signatures; on paper only beside its signed copy.

    Source: hn-directive:2c, hn-directive:2c-paper, nd45-2020:14, nd30-2020:5, hy-1292:1d.
    """
    needs = (
        (signed_by_person, Reason("not-signed", _SIGN, "nd30-2020:5")),
        (sealed_by_agency, Reason("not-sealed", _SEAL, "nd30-2020:5")),
        (paper_digitised or not paper_by_law, Reason("paper-not-digitised", _SCAN, "hn-directive:2c-paper")),
        (paper_signed or not paper_by_law, Reason("paper-not-signed", _SIGN_SCAN, "hn-directive:2c-paper")),
    )
    lacking = [reason for holds, reason in needs if not holds]
    return Verdict.no(lacking[0], *lacking[1:]) if lacking else Verdict.yes()


_STEPS = (
    CertificationStep(
        Role.INTAKE_OFFICER, Text("Đối chiếu bản chính được xuất trình", "Compare the original")
    ),
    CertificationStep(
        Role.INTAKE_OFFICER, Text("Chụp bản điện tử, ghi lời chứng", "Take the image and add the statement")
    ),
    CertificationStep(
        Role.COMPETENT_OFFICER, Text("Người thực hiện chứng thực ký số", "The certifying officer signs")
    ),
    CertificationStep(Role.RECORDS_OFFICER, Text("Ký số của cơ quan", "The agency signs")),
    CertificationStep(Role.RECORDS_OFFICER, Text("Ghi số vào sổ chứng thực", "Enter it in the register")),
    CertificationStep(Role.SYSTEM, Text("Gửi vào kho dữ liệu của người yêu cầu", "Send it to the holdings")),
)
_SHOW = Text("Người yêu cầu phải xuất trình bản chính.", "The original has to be shown.")
_SIGN = Text("Kết quả chưa có chữ ký số của người có thẩm quyền.", "The competent officer has not signed.")
_SEAL = Text("Kết quả chưa có chữ ký số của cơ quan.", "The agency has not signed.")
_SCAN = Text(
    "Luật buộc cấp bản giấy: phải số hóa bản giấy trước khi phát hành.",
    "The law demands paper: digitise the paper result before issuing it.",
)
_SIGN_SCAN = Text(
    "Bản số hóa của kết quả giấy phải được ký số trước khi phát hành.",
    "The digitised copy of the paper result has to be signed before issuing it.",
)
