"""From the answers of a dossier to the fields of its result's template.

A binding is the name of an answer, ``@fact`` for what the system knows (agency, day), or one of:
an object of bindings; ``{each, of}`` over the rows of a repeated section; ``{lines}`` one item a line;
``{number}``; ``{join, with, before}``; ``{rows}`` label and value pairs; ``{fixed}`` a value of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hoso.catalogue.form_records import FieldRecord, FormRecord
from hoso.catalogue.forms.answers import shown
from hoso.catalogue.forms.checks import clean_answers
from hoso.catalogue.records import ResultRecord


def bind(
    result: ResultRecord,
    form: FormRecord | None,
    answers: Mapping[str, object],
    *,
    entries: Mapping[str, object] | None = None,
    facts: Mapping[str, object] | None = None,
) -> dict[str, Any]:
    """The fields of ``result.template`` that answers, the officer's ``entries`` and ``facts`` give.

    Answers and entries may be as typed. Dates come as ``date``; what is unknown is left out, never invented.
    The head of the document (number, place, signer) is the business of the room that issues it.
    """
    fields = _fields(form) | _fields(result.entry_form)
    values: dict[str, object] = dict(clean_answers(form, answers)) if form else {}
    if result.entry_form and entries:
        values |= clean_answers(result.entry_form, entries)
    return _object(result.bindings, values, fields, facts or {})


def _fields(form: FormRecord | None) -> dict[str, FieldRecord]:
    if form is None:
        return {}
    rows = {one.name: one for _repeat, section in form.repeats() for one in section.fields}
    return rows | {one.name: one for one in form.fields()}


def _object(
    binding: Mapping[str, Any],
    values: Mapping[str, object],
    fields: Mapping[str, FieldRecord],
    facts: Mapping[str, object],
) -> dict[str, Any]:
    found = {key: _value(one, values, fields, facts) for key, one in binding.items()}
    return {key: value for key, value in found.items() if value is not None}


def _value(  # noqa: PLR0911 - one line a kind of binding
    binding: Any,
    values: Mapping[str, object],
    fields: Mapping[str, FieldRecord],
    facts: Mapping[str, object],
) -> Any:
    if isinstance(binding, str):
        return facts.get(binding[1:]) if binding.startswith("@") else _one(binding, values, fields)
    if "each" in binding:
        rows = values.get(binding["each"])
        made = [_object(binding["of"], row, fields, facts) for row in rows] if isinstance(rows, list) else []
        return made or ([] if binding.get("keep_empty") else None)
    if "fixed" in binding:
        return binding["fixed"]
    if "lines" in binding:
        text = str(values.get(binding["lines"]) or "")
        return [line.strip() for line in text.splitlines() if line.strip()] or None
    if "number" in binding:
        return values.get(binding["number"])
    if "rows" in binding:
        return _label_rows(binding["rows"], values, fields)
    if "join" in binding:
        parts = [str(part) for name in binding["join"] if (part := _one(name, values, fields)) is not None]
        return binding.get("before", "") + binding["with"].join(parts) if parts else None
    return _object(binding, values, fields, facts) or None


def _one(name: str, values: Mapping[str, object], fields: Mapping[str, FieldRecord]) -> object:
    value = values.get(name)
    field = fields.get(name)
    if value is None or value == "" or field is None:
        return None
    if field.type == "date":
        return date.fromisoformat(str(value))
    return shown(field, value).vi


def _label_rows(
    names: list[str], values: Mapping[str, object], fields: Mapping[str, FieldRecord]
) -> list[dict[str, str]]:
    return [
        {"label": fields[name].label.vi, "value": shown(fields[name], values[name]).vi}
        for name in names
        if values.get(name) not in (None, "")
    ]
