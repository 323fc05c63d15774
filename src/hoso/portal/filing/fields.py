"""The e-form of a version as fields on a page, and what was typed as answers. Rules stay in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import ErrorDict, ErrorList

from hoso.catalogue.form_records import FieldRecord, FormRecord, SectionRecord
from hoso.law.text import Text
from hoso.screens.language import spoken

KNOWN = Text("Điền sẵn từ hồ sơ của bạn.", "Filled in from your profile.")
DAY_HINT = Text("Ngày/tháng/năm, ví dụ 22/11/2026.", "Day/month/year, for example 22/11/2026.")
YES_NO = (("yes", Text("Có", "Yes")), ("no", Text("Không", "No")))
FEW_OPTIONS = 6
WIDTHS = {"date": "10", "number": "5", "money": "10", "personal_id": "20", "phone": "20"}


class EForm(forms.Form):
    """Fields drawn by the screens; the errors come from the catalogue's own validation."""

    def __init__(
        self,
        records: tuple[FieldRecord, ...],
        answers: Mapping[str, object],
        errors: Mapping[str, Text],
        *,
        prefix: str = "",
        known: frozenset[str] = frozenset(),
    ) -> None:
        data = {f"{prefix}-{name}" if prefix else name: value for name, value in answers.items()}
        super().__init__(data, prefix=prefix or None)
        self.given = errors
        self.fields = {record.name: field_of(record, known=record.name in known) for record in records}

    def full_clean(self) -> None:
        """Nothing is judged here; each error was found by ``catalogue.forms``."""
        self.cleaned_data = {}
        self._errors = ErrorDict()
        for name, text in self.given.items():
            if name in self.fields:
                self._errors[name] = ErrorList([spoken(text)])


def field_of(record: FieldRecord, *, known: bool = False) -> forms.Field:
    """One question as a form field: its label, its hint and the right kind of input."""
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
        if len(options) <= FEW_OPTIONS:
            return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **facts)
        return forms.ChoiceField(choices=[("", ""), *options], **facts)
    if record.type == "textarea":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **facts)
    return forms.CharField(widget=forms.TextInput(attrs=_attributes(record)), **facts)


def _hint(record: FieldRecord, *, known: bool) -> Text | str:
    parts = [record.hint, DAY_HINT if record.type == "date" else None, KNOWN if known else None]
    kept = [part for part in parts if part]
    if record.depends_on and record.depends_on.text:
        condition = record.depends_on.text
        kept.insert(0, Text(f"Chỉ khai khi: {condition.vi}.", f"Only if: {condition.en}."))
    if not kept:
        return ""
    return Text(" ".join(part.vi for part in kept), " ".join(part.en for part in kept))


def _attributes(record: FieldRecord) -> dict[str, str]:
    attributes = {"autocomplete": "off"}
    if record.type in WIDTHS:
        attributes["class"] = f"govuk-input--width-{WIDTHS[record.type]}"
    if record.type in {"date", "number", "money", "personal_id"}:
        attributes["inputmode"] = "numeric"
    if record.type == "phone":
        attributes |= {"inputmode": "tel", "type": "tel"}
    if record.type == "email":
        attributes["inputmode"] = "email"
    return attributes


@dataclass(frozen=True, slots=True)
class Asked:
    """A field on the page. ``when`` and ``values``: shown only while that answer is one of these."""

    field: forms.BoundField
    when: str
    values: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section. A repeated one has ``rows``, each a list of fields, and the name its rows are posted under."""

    title: Text
    note: Text | None
    asked: list[Asked]
    repeat: str = ""
    rows: tuple[list[Asked], ...] = ()
    most: int = 0
    problem: Text | None = None


def parts_of(
    form: FormRecord,
    answers: Mapping[str, Any],
    errors: Mapping[str, Text],
    *,
    known: frozenset[str] = frozenset(),
) -> list[Part]:
    """The whole form as it stands, ready to be drawn."""
    return [_part(section, answers, errors, known) for section in form.sections]


def _part(
    section: SectionRecord, answers: Mapping[str, Any], errors: Mapping[str, Text], known: frozenset[str]
) -> Part:
    if section.repeat is None:
        return Part(
            section.title, section.note, _asked(EForm(section.fields, answers, errors, known=known), section)
        )
    name = section.repeat.name
    rows = answers.get(name) or [{}] * section.repeat.least
    drawn = []
    for place, row in enumerate(rows):
        start = f"{name}.{place}."
        own = {key.removeprefix(start): text for key, text in errors.items() if key.startswith(start)}
        drawn.append(_asked(EForm(section.fields, row, own, prefix=f"{name}-{place}"), section))
    return Part(section.title, section.note, [], name, tuple(drawn), section.repeat.most, errors.get(name))


def _asked(form: EForm, section: SectionRecord) -> list[Asked]:
    conditions = {one.name: one.depends_on for one in section.fields}
    made = []
    for bound in form:
        condition = conditions[bound.name]
        when, values = (condition.field, "|".join(condition.values)) if condition else ("", "")
        made.append(Asked(bound, when, values))
    return made


def typed(form: FormRecord, posted: Mapping[str, str]) -> dict[str, Any]:
    """What was typed, by field; rows of repeated sections as lists, empty ones too (the page shows them)."""
    answers: dict[str, Any] = {field.name: _value(field, posted, field.name) for field in form.fields()}
    for repeat, section in form.repeats():
        rows = []
        for place in range(_row_count(repeat.name, posted, repeat.most)):
            row = {
                one.name: _value(one, posted, f"{repeat.name}-{place}-{one.name}") for one in section.fields
            }
            rows.append({key: value for key, value in row.items() if value})
        answers[repeat.name] = rows
    return answers


def _value(field: FieldRecord, posted: Mapping[str, str], name: str) -> str:
    given = posted.get(name, "")
    if field.type == "boolean" and given not in ("", "no"):
        return "yes"
    return given


def _row_count(name: str, posted: Mapping[str, str], most: int) -> int:
    given = posted.get(f"{name}-rows", "0")
    return min(int(given), most) if given.isdecimal() and len(given) < 4 else 0


def problems(form: FormRecord, errors: Mapping[str, Text]) -> Iterator[tuple[str, Text, Text]]:
    """(anchor, label, what is wrong) of each error, in the order of the page."""
    few = FEW_OPTIONS
    for section in form.sections:
        prefixes = [("", "")]
        if section.repeat:
            if section.repeat.name in errors:
                yield f"section-{section.repeat.name}", section.title, errors[section.repeat.name]
            prefixes = [
                (f"{section.repeat.name}.{place}.", f"{section.repeat.name}-{place}-")
                for place in range(section.repeat.most)
            ]
        for dotted, dashed in prefixes:
            for field in section.fields:
                if dotted + field.name in errors:
                    first = _has_radios(field, few)
                    yield f"id_{dashed}{field.name}{first}", field.label, errors[dotted + field.name]


def _has_radios(field: FieldRecord, few: int) -> str:
    drawn = (field.type == "choice" and len(field.options) <= few) or (
        field.type == "boolean" and not field.required
    )
    return "_0" if drawn else ""
