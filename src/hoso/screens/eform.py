"""An e-form on a page: fields built from its record, answers read back from what was sent.

The record is whatever has ``title`` and ``sections`` of ``fields`` (see ``EFormRecord``). Nothing is judged
here: the room that owns the form says what is wrong, by field name, and the page shows it in place. A row
of a repeated section is named ``members.0.name``, as its errors are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict

from hoso.law.text import Text
from hoso.screens.language import spoken

FEW = 6
"""Up to this many options are radio buttons, more are a list."""
_KEYS = {"personal_id": "numeric", "number": "numeric", "money": "numeric", "phone": "tel", "email": "email"}
_WIDTHS = {"date": 10, "number": 5, "money": 10, "personal_id": 20, "phone": 20}
_NONE = Text("– chọn –", "– choose –")


class EFormRecord(Protocol):
    """What a form's record has: ``catalogue.form_records.FormRecord`` fits."""

    @property
    def title(self) -> Text: ...

    @property
    def sections(self) -> Sequence[Any]: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """One question on the page. ``when`` and ``values``: shown while that field has one of these answers."""

    field: BoundField
    when: str = ""
    values: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that stand together: a section, or the ``number``-th row of a repeated one."""

    cells: tuple[Cell, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page. ``more``: the name to send with the button that adds a row."""

    title: Text
    note: Text | None
    groups: tuple[Group, ...]
    more: str = ""
    error: Text | None = None


class EForm(forms.Form):
    """The fields of one e-form, bound to the answers so far. Build it with ``eform``."""

    parts: tuple[Part, ...] = ()


def eform(
    record: EFormRecord,
    answers: Mapping[str, object],
    *,
    errors: Mapping[str, Text] | None = None,
    more: str = "",
) -> EForm:
    """The form filled with ``answers``; ``errors`` by field name; ``more`` names a section to lengthen."""
    wrong = dict(errors or {})
    layout = [_lay(section, answers, more) for section in record.sections]
    form = EForm(data=_flat(record, answers), auto_id="id_%s")
    for rows, _section in layout:
        for prefix, fields in rows:
            for field in fields:
                form.fields[prefix + field.name] = _field(field)
    form._errors = ErrorDict()  # noqa: SLF001 - the room has judged; the page only shows
    for name, text in wrong.items():
        if name in form.fields:
            form._errors[name] = form.error_class([spoken(text)], renderer=form.renderer)  # noqa: SLF001
    form.parts = tuple(_part(form, rows, section, wrong) for rows, section in layout)
    return form


def answers_in(record: EFormRecord, sent: Mapping[str, Any]) -> dict[str, object]:
    """The answers in a POST, as typed; empty ones and empty rows are left out."""
    found: dict[str, object] = {}
    for section in record.sections:
        if section.repeat is None:
            found |= _typed(section, sent, "")
            continue
        name = section.repeat.name
        rows = [_typed(section, sent, f"{name}.{n}.") for n in range(_rows_sent(name, sent))]
        found[name] = [row for row in rows if row]
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _typed(section: Any, sent: Mapping[str, Any], prefix: str) -> dict[str, object]:
    typed = {field.name: str(sent.get(prefix + field.name) or "").strip() for field in section.fields}
    return {name: value for name, value in typed.items() if value}


def _rows_sent(name: str, sent: Mapping[str, Any]) -> int:
    numbers = [
        int(found[1]) for key in sent if (found := re.match(rf"{re.escape(name)}\.(\d{{1,3}})\.", key))
    ]
    return min(max(numbers, default=-1) + 1, 200)


def _lay(section: Any, answers: Mapping[str, object], more: str) -> tuple[list[tuple[str, Any]], Any]:
    if section.repeat is None:
        return [("", section.fields)], section
    name, given = section.repeat.name, answers.get(section.repeat.name)
    filled = len(given) if isinstance(given, list | tuple) else 0
    shown = max(filled + (1 if more == name or not filled else 0), section.repeat.least)
    return [(f"{name}.{n}.", section.fields) for n in range(min(shown, section.repeat.most))], section


def _flat(record: EFormRecord, answers: Mapping[str, object]) -> dict[str, object]:
    flat: dict[str, object] = {}
    for section in record.sections:
        if section.repeat is None:
            flat |= {field.name: _written(field, answers.get(field.name)) for field in section.fields}
            continue
        rows = answers.get(section.repeat.name)
        for n, row in enumerate(rows if isinstance(rows, list | tuple) else ()):
            prefix = f"{section.repeat.name}.{n}."
            flat |= {prefix + field.name: _written(field, row.get(field.name)) for field in section.fields}
    return {name: value for name, value in flat.items() if value is not None}


def _written(field: Any, value: object) -> object:
    if field.type == "boolean":
        return True if str(value).lower() in {"true", "yes", "on", "1"} else None
    if value is None:
        return None
    if field.type == "date":
        try:
            return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
        except ValueError:
            return str(value)
    return str(value)


def _field(field: Any) -> forms.Field:
    facts: dict[str, Any] = {"label": field.label, "required": field.required, "help_text": field.hint or ""}
    if field.type == "boolean":
        return forms.BooleanField(**facts)
    if field.type == "choice":
        options = [(option.value, option.label) for option in field.options]
        if len(options) <= FEW:
            return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **facts)
        return forms.ChoiceField(choices=[("", _NONE), *options], **facts)
    if field.type == "date" and not field.hint:
        facts["help_text"] = Text(
            "Ngày/tháng/năm, ví dụ 22/11/2026", "Day/month/year, for example 22/11/2026"
        )
    return forms.CharField(widget=_widget(field), **facts)


def _widget(field: Any) -> forms.Widget:
    attributes = {"maxlength": str(field.most_length)}
    if field.type == "textarea":
        return forms.Textarea({**attributes, "rows": "3"})
    if field.type == "date":
        attributes |= {"inputmode": "numeric", "maxlength": "10", "autocomplete": "off"}
    if field.type in _KEYS:
        attributes["inputmode"] = _KEYS[field.type]
    if field.type in _WIDTHS:
        attributes["class"] = f"govuk-input--width-{_WIDTHS[field.type]}"
    return forms.TextInput(attributes)


def _part(form: EForm, rows: list[tuple[str, Any]], section: Any, wrong: Mapping[str, Text]) -> Part:
    repeated = section.repeat is not None
    groups = tuple(
        Group(tuple(_cell(form, prefix, field) for field in fields), n if repeated else 0)
        for n, (prefix, fields) in enumerate(rows, start=1)
    )
    more = section.repeat.name if repeated and len(rows) < section.repeat.most else ""
    return Part(
        section.title, section.note, groups, more, wrong.get(section.repeat.name) if repeated else None
    )


def _cell(form: EForm, prefix: str, field: Any) -> Cell:
    condition = field.depends_on
    if condition is None or condition.field.startswith("@"):
        return Cell(form[prefix + field.name])
    return Cell(form[prefix + field.name], prefix + condition.field, "|".join(condition.values))
