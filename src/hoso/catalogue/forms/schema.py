"""The e-form as a JSON Schema (draft 2020-12), for machines that file."""

from __future__ import annotations

from typing import Any

from hoso.catalogue.form_records import FieldRecord, FormRecord
from hoso.catalogue.forms.values import MOST_MONEY

Schema = dict[str, Any]


def as_json_schema(form: FormRecord) -> Schema:
    """The schema of clean answers to ``form``. A question with a condition is required only when it holds."""
    schema: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.title.vi,
        "type": "object",
        "properties": {},
        "required": [],
    }
    conditional: list[Schema] = []
    for section in form.sections:
        if section.repeat is None:
            _add(schema, section.fields, conditional)
            continue
        row: Schema = {"type": "object", "properties": {}, "required": []}
        _add(row, section.fields, [])
        schema["properties"][section.repeat.name] = {
            "type": "array",
            "title": section.title.vi,
            "items": row,
            "minItems": section.repeat.least,
            "maxItems": section.repeat.most,
        }
        if section.repeat.least:
            schema["required"].append(section.repeat.name)
    if conditional:
        schema["allOf"] = conditional
    return schema


def _add(schema: Schema, fields: tuple[FieldRecord, ...], conditional: list[Schema]) -> None:
    for field in fields:
        schema["properties"][field.name] = _property(field)
        if not field.required:
            continue
        if field.depends_on is None:
            schema["required"].append(field.name)
            continue
        asked = {field.depends_on.field: {"enum": list(field.depends_on.values)}}
        conditional.append(
            {
                "if": {"properties": asked, "required": [field.depends_on.field]},
                "then": {"required": [field.name]},
            }
        )


def _property(field: FieldRecord) -> Schema:
    base: Schema = {"title": field.label.vi, "x-label-en": field.label.en}
    if field.hint:
        base["description"] = field.hint.vi
    if field.type == "boolean":
        return {**base, "type": "boolean", **({"const": True} if field.required else {})}
    if field.type in {"number", "money"}:
        most = field.most if field.most is not None else (MOST_MONEY if field.type == "money" else None)
        limits = {"minimum": field.least, "maximum": most}
        return {
            **base,
            "type": "integer",
            **{key: value for key, value in limits.items() if value is not None},
        }
    base |= {"type": "string", "maxLength": field.most_length}
    if field.required:
        base["minLength"] = 1
    if field.type == "choice":
        return {**base, "enum": [option.value for option in field.options]}
    return {**base, **_STRINGS.get(field.type, {})}


_STRINGS: dict[str, Schema] = {
    "date": {"format": "date"},
    "email": {"format": "email"},
    "personal_id": {"pattern": "^[0-9]{12}$"},
    "phone": {"pattern": r"^(\+[0-9]{8,15}|0[0-9]{8,10})$"},
}
