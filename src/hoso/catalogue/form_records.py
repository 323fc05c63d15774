"""The e-form of a procedure version: sections, fields, conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hoso.law.text import Text

CHANNEL = "@channel"
FIELD_TYPES = frozenset(
    {"text", "textarea", "date", "number", "choice", "boolean", "personal_id", "phone", "email", "money"}
)


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the answer to ``field`` is one of ``values``; ``@channel`` looks at the way of filing."""

    field: str
    values: tuple[str, ...]
    text: Text | None = None

    def holds(self, answers: Mapping[str, object], channel: str | None = None) -> bool:
        """Whether the condition is met. An answer not given yet does not meet it."""
        given = channel if self.field == CHANNEL else answers.get(self.field)
        if isinstance(given, bool):
            given = "yes" if given else "no"
        return given is not None and str(given) in self.values


@dataclass(frozen=True, slots=True)
class OptionRecord:
    """One choice: what is stored, and what is read."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class FieldRecord:
    """One question. ``prefill`` names a value of the person's profile; ``most_length`` is in characters.

    ``past_only``: a date that cannot lie after the day of filing.
    """

    name: str
    label: Text
    type: str
    required: bool
    options: tuple[OptionRecord, ...] = ()
    depends_on: Condition | None = None
    prefill: str | None = None
    most_length: int = 255
    hint: Text | None = None
    past_only: bool = False
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class RepeatRecord:
    """The section is filled in several times; the answers are a list of rows under ``name``."""

    name: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class SectionRecord:
    """A part of the form under one heading."""

    title: Text
    fields: tuple[FieldRecord, ...]
    repeat: RepeatRecord | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class FormRecord:
    """The e-form. ``basis`` names the official form it follows; ``official`` is false when there is none."""

    title: Text
    sections: tuple[SectionRecord, ...]
    basis: str | None
    official: bool

    def fields(self) -> Iterator[FieldRecord]:
        """All questions outside repeated sections, in order."""
        for section in self.sections:
            if section.repeat is None:
                yield from section.fields

    def repeats(self) -> Iterator[tuple[RepeatRecord, SectionRecord]]:
        """The repeated sections with the name under which their rows are answered."""
        for section in self.sections:
            if section.repeat is not None:
                yield section.repeat, section
