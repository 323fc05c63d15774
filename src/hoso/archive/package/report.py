"""What was checked about a package, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from hoso.law.text import Text

Outcome = Literal["ok", "failed", "unknown", "absent"]
"""``unknown``: could not be established. ``absent``: not part of this package (yet), which contradicts nothing."""


@dataclass(frozen=True, slots=True)
class PackageCheck:
    """One check: its name, the member or line it is about, in words, how it came out."""

    name: str
    place: str
    text: Text
    outcome: Outcome

    def as_json(self) -> dict[str, str]:
        """The check as plain data."""
        words = {"vi": self.text.vi, "en": self.text.en}
        return {"name": self.name, "place": self.place, "outcome": self.outcome, **words}


@dataclass(slots=True)
class PackageReport:
    """The report on one package. ``anchored``: checked against keys and roots that did not come with it."""

    anchored: bool
    reference: str = ""
    checks: list[PackageCheck] = field(default_factory=list)

    def add(self, name: str, place: str, outcome: Outcome, vi: str, en: str) -> None:
        """Write down one check; places and words from the file are stripped of what disturbs a terminal."""
        shown = "".join(letter for letter in place if letter.isprintable())[:200]
        self.checks.append(PackageCheck(name, shown, Text(vi, en), outcome))

    @property
    def failed(self) -> list[PackageCheck]:
        """The checks that contradict."""
        return [one for one in self.checks if one.outcome == "failed"]

    @property
    def verdict(self) -> str:
        """TOTAL_FAILED, INDETERMINATE or TOTAL_PASSED, as for signatures."""
        if self.failed:
            return "TOTAL_FAILED"
        open_points = any(one.outcome == "unknown" for one in self.checks)
        return "INDETERMINATE" if open_points or not self.anchored else "TOTAL_PASSED"

    @property
    def sentence(self) -> Text:
        """The conclusion in one breath."""
        if self.failed:
            first = self.failed[0]
            return Text(
                f"Gói KHÔNG còn nguyên vẹn: {first.text.vi}", f"The package is NOT whole: {first.text.en}"
            )
        if not self.anchored:
            return Text(
                "Gói không có chỗ nào mâu thuẫn, nhưng mới chỉ đối chiếu với khóa nằm trong chính nó. "
                "Hãy kiểm tra lại với kho tin cậy (--trust).",
                "Nothing in the package contradicts, but it was only compared with the keys it brings along. "
                "Check again with a trust directory (--trust).",
            )
        if self.verdict == "INDETERMINATE":
            return Text(
                "Gói nguyên vẹn; có điểm chưa đủ căn cứ để kết luận, xem các dòng “unknown”.",
                "The package is whole; some points could not be established, see the lines “unknown”.",
            )
        return Text(
            f"Gói hồ sơ {self.reference} nguyên vẹn và xác thực.",
            f"The package of dossier {self.reference} is whole and authentic.",
        )

    def as_json(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "verdict": self.verdict,
            "reference": self.reference,
            "anchored": self.anchored,
            "sentence": {"vi": self.sentence.vi, "en": self.sentence.en},
            "checks": [one.as_json() for one in self.checks],
        }
