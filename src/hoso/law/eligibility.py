"""Criteria by which a procedure is selected for online service, and how far a round of reviews has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hoso.law.text import Text


class Criterion(StrEnum):
    """What must hold before a procedure goes online at all."""

    FORM = "form"
    PAPERS = "papers"
    IDENTITY = "identity"
    PAYMENT = "payment"
    PROCESS = "process"
    RESULT = "result"

    @property
    def label(self) -> Text:
        """The criterion in words. Source: hn-3553:3."""
        return _CRITERIA[self]


_CRITERIA = {
    Criterion.FORM: Text("có mẫu đơn điện tử", "there is an e-form"),
    Criterion.PAPERS: Text(
        "mọi giấy tờ nộp được bằng bản điện tử", "every paper can be handed in electronically"
    ),
    Criterion.IDENTITY: Text("xác thực được người nộp qua mạng", "the applicant can be identified online"),
    Criterion.PAYMENT: Text(
        "phí, lệ phí nộp được trực tuyến hoặc không thu", "fees are paid online, or none is due"
    ),
    Criterion.PROCESS: Text("quy trình nội bộ đã kiểm tra, không lỗi", "the internal process was checked"),
    Criterion.RESULT: Text(
        "kết quả trả được bằng bản điện tử ký số", "the result can be issued electronically"
    ),
}


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """One review of a round: its day of grace and, once decided, the day and the level found."""

    due_on: date
    decided_on: date | None
    level: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round has come: ``late`` are those decided after, or open beyond, their day."""

    total: int
    decided: int
    full: int
    partial: int
    not_yet: int
    late: int

    @property
    def open(self) -> int:
        """Reviews that nobody has decided. Source: hn-3553:3."""
        return self.total - self.decided


def progress(reviews: Sequence[ReviewFact], on: date) -> Progress:
    """Counts of a round on a day, by the groups that the review must name.

    Source: hn-3553:3, hn-3553:5.
    """
    done = [one for one in reviews if one.decided_on is not None and one.decided_on <= on]
    levels = [one.level for one in done]
    late = sum((one.decided_on or on) > one.due_on for one in done)
    late += sum(one.due_on < on for one in reviews if one not in done)
    return Progress(
        total=len(reviews),
        decided=len(done),
        full=levels.count("full"),
        partial=levels.count("partial"),
        not_yet=levels.count("none"),
        late=late,
    )
