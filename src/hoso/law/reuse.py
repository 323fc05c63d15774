"""May we ask for this paper? Never, while a valid electronic one is held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hoso.law.text import Text
from hoso.law.verdict import Reason, Verdict


class Where(StrEnum):
    """Where a valid electronic paper may already lie."""

    DOSSIER = "dossier"
    HOLDINGS = "holdings"
    RESULT = "result"
    DATABASE = "database"

    @property
    def label(self) -> Text:
        """The place in words. Source: tt01-2023:24."""
        return _WHERE[self]


_WHERE = {
    Where.DOSSIER: Text("trong chính hồ sơ này", "in this very dossier"),
    Where.HOLDINGS: Text("trong kho dữ liệu điện tử của người nộp", "in the applicant's holdings"),
    Where.RESULT: Text("trong kết quả đã cấp của cơ quan nhà nước", "among results already issued"),
    Where.DATABASE: Text("trong cơ sở dữ liệu đã kết nối", "in a connected database"),
}


class OverrideGround(StrEnum):
    """The closed list of grounds on which paper may be asked for although an electronic one is held."""

    ORIGINAL_BY_LAW = "original_by_law"
    """A law obliges the applicant to hand in or show the original."""
    UNREADABLE = "unreadable"
    """The held copy cannot be read or is incomplete."""
    SUSPECTED_FORGERY = "suspected_forgery"
    """There are signs of forgery that have to be verified against the original."""
    CONTENT_CHANGED = "content_changed"
    """The applicant declared that the content has changed since."""

    @property
    def label(self) -> Text:
        """The ground in words. Source: hn-directive:1b, hn-directive:3c."""
        return _GROUNDS[self]


_GROUNDS = {
    OverrideGround.ORIGINAL_BY_LAW: Text(
        "Luật buộc nộp hoặc xuất trình bản chính", "A law demands the original"
    ),
    OverrideGround.UNREADABLE: Text("Bản điện tử không đọc được, không đủ trang", "The copy cannot be read"),
    OverrideGround.SUSPECTED_FORGERY: Text("Có dấu hiệu giả mạo cần đối chiếu", "Signs of forgery"),
    OverrideGround.CONTENT_CHANGED: Text("Người nộp khai nội dung đã thay đổi", "The content has changed"),
}


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """A copy somebody holds for the applicant: its number, or its name where it has none.

    ``valid_until`` None: without end.
    """

    where: Where
    reference: str
    valid: bool
    valid_until: date | None = None

    def usable_on(self, day: date) -> bool:
        """Valid electronically and not expired on a civil day. Source: hn-directive:1b."""
        return self.valid and (self.valid_until is None or day <= self.valid_until)


def may_request_paper(
    held: Iterable[HeldPaper], *, on: date, override: OverrideGround | None = None, legal_basis: str = ""
) -> Verdict:
    """No while a usable electronic copy is held (each place is named); with an override yes, on the record.

    An override needs ``legal_basis``, the document and article in words; its reason code is ``override`` so
    that the request can be counted and told to the citizen.
    Source: hn-directive:1b, hn-directive:3c, tq-2024:fewer-papers, nd224-2026:15.
    """
    usable = [paper for paper in held if paper.usable_on(on)]
    if not usable:
        return Verdict.yes()
    if override and legal_basis.strip():
        text = Text(
            f"Yêu cầu bản giấy dù đã có bản điện tử. Căn cứ: {override.label.vi} ({legal_basis.strip()}).",
            f"Paper asked for although held. Ground: {override.label.en} ({legal_basis.strip()}).",
        )
        return Verdict.yes(Reason("override", text, "hn-directive:3c"))
    reasons = [Reason("held", _held(paper), "hn-directive:1b") for paper in usable]
    if override:
        reasons.append(Reason("override-without-basis", _NO_BASIS, "hn-directive:3c"))
    return Verdict.no(reasons[0], *reasons[1:])


def may_ask_field(*, known: bool, changed_by_applicant: bool = False) -> Verdict:
    """Whether a person or official may be made to type data that a connected register already gives.

    Source: hy-1292:2b, nd224-2026:15.
    """
    if known and not changed_by_applicant:
        return Verdict.no(Reason("known", _KNOWN, "hy-1292:2b"))
    return Verdict.yes()


def _held(paper: HeldPaper) -> Text:
    return Text(
        f"Đã có bản điện tử hợp lệ {paper.where.label.vi} ({paper.reference}). "
        "Hãy dùng bản này, không yêu cầu nộp lại.",
        f"A valid electronic copy is held {paper.where.label.en} ({paper.reference}). "
        "Use it; do not ask again.",
    )


_NO_BASIS = Text(
    "Muốn yêu cầu bản giấy phải ghi rõ văn bản và điều khoản làm căn cứ.",
    "To ask for paper, name the document and article it rests on.",
)
_KNOWN = Text(
    "Dữ liệu đã có trong cơ sở dữ liệu; hãy điền sẵn, không yêu cầu nhập lại.",
    "The data are already held; fill them in, do not ask for them again.",
)
