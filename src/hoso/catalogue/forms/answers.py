"""Answers before they are typed (prefill) and after (with their labels as asked)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from hoso.base.identifiers import fold
from hoso.catalogue.form_records import FieldRecord, FormRecord
from hoso.catalogue.forms.values import UnusableAnswerError, value_of
from hoso.law.text import Text

_SEX = {"male": "nam", "female": "nu", "m": "nam", "f": "nu"}


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


def answers_with_labels(form: FormRecord, answers: Mapping[str, object]) -> list[dict[str, Any]]:
    """Answers, as typed or clean, with the labels they were asked under, as plain values for keeping.

    One ``{title, title_en, rows}`` a section and a row of a repeated section; each row has ``name``,
    ``label``, ``label_en``, ``value``, ``text``, ``text_en``. What was not answered is left out.
    """
    sections: list[dict[str, Any]] = []
    for section in form.sections:
        if section.repeat is None:
            rows = list(_answered(section.fields, answers, answers))
            if rows:
                sections.append(_part(section.title, rows))
            continue
        given = answers.get(section.repeat.name)
        filled = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
        for number, row in enumerate(filled, start=1):
            title = Text(f"{section.title.vi} ({number})", f"{section.title.en} ({number})")
            sections.append(_part(title, list(_answered(section.fields, row, answers))))
    return sections


def _part(title: Text, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"title": title.vi, "title_en": title.en, "rows": rows}


def _answered(
    fields: tuple[FieldRecord, ...], given: Mapping[str, object], answers: Mapping[str, object]
) -> Iterator[dict[str, Any]]:
    for field in fields:
        if field.depends_on is not None and not field.depends_on.holds(answers):
            continue
        typed = given.get(field.name)
        try:
            value = value_of(field, typed, date.max)
            text = shown(field, value) if value is not None else None
        except UnusableAnswerError:
            value, text = str(typed), Text(str(typed), str(typed))
        if text is not None:
            yield {
                "name": field.name,
                "label": field.label.vi,
                "label_en": field.label.en,
                "value": value,
                "text": text.vi,
                "text_en": text.en,
            }


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
