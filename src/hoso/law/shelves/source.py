"""What one entry of the shelf holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from hoso.law.text import Text

Confidence = Literal["seen", "production", "memory", "unconfirmed"]


@dataclass(frozen=True, slots=True)
class Source:
    """One article of one document.

    ``confidence``: the text was *seen*; the rule was seen at work in *production* systems; it is from
    *memory*; it is *unconfirmed*. ``seed`` names the founding document (S0 to S4) it belongs to.
    ``restates`` is the key of the article it repeats in other words. ``outside`` says why no function can
    hold an article that obliges people or infrastructure only.
    """

    key: str
    document: str
    article: str
    title: Text
    in_force_from: date | None
    in_force_to: date | None
    replaced_by: str | None
    confidence: Confidence
    seed: str | None = None
    restates: str | None = None
    outside: Text | None = None

    def in_force_on(self, day: date) -> bool:
        """Whether the article applied on a civil day; an unknown edge counts as open.

        Source: convention:dated.
        """
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_to is None or day <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class Document:
    """A text on the shelf: its key prefix, name and life."""

    key: str
    name: str
    in_force_from: date | None = None
    in_force_to: date | None = None
    replaced_by: str | None = None
    seed: str | None = None

    def article(
        self,
        part: str,
        article: str,
        title: Text,
        confidence: Confidence = "seen",
        *,
        restates: str | None = None,
        outside: Text | None = None,
    ) -> Source:
        """One article of this document as an entry. Source: convention:dated."""
        return Source(
            f"{self.key}:{part}",
            self.name,
            article,
            title,
            self.in_force_from,
            self.in_force_to,
            self.replaced_by,
            confidence,
            self.seed,
            restates,
            outside,
        )
