"""Django forms as GOV.UK fields: ``{{ form }}`` ties labels, hints, errors and inputs together.

Labels, hints and choices may be ``Text``. An error message that outlives a request is wrapped in ``said``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString, mark_safe

from hoso.law.text import Text
from hoso.screens.formats import written_size
from hoso.screens.language import said, spoken

LOOK = {
    "radios": "govuk-radios__input",
    "checkboxes": "govuk-checkboxes__input",
    "tick": "govuk-checkboxes__input",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "hidden": "",
    "input": "govuk-input",
}
REQUIRED = {
    "input": Text("Hãy nhập mục này", "Fill this in"),
    "select": Text("Hãy chọn một mục", "Choose one"),
    "radios": Text("Hãy chọn một mục", "Choose one"),
    "checkboxes": Text("Hãy chọn ít nhất một mục", "Choose at least one"),
    "tick": Text("Hãy đánh dấu để tiếp tục", "Tick this to go on"),
    "file": Text("Hãy chọn tệp", "Choose a file"),
}
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),  # before RadioSelect, which it derives from
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "tick"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or one box, drawn without Django's own label."""

    tag: SafeString
    id_for_label: str
    choice_label: str


class HosoBoundField(BoundField):
    """A field on its page: which GOV.UK component it is, what it is called and what describes it."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        self.label = self.spoken_label
        self.help_text = self.hint
        if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = said(REQUIRED.get(self.kind, REQUIRED["input"]))
        _speak_choices(field)

    @property
    def kind(self) -> str:
        """A key of ``LOOK``."""
        return next((kind for widget, kind in KINDS if isinstance(self.field.widget, widget)), "input")

    @property
    def spoken_label(self) -> str:
        """The label in the language of the request; the field's name when it has none."""
        return spoken(self.field.label) or self.name.replace("_", " ").capitalize()

    @property
    def hint(self) -> str:
        """The help text in the language of the request."""
        return spoken(self.field.help_text)

    @property
    def limits(self) -> str:
        """What a file field takes, printed beside it."""
        return spoken(getattr(self.field, "limits", None))

    @property
    def inline(self) -> bool:
        """Two short answers stand side by side."""
        options = [str(label) for _, label in getattr(self.field, "choices", ())]
        return self.kind == "radios" and len(options) == 2 and all(len(option) < 16 for option in options)

    @property
    def describedby(self) -> str:
        """Ids of hint, error and limits, in reading order."""
        parts = [
            ("helptext", self.hint),
            ("error", self.errors),
            ("limits", self.limits if self.kind == "file" else ""),
        ]
        return " ".join(f"{self.auto_id}_{name}" for name, there in parts if there)

    @property
    def first_id(self) -> str:
        """Where a link of the error summary leads: the first input, not its fieldset."""
        return f"{self.auto_id}_0" if self.kind in {"radios", "checkboxes"} else str(self.auto_id)

    def choice_widgets(self) -> Iterator[Choice]:
        """The inputs of a radio or checkbox group."""
        for part in self.subwidgets:
            facts = {
                **part.data,
                "wrap_label": False,
                "attrs": {**part.data["attrs"], "class": LOOK[self.kind]},
            }
            tag = self.form.renderer.render(facts["template_name"], {"widget": facts})
            yield Choice(mark_safe(tag), part.id_for_label, spoken(part.data["label"]))  # noqa: S308  # rendered by a template

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Django's attributes, plus the look and the description of ours."""
        built = dict(super().build_widget_attrs(attrs, widget))
        built.pop("aria-describedby", None)
        built.pop("required", None)  # the browser's own bubbles are in its language, not in the page's
        if self.kind in {"radios", "checkboxes", "hidden"}:
            return built
        if self.describedby:
            built["aria-describedby"] = self.describedby
        own = self.field.widget.attrs.get("class", "")
        if isinstance(self.field.widget, forms.NumberInput) and "width" not in own:
            own = f"{own} govuk-input--width-5".strip()
        error = f"{LOOK[self.kind]}--error" if self.errors and self.kind != "tick" else ""
        built["class"] = " ".join(part for part in (LOOK[self.kind], own, error) if part)
        return built


class HosoRenderer(DjangoTemplates):
    """The project's ``FORM_RENDERER``."""

    form_template_name = "screens/form.html"
    field_template_name = "screens/form_field.html"
    bound_field_class = HosoBoundField


class DateField(forms.DateField):
    """A civil day typed as dd/mm/yyyy in one box, which copies and pastes better than three."""

    def __init__(self, **facts: Any) -> None:
        facts.setdefault(
            "help_text", Text("Ngày/tháng/năm, ví dụ 22/11/2026", "Day/month/year, for example 22/11/2026")
        )
        facts.setdefault("input_formats", ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"])
        facts.setdefault(
            "widget",
            forms.DateInput(
                format="%d/%m/%Y",
                attrs={
                    "class": "govuk-input--width-10",
                    "inputmode": "numeric",
                    "maxlength": "10",
                    "autocomplete": "off",
                },
            ),
        )
        facts.setdefault("error_messages", {})
        facts["error_messages"].setdefault(
            "invalid",
            said(Text("Ngày chưa đúng; nhập theo dạng 22/11/2026", "Enter a real date such as 22/11/2026")),
        )
        super().__init__(**facts)


class UploadField(forms.FileField):
    """A file with its types and its limit printed beside it; the same limit is checked here."""

    def __init__(self, *, accept: Mapping[str, str], most_bytes: int, **facts: Any) -> None:
        """``accept`` maps endings to names (``.pdf`` to ``PDF``); ``most_bytes`` is inclusive."""
        self.accept, self.most_bytes = dict(accept), most_bytes
        names, size = ", ".join(dict.fromkeys(accept.values())), written_size(most_bytes)
        self.limits = Text(
            f"Loại tệp: {names}. Tối đa {size} một tệp.", f"Types: {names}. At most {size} a file."
        )
        super().__init__(**facts)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """What the browser needs to offer the right files and to warn early."""
        return {
            **super().widget_attrs(widget),
            "accept": ",".join(self.accept),
            "data-most-bytes": str(self.most_bytes),
        }

    def validate(self, value: Any) -> None:
        """Refuse what is larger than the printed limit. What the file really is, its reader decides."""
        super().validate(value)
        if value and value.size > self.most_bytes:
            size, most = written_size(value.size), written_size(self.most_bytes)
            sentence = Text(
                f"Tệp nặng {size}, quá giới hạn {most}. Hãy chọn tệp nhỏ hơn.",
                f"The file has {size}; the limit is {most}. Choose a smaller file.",
            )
            raise forms.ValidationError(spoken(sentence), code="too_large")


def _speak_choices(field: forms.Field) -> None:
    """Put this field's choices into the page's language; the form owns a copy of its fields."""
    choices = getattr(field, "choices", None)
    if isinstance(choices, list):
        field.choices = [_spoken_choice(choice) for choice in choices]  # type: ignore[attr-defined]


def _spoken_choice(choice: tuple[Any, Any]) -> tuple[Any, Any]:
    value, label = choice
    if isinstance(label, (list, tuple)) and not all(isinstance(part, str) for part in label):
        return spoken(value), [_spoken_choice(inner) for inner in label]  # an option group
    return value, spoken(label)
