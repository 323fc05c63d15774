"""Full or partial online, eligible or not, and public in both forms: each with its reasons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hoso.law.text import Text
from hoso.law.verdict import Reason, Verdict


class OnlineLevel(StrEnum):
    """The online level; the old codes 3 and 4 live on as data."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"

    @property
    def label(self) -> Text:
        """The level in words. Source: nd224-2026:14."""
        return _LEVELS[self]

    @classmethod
    def from_old_code(cls, code: int) -> OnlineLevel:
        """The level an old code 1 to 4 stands for: 4 is full, 3 is partial.

        Source: nd224-2026:14, hn-3553:6.
        """
        return {4: cls.FULL, 3: cls.PARTIAL}.get(code, cls.NONE)


_LEVELS = {
    OnlineLevel.NONE: Text("chưa cung cấp trực tuyến", "not online yet"),
    OnlineLevel.PARTIAL: Text("trực tuyến một phần", "partially online"),
    OnlineLevel.FULL: Text("trực tuyến toàn trình", "fully online"),
}


class Obstacle(StrEnum):
    """The only grounds on which a service may stay partial."""

    PRESENCE = "presence"
    FIELD_VERIFICATION = "field_verification"
    TECHNICAL_FAULT = "technical_fault"
    OTHER_TECHNICAL = "other_technical"

    @property
    def label(self) -> Text:
        """The ground in words. Source: nd224-2026:14."""
        return _OBSTACLES[self]


_OBSTACLES = {
    Obstacle.PRESENCE: Text("người dân phải có mặt", "the person must be present"),
    Obstacle.FIELD_VERIFICATION: Text("phải xác minh thực địa", "it is verified on site"),
    Obstacle.TECHNICAL_FAULT: Text("sự cố kỹ thuật chưa khắc phục", "a technical fault is not fixed"),
    Obstacle.OTHER_TECHNICAL: Text("vướng mắc kỹ thuật khác", "another technical matter"),
}


@dataclass(frozen=True, slots=True)
class PartialGround:
    """One obstacle with what the law asks: an explanation and the sector law.

    A review adds the ``remedy`` and the day ``by`` which it is due.
    """

    obstacle: Obstacle
    explanation: Text
    sector_law: str
    remedy: Text | None = None
    by: date | None = None


@dataclass(frozen=True, slots=True)
class OnlineVerdict:
    """The level with the reasons that are published beside it; ``problems`` stop the publication."""

    level: OnlineLevel
    reasons: tuple[Reason, ...]
    problems: tuple[Reason, ...]


def online_level(grounds: Sequence[PartialGround]) -> OnlineVerdict:
    """Full unless a published ground with its sector law makes it partial.

    Source: hn-directive:1a, nd224-2026:14, hy-1292:2a.
    """
    problems = tuple(
        Reason("ground-incomplete", _incomplete(ground), "nd224-2026:14")
        for ground in grounds
        if not ground.sector_law.strip() or not ground.explanation.vi.strip()
    )
    if not grounds:
        return OnlineVerdict(OnlineLevel.FULL, (Reason("default", _FULL, "nd224-2026:14"),), ())
    reasons = tuple(Reason(ground.obstacle.value, _why(ground), "nd224-2026:14") for ground in grounds)
    return OnlineVerdict(OnlineLevel.PARTIAL, reasons, problems)


def review(
    grounds: Sequence[PartialGround], *, criteria_met: bool, missing: Collection[Text] = ()
) -> OnlineVerdict:
    """The outcome of an eligibility review: full, partial or not yet; each obstacle owes a remedy and a day.

    Source: hn-3553:3, hn-3553:5, hn-3553:6.
    """
    if criteria_met:
        found = online_level(grounds)
        level, reasons, problems = found.level, found.reasons, found.problems
    else:
        level, problems = OnlineLevel.NONE, ()
        reasons = tuple(Reason("criterion", text, "hn-3553:3") for text in missing)
        if not reasons:
            problems = (Reason("no-reason", _SAY_WHY, "hn-3553:5"),)
    owed = tuple(
        Reason("no-remedy", _remedy(ground), "hn-3553:5")
        for ground in grounds
        if ground.remedy is None or ground.by is None
    )
    return OnlineVerdict(level, reasons, problems + owed)


def is_public(*, posted_on: date | None, online_on: date | None, on: date) -> Verdict:
    """Whether a procedure is public on a day in both forms: on the wall and online.

    Source: tq-2024:two-forms, hn-3553:10, qd766-2022:1.
    """
    lacking = []
    if posted_on is None or posted_on > on:
        lacking.append(Reason("not-posted", _POST, "tq-2024:two-forms"))
    if online_on is None or online_on > on:
        lacking.append(Reason("not-online", _PUT_ONLINE, "tq-2024:two-forms"))
    return Verdict.no(lacking[0], *lacking[1:]) if lacking else Verdict.yes()


def _why(ground: PartialGround) -> Text:
    label, law = ground.obstacle.label, ground.sector_law.strip()
    return Text(
        f"Trực tuyến một phần vì {label.vi}: {ground.explanation.vi} ({law})",
        f"Partially online because {label.en}: {ground.explanation.en} ({law})",
    )


def _incomplete(ground: PartialGround) -> Text:
    label = ground.obstacle.label
    return Text(
        f"Lý do “{label.vi}” thiếu giải thích hoặc văn bản chuyên ngành; chưa công bố được.",
        f"The ground “{label.en}” lacks its explanation or sector law; it cannot be published.",
    )


def _remedy(ground: PartialGround) -> Text:
    label = ground.obstacle.label
    return Text(
        f"Vướng mắc “{label.vi}” chưa có giải pháp và thời hạn tháo gỡ.",
        f"The obstacle “{label.en}” has no remedy with a day yet.",
    )


_FULL = Text("Không có vướng mắc nào nên cung cấp toàn trình.", "Nothing stands in the way of full online.")
_SAY_WHY = Text("Hãy nêu tiêu chí chưa đạt.", "Say which criterion is not met.")
_POST = Text("Chưa niêm yết tại trụ sở.", "Not posted on the wall.")
_PUT_ONLINE = Text("Chưa công khai trên mạng.", "Not published online.")
