"""Forms at the counter: the person who stands there, and his papers."""

from __future__ import annotations

from typing import Any

from django import forms

from hoso.desk.forms.base import ManyUploads, VerbForm
from hoso.law.digitisation import Exemption
from hoso.law.text import Text
from hoso.screens.forms import DateField

SEXES = [("", Text("Chưa rõ", "Not known")), ("male", Text("Nam", "Male")), ("female", Text("Nữ", "Female"))]


class PersonForm(VerbForm):
    """A person who is not on record yet."""

    full_name = forms.CharField(label=Text("Họ và tên", "Full name"), max_length=500)
    personal_id = forms.CharField(
        label=Text("Số định danh cá nhân", "Personal number"),
        help_text=Text("12 chữ số trên thẻ căn cước", "12 digits on the card"),
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-20"}),
        required=False,
    )
    born_on = DateField(label=Text("Ngày sinh", "Date of birth"), required=False)
    sex = forms.ChoiceField(
        label=Text("Giới tính", "Sex"), choices=SEXES, widget=forms.RadioSelect, required=False
    )
    address = forms.CharField(label=Text("Nơi cư trú", "Residence"), max_length=500, required=False)
    phone = forms.CharField(
        label=Text("Số điện thoại", "Telephone"),
        widget=forms.TextInput({"inputmode": "tel", "class": "govuk-input--width-20"}),
        required=False,
    )


class SlotForm(forms.Form):
    """Scans or photos of one component."""

    files = ManyUploads()
    photo = forms.FileField(
        label=Text("Chụp bằng máy này", "Take a photo here"),
        required=False,
        widget=forms.FileInput({"accept": "image/*", "capture": "environment"}),
    )

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        if self.is_bound and self.files.get("photo"):
            self.fields["files"].required = False  # the photo is enough

    def uploads(self) -> list[Any]:
        """The files in the order of the pages, the photo last."""
        photo = self.cleaned_data.get("photo")
        return [*self.cleaned_data["files"], *([photo] if photo else [])]


class ExemptForm(forms.Form):
    """Why a paper is not digitised."""

    reason = forms.ChoiceField(label=Text("Vì sao không số hóa", "Why it is not digitised"))

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.fields["reason"].choices = [(one.value, one.label) for one in Exemption]  # type: ignore[attr-defined]
