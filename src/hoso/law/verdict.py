"""What the law answers: yes or no, and always why."""

from __future__ import annotations

from dataclasses import dataclass

from hoso.law.text import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground. ``source`` is a key of the shelf (``hoso.law.citations``)."""

    code: str
    text: Text
    source: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no with its reasons. A no always has at least one."""

    ok: bool
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        if not self.ok and not self.reasons:
            raise ValueError("a refusal names its reason")

    def __bool__(self) -> bool:
        return self.ok

    @classmethod
    def yes(cls, *reasons: Reason) -> Verdict:
        """Allowed; reasons are optional evidence. Source: convention:deny."""
        return cls(ok=True, reasons=reasons)

    @classmethod
    def no(cls, first: Reason, *more: Reason) -> Verdict:
        """Refused, with everything that stands in the way at once. Source: nd61-2018:17."""
        return cls(ok=False, reasons=(first, *more))

    @property
    def first_text(self) -> Text:
        """The first sentence, for a place that has room for one; empty when there is none.

        Source: convention:deny.
        """
        return self.reasons[0].text if self.reasons else Text("", "")
