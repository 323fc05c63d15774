"""Sentences in the two languages of the screens, kept side by side so that neither is forgotten."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in Vietnamese and in English. Vietnamese is the one with legal weight."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.vi

    def in_language(self, language: str) -> str:
        """The English sentence for ``en…``, the Vietnamese one for everything else."""
        return self.en if language.startswith("en") else self.vi

    def format(self, **values: object) -> Text:
        """Both sentences with the same named values filled in."""
        return Text(self.vi.format(**values), self.en.format(**values))
