"""What checking a receipt found out, for a screen and for a machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from hoso.law.text import Text


class Status(StrEnum):
    """How one check ended. OPEN: could not be decided here, and says why."""

    PASSED = "passed"
    FAILED = "failed"
    OPEN = "open"


class Outcome(StrEnum):
    """What the receipt is worth.

    PROVED: a trusted key signed a head of the log, and the entry is under it. PROMISED: a trusted key
    promised to log the entry; nothing shows yet that it did. UNANCHORED: all holds together, but only by the
    keys in the file itself, which anyone can make. REFUSED: something is wrong or unreadable.
    """

    PROVED = "proved"
    PROMISED = "promised"
    UNANCHORED = "unanchored"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a stable ``code``, what was found, and how it ended."""

    code: str
    text: Text
    status: Status


@dataclass(frozen=True, slots=True)
class FileMatch:
    """One given file: ``status`` says whether the receipt lists it; ``sha256`` is None when not read."""

    path: str
    sha256: str | None
    status: Status
    text: Text


@dataclass(frozen=True, slots=True)
class ReceiptReport:
    """The findings about one receipt file."""

    outcome: Outcome
    checks: Sequence[Check]
    sentence: Text
    entry: Mapping[str, object] = field(default_factory=dict)
    files: Sequence[FileMatch] = ()
    demonstration: bool = False

    @property
    def ok(self) -> bool:
        """True only for what a trusted key vouches for: proved or promised, and every given file matches."""
        return self.outcome in (Outcome.PROVED, Outcome.PROMISED) and self.files_match

    @property
    def coherent(self) -> bool:
        """Nothing contradicts anything; says nothing about who made the file."""
        return self.outcome is not Outcome.REFUSED

    @property
    def files_match(self) -> bool:
        """Every file given for comparison is listed in the receipt (true when none was given)."""
        return all(match.status is Status.PASSED for match in self.files)

    def as_json(self) -> dict[str, object]:
        """A JSON value; keys are stable, texts are not."""
        return {
            "ok": self.ok,
            "outcome": str(self.outcome),
            "demonstration": self.demonstration,
            "sentence": _both(self.sentence),
            "checks": [{"code": c.code, "status": str(c.status), **_both(c.text)} for c in self.checks],
            "entry": dict(self.entry),
            "files": [
                {"path": m.path, "sha256": m.sha256, "status": str(m.status), **_both(m.text)}
                for m in self.files
            ],
        }


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}
