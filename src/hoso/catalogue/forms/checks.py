"""Whether a filled form can be filed, and the answers in their clean form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from hoso.catalogue.form_records import FieldRecord, FormRecord, RepeatRecord, SectionRecord
from hoso.catalogue.forms.values import UnusableAnswerError, Value, value_of
from hoso.law.text import Text

Row = dict[str, Value]
Clean = dict[str, Value | list[Row]]
_MISSING = Text("Mục này bắt buộc.", "This is required.")
_AGREE = Text("Bạn cần đồng ý mục này.", "You need to agree to this.")


def validate_answers(
    form: FormRecord, answers: Mapping[str, object], *, on: date | None = None, complete: bool = True
) -> dict[str, Text]:
    """Field name to what is wrong; empty when the form can be filed on the civil day ``on``.

    Without ``on`` no day counts as lying in the future. A row of a repeated section is named
    ``members.0.name``. With ``complete`` false missing answers are left alone: for an autosaved draft.
    Keys that the form does not ask are not looked at.
    """
    return _go_through(form, answers, on or date.max, complete=complete)[1]


def clean_answers(form: FormRecord, answers: Mapping[str, object], *, on: date | None = None) -> Clean:
    """The usable answers to the questions that apply: text NFC and trimmed, dates ISO, numbers as numbers.

    Unanswered, unusable and unasked ones are left out; ``validate_answers`` names the unusable.
    """
    return _go_through(form, answers, on or date.max, complete=False)[0]


def _go_through(
    form: FormRecord, answers: Mapping[str, object], on: date, *, complete: bool
) -> tuple[Clean, dict[str, Text]]:
    clean: Clean = {}
    errors: dict[str, Text] = {}
    for section in form.sections:
        if section.repeat is not None:
            rows = _rows(section, section.repeat, answers, on, errors, complete=complete)
            if rows:
                clean[section.repeat.name] = rows
            continue
        clean.update(_fields(section.fields, answers, on, errors, "", complete=complete))
    return clean, errors


def _fields(
    fields: Sequence[FieldRecord],
    answers: Mapping[str, object],
    on: date,
    errors: dict[str, Text],
    prefix: str,
    *,
    complete: bool,
) -> Row:
    found: Row = {}
    for field in fields:
        if field.depends_on is not None and not field.depends_on.holds(answers):
            continue
        try:
            value = value_of(field, answers.get(field.name), on)
        except UnusableAnswerError as wrong:
            errors[prefix + field.name] = wrong.text
            continue
        if complete and field.required and (value is None or value is False):
            errors[prefix + field.name] = _AGREE if field.type == "boolean" else _MISSING
        if value is not None:
            found[field.name] = value
    return found


def _rows(
    section: SectionRecord,
    repeat: RepeatRecord,
    answers: Mapping[str, object],
    on: date,
    errors: dict[str, Text],
    *,
    complete: bool,
) -> list[Row]:
    given = answers.get(repeat.name) or []
    if not isinstance(given, list | tuple) or not all(isinstance(row, Mapping) for row in given):
        errors[repeat.name] = Text("Danh sách không đọc được.", "The list cannot be read.")
        return []
    filled = [row for row in given if any(value not in (None, "") for value in row.values())]
    if len(filled) > repeat.most or (complete and len(filled) < repeat.least):
        errors[repeat.name] = Text(
            f"Ghi từ {repeat.least} đến {repeat.most} dòng.", f"Give {repeat.least} to {repeat.most} rows."
        )
        filled = filled[: repeat.most]
    return [
        _fields(section.fields, row, on, errors, f"{repeat.name}.{place}.", complete=complete)
        for place, row in enumerate(filled)
    ]
