"""One question of an e-form as an input: its label, its hint, and the right kind of keys on a telephone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from hoso.law.text import Text

KNOWN = Text("Điền sẵn từ hồ sơ của bạn.", "Filled in from your profile.")
DAY_HINT = Text("Ngày/tháng/năm, ví dụ 22/11/2026.", "Day/month/year, for example 22/11/2026.")
CHOOSE = Text("– chọn –", "– choose –")
YES_NO = (("yes", Text("Có", "Yes")), ("no", Text("Không", "No")))
FEW = 6
"""Up to this many options are radio buttons, more are a list."""
_WIDTHS = {"date": 10, "number": 5, "money": 10, "personal_id": 20, "phone": 20}
_KEYS = {
    "date": "numeric",
    "number": "numeric",
    "money": "numeric",
    "personal_id": "numeric",
    "phone": "tel",
    "email": "email",
}


def field_of(record: Any, *, known: bool = False) -> forms.Field:
    """The question as a form field. ``known``: the answer came from the person's profile, and the hint says so."""
    facts: dict[str, Any] = {
        "label": record.label,
        "help_text": _hint(record, known=known),
        "required": record.required,
    }
    if record.type == "boolean":
        if record.required:
            return forms.BooleanField(widget=forms.CheckboxInput(attrs={"value": "yes"}), **facts)
        return forms.ChoiceField(choices=list(YES_NO), widget=forms.RadioSelect, **facts)
    if record.type == "choice":
        options = [(one.value, one.label) for one in record.options]
        if len(options) <= FEW:
            return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **facts)
        return forms.ChoiceField(choices=[("", CHOOSE), *options], **facts)
    if record.type == "textarea":
        return forms.CharField(
            widget=forms.Textarea(attrs={"rows": 3, "maxlength": record.most_length}), **facts
        )
    return forms.CharField(widget=forms.TextInput(attrs=_attributes(record)), **facts)


def _hint(record: Any, *, known: bool) -> Text | str:
    parts = [record.hint, DAY_HINT if record.type == "date" else None, KNOWN if known else None]
    kept = [part for part in parts if part]
    if record.depends_on and record.depends_on.text:
        condition = record.depends_on.text
        kept.insert(0, Text(f"Chỉ khai khi: {condition.vi}.", f"Only if: {condition.en}."))
    if not kept:
        return ""
    return Text(" ".join(part.vi for part in kept), " ".join(part.en for part in kept))


def _attributes(record: Any) -> dict[str, str]:
    attributes = {"autocomplete": "off", "maxlength": str(record.most_length)}
    if record.type in _WIDTHS:
        attributes["class"] = f"govuk-input--width-{_WIDTHS[record.type]}"
    if record.type in _KEYS:
        attributes["inputmode"] = _KEYS[record.type]
    if record.type == "phone":
        attributes["type"] = "tel"
    return attributes


def shown(record: Any, value: object) -> object:
    """An answer as a person reads it: a day as day/month/year, yes or no as the page sends them."""
    if value in (None, ""):
        return None
    if record.type == "boolean":
        agreed = str(value).lower() in {"true", "yes", "on", "1"}
        return "yes" if agreed else None if record.required else "no"
    if record.type == "date":
        try:
            return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
        except ValueError:
            return str(value)
    return str(value)


def first_input(record: Any, identifier: str) -> str:
    """The id of the input that takes the focus: of radio buttons the first one."""
    few = record.type == "choice" and len(record.options) <= FEW
    either = record.type == "boolean" and not record.required
    return f"{identifier}_0" if few or either else identifier
