"""Changes of a procedure: which version rules a day, what they do to running dossiers, what they save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hoso.law.text import Text


class Change(StrEnum):
    """What a publication decision does to a procedure."""

    ISSUED = "issued"
    AMENDED = "amended"
    SUPPLEMENTED = "supplemented"
    REPLACED = "replaced"
    ABOLISHED = "abolished"

    @property
    def label(self) -> Text:
        """The change in words. Source: hn-3553:9."""
        return _CHANGES[self]


_CHANGES = {
    Change.ISSUED: Text("ban hành mới", "newly issued"),
    Change.AMENDED: Text("sửa đổi", "amended"),
    Change.SUPPLEMENTED: Text("bổ sung", "supplemented"),
    Change.REPLACED: Text("thay thế", "replaced"),
    Change.ABOLISHED: Text("bãi bỏ", "abolished"),
}


@dataclass(frozen=True, slots=True)
class VersionFact:
    """One published version: what it did, and from when."""

    reference: str
    change: Change
    effective_from: date


def version_on(versions: Sequence[VersionFact], day: date) -> VersionFact | None:
    """The version a dossier opened on that day is filed under; None before the first and after abolition.

    Of two versions of one day the later in the sequence rules. A dossier keeps its version for life.
    Source: hn-3553:9, nd63-2010:8, convention:dated.
    """
    ruling: VersionFact | None = None
    for version in versions:
        begun = version.effective_from <= day
        if begun and (ruling is None or version.effective_from >= ruling.effective_from):
            ruling = version
    return None if ruling is None or ruling.change is Change.ABOLISHED else ruling


class DraftStanding(StrEnum):
    """What the versions of a procedure mean for a draft that nobody has filed yet."""

    CURRENT = "current"
    MAY_MOVE = "may_move"
    ABOLISHED = "abolished"

    @property
    def text(self) -> Text:
        """What its owner is told. Source: hn-3553:9, convention:dated."""
        return _STANDINGS[self]


_STANDINGS = {
    DraftStanding.CURRENT: Text("Thủ tục không thay đổi.", "The procedure has not changed."),
    DraftStanding.MAY_MOVE: Text(
        "Thủ tục đã có phiên bản mới. Bạn có thể chuyển hồ sơ nháp sang phiên bản mới hoặc giữ như cũ; "
        "những gì bạn đã khai không mất.",
        "There is a new version of this procedure. You may move your draft to it or keep it as it is; "
        "nothing you entered is lost.",
    ),
    DraftStanding.ABOLISHED: Text(
        "Thủ tục này đã bị bãi bỏ nên không nộp được nữa. Hồ sơ nháp và giấy tờ của bạn vẫn còn; "
        "bạn tải về được bất cứ lúc nào.",
        "This procedure was abolished, so it can no longer be filed. Your draft and papers are kept; "
        "you can download them at any time.",
    ),
}

RUNNING_DOSSIERS = Text(
    "Hồ sơ đang giải quyết không thay đổi gì: mỗi hồ sơ theo phiên bản của ngày nộp cho đến khi xong. "
    "Hồ sơ nháp chưa nộp được mời chuyển sang phiên bản mới, không bắt buộc.",
    "Nothing changes for dossiers under way: each keeps the version of its day to the end. "
    "Drafts not yet filed are offered the new version, never forced.",
)


def standing_of_draft(pinned: str, in_force: str | None) -> DraftStanding:
    """How a draft stands that pinned one version while another, or none, is in force: never moved by force.

    Source: hn-3553:9, convention:dated.
    """
    if in_force is None:
        return DraftStanding.ABOLISHED
    return DraftStanding.CURRENT if pinned == in_force else DraftStanding.MAY_MOVE


@dataclass(frozen=True, slots=True)
class Burden:
    """What one filing costs the applicant: minutes of his time and dong paid."""

    minutes: int
    dong: int


def yearly_saving(before: Burden, after: Burden, dossiers_a_year: int) -> Burden:
    """What a simplification saves all applicants in a year; negative when it costs more.

    Source: hn-3553:2, tq-2024:fewer-papers.
    """
    return Burden(
        (before.minutes - after.minutes) * dossiers_a_year, (before.dong - after.dong) * dossiers_a_year
    )
