"""Answers before they are typed (prefill) and after (with their labels as asked)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from hoso.base.identifiers import fold
from hoso.catalogue.form_records import FieldRecord, FormRecord
from hoso.law.text import Text

_SEX = {"male": "nam", "female": "nu", "m": "nam", "f": "nu"}


@dataclass(frozen=True, slots=True)
class Answered:
    """A question as it was asked, what is stored, and how it reads."""

    name: str
    label: Text
    value: object
    shown: Text


@dataclass(frozen=True, slots=True)
class AnsweredSection:
    """The answered questions of one section, or of one row of a repeated section."""

    title: Text
    rows: tuple[Answered, ...]


def prefill(form: FormRecord, profile: Mapping[str, object]) -> dict[str, str]:
    """First answers from a profile with keys such as ``person.full_name`` and ``person.born_on``.

    A choice is prefilled only with one of its options. What the profile does not know stays empty.
    """
    found: dict[str, str] = {}
    for field in form.fields():
        value = profile.get(field.prefill) if field.prefill else None
        if value is None or value == "":
            continue
        text = value.isoformat() if isinstance(value, date) else str(value)
        chosen = _option(field, text) if field.type == "choice" else text[: field.most_length]
        if chosen:
            found[field.name] = chosen
    return found


def _option(field: FieldRecord, text: str) -> str | None:
    wanted = _SEX.get(text.lower(), fold(text))
    for option in field.options:
        if wanted in {option.value, fold(option.label.vi)}:
            return option.value
    return None


def answers_with_labels(form: FormRecord, answers: Mapping[str, object]) -> tuple[AnsweredSection, ...]:
    """Clean answers with the labels they were asked under; what was not answered is left out."""
    sections: list[AnsweredSection] = []
    for section in form.sections:
        if section.repeat is None:
            rows = tuple(_answered(section.fields, answers))
            if rows:
                sections.append(AnsweredSection(section.title, rows))
            continue
        given = answers.get(section.repeat.name)
        for number, row in enumerate(given if isinstance(given, list) else [], start=1):
            title = Text(f"{section.title.vi} ({number})", f"{section.title.en} ({number})")
            sections.append(AnsweredSection(title, tuple(_answered(section.fields, row))))
    return tuple(sections)


def _answered(fields: tuple[FieldRecord, ...], answers: Mapping[str, object]) -> Iterator[Answered]:
    for field in fields:
        value = answers.get(field.name)
        if value is not None and value != "":
            yield Answered(field.name, field.label, value, shown(field, value))


def shown(field: FieldRecord, value: object) -> Text:
    """A clean value as people read it: the label of a choice, a date as dd/mm/yyyy, thousands with dots."""
    if isinstance(value, bool):
        return Text("Có", "Yes") if value else Text("Không", "No")
    if field.type == "choice":
        return next((one.label for one in field.options if one.value == value), Text(str(value), str(value)))
    if field.type == "date":
        day = date.fromisoformat(str(value))
        return Text(f"{day:%d/%m/%Y}", f"{day:%d/%m/%Y}")
    if field.type == "money" and isinstance(value, int):
        return Text(f"{value:,}".replace(",", ".") + " đồng", f"VND {value:,}")
    return Text(str(value), str(value))
