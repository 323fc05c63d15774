"""Certified copies, their register, and results that a law demands on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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
        return _NOT_CERTIFIABLE[self][0]

    @property
    def source(self) -> str:
        """The clause it stands in, as a key of the shelf. Source: nd23-2015:22."""
        return _NOT_CERTIFIABLE[self][1]


_NOT_CERTIFIABLE = {
    NotCertifiable.ALTERED: (
        Text(
            "Bản chính bị tẩy xóa, sửa chữa, thêm bớt nội dung không hợp lệ",
            "The original was erased, altered or added to",
        ),
        "nd23-2015:22.1",
    ),
    NotCertifiable.DAMAGED: (
        Text(
            "Bản chính hư hỏng, cũ nát, không xác định được nội dung",
            "The original is damaged or worn and cannot be read",
        ),
        "nd23-2015:22.2",
    ),
    NotCertifiable.SECRET: (
        Text("Bản chính đóng dấu mật hoặc ghi không được sao chụp", "Secret, or marked not to be copied"),
        "nd23-2015:22.3",
    ),
    NotCertifiable.UNLAWFUL: (
        Text("Nội dung trái pháp luật, đạo đức xã hội", "The content is against law or morals"),
        "nd23-2015:22.4",
    ),
    NotCertifiable.FOREIGN_NOT_LEGALISED: (
        Text("Giấy tờ nước ngoài chưa hợp pháp hóa lãnh sự", "A foreign paper that is not legalised"),
        "nd23-2015:22.5",
    ),
    NotCertifiable.PRIVATE_UNCONFIRMED: (
        Text(
            "Giấy tờ cá nhân tự lập, không có xác nhận, đóng dấu của cơ quan có thẩm quyền",
            "A private paper without the confirmation of an authority",
        ),
        "nd23-2015:22.6",
    ),
}
STATEMENT = "Chứng thực bản sao đúng với bản chính."
"""The words of the certifier's statement; number, book, day and certifier follow as fields."""


@dataclass(frozen=True, slots=True)
class Comparing:
    """That the certifier held the original beside its image: the pages he ticked, of how many."""

    pages: int
    compared: frozenset[int]
    by_the_certifier: bool = True

    @property
    def missing(self) -> tuple[int, ...]:
        """The pages not yet compared, from 1. Source: nd23-2015:20."""
        return tuple(sorted(set(range(1, self.pages + 1)) - self.compared))


def may_certify(
    *, original_shown: bool, comparing: Comparing | None, grounds: Iterable[NotCertifiable] = ()
) -> Verdict:
    """Whether an electronic copy of this original may be certified; a no lists every ground.

    The one who certifies has himself compared every page with the original.
    Source: hy-1292:3a, nd23-2015:18, nd23-2015:20, nd23-2015:22, nd45-2020:10.
    """
    reasons = [] if original_shown else [Reason("original-not-shown", _SHOW, "nd23-2015:18")]
    reasons += [Reason(ground.value, ground.label, ground.source) for ground in grounds]
    if not reasons:
        reasons += _not_compared(comparing)
    return Verdict.no(reasons[0], *reasons[1:]) if reasons else Verdict.yes()


def _not_compared(comparing: Comparing | None) -> list[Reason]:
    if comparing is None or not comparing.by_the_certifier:
        return [Reason("not-compared", _COMPARE, "nd23-2015:20")]
    if comparing.missing:
        pages = ", ".join(str(page) for page in comparing.missing)
        text = Text(
            "Chưa xác nhận đối chiếu trang: {pages}.", "These pages were not confirmed as compared: {pages}."
        )
        return [Reason("pages-not-compared", text.format(pages=pages), "nd23-2015:20")]
    return []


def may_lock(*, year: int, today: date, locked: bool) -> Verdict:
    """Whether the book of a year may be locked: once, and only when the year is over.

    Source: nd23-2015:13.
    """
    if locked:
        return Verdict.no(Reason("already-locked", _LOCKED, "nd23-2015:13"))
    if year >= today.year:
        return Verdict.no(Reason("year-runs", _RUNS, "nd23-2015:13"))
    return Verdict.yes()


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
_COMPARE = Text(
    "Người chứng thực chưa xác nhận đã tự đối chiếu bản sao với bản chính.",
    "The certifier has not confirmed that he compared the copy with the original.",
)
_LOCKED = Text("Sổ của năm này đã khóa.", "The book of this year is locked.")
_RUNS = Text("Chỉ khóa sổ khi đã hết năm.", "A book is locked when its year is over.")
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
