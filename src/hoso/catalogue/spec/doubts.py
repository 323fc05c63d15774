"""What is odd about a source, collected while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST = 500


@dataclass(frozen=True, slots=True)
class Irregularity:
    """Something in a source that a person should look at. Nothing was dropped because of it."""

    code: str
    field: str
    what: str


@dataclass(slots=True)
class Doubts:
    """Collects the irregularities of one record, the first 500 of them; the rest is counted."""

    code: str
    found: list[Irregularity] = field(default_factory=list)
    beyond: int = 0

    def add(self, where: str, what: str) -> None:
        """Note that ``what`` is odd about the field ``where``."""
        if len(self.found) < MOST:
            self.found.append(Irregularity(self.code, where, what))
            return
        self.beyond += 1
        self.found[MOST - 1] = Irregularity(self.code, "", f"và {self.beyond + 1} điều nữa trong bản ghi này")
