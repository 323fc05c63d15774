"""What was checked about one evidence record, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from hoso.law.text import Text

Outcome = Literal["ok", "failed", "unknown"]
Verdict = Literal["TOTAL_PASSED", "TOTAL_FAILED", "INDETERMINATE"]


@dataclass(frozen=True, slots=True)
class NamedCheck:
    """One check: its name, where (``chain.stamp`` from 1, or the data object), in words, how it came out."""

    name: str
    place: str
    text: Text
    outcome: Outcome

    def as_json(self) -> dict[str, str]:
        """The check as plain data."""
        return {
            "name": self.name,
            "place": self.place,
            "outcome": self.outcome,
            "vi": self.text.vi,
            "en": self.text.en,
        }


@dataclass(frozen=True, slots=True)
class RecordReport:
    """The report on one record. ``proven_at``: since when the data objects are proven to have existed, aware;
    None unless the verdict is TOTAL_PASSED. ``stamped_at`` is what the first time stamp says, believed or not.
    """

    checks: tuple[NamedCheck, ...]
    sentence: Text
    stamped_at: datetime | None = None

    @property
    def verdict(self) -> Verdict:
        """FAILED when something contradicts, INDETERMINATE when something could not be established."""
        outcomes = {check.outcome for check in self.checks}
        if "failed" in outcomes:
            return "TOTAL_FAILED"
        return "INDETERMINATE" if "unknown" in outcomes else "TOTAL_PASSED"

    @property
    def proven_at(self) -> datetime | None:
        """The instant of the first time stamp, when everything holds."""
        return self.stamped_at if self.verdict == "TOTAL_PASSED" else None

    def as_json(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "verdict": self.verdict,
            "sentence": {"vi": self.sentence.vi, "en": self.sentence.en},
            "stamped_at": self.stamped_at.isoformat() if self.stamped_at else None,
            "proven_at": self.proven_at.isoformat() if self.proven_at else None,
            "checks": [check.as_json() for check in self.checks],
        }
