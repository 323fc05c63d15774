"""Forms for free signatures: the card as seen, a ground of refusal, an end with its reason."""

from __future__ import annotations

from django import forms

from hoso.desk.forms.base import VerbForm
from hoso.law.grants import RevocationReason
from hoso.law.text import Text
from hoso.screens.forms import DateField

_GROUND = {"rows": 2}


class CardForm(VerbForm):
    """What stands on the card that the person shows: never filled in from our own record."""

    number = forms.CharField(
        label=Text("Số trên thẻ", "Number on the card"),
        widget=forms.TextInput(
            {"inputmode": "numeric", "class": "govuk-input--width-20", "autocomplete": "off"}
        ),
    )
    full_name = forms.CharField(
        label=Text("Họ tên trên thẻ", "Name on the card"),
        max_length=500,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    born_on = DateField(label=Text("Ngày sinh trên thẻ", "Date of birth on the card"), required=False)
    read = forms.CharField(widget=forms.HiddenInput, required=False, initial="typed")


class RefuseForm(VerbForm):
    """Why nothing is issued."""

    ground = forms.CharField(
        label=Text("Lý do từ chối", "Why it is refused"),
        help_text=Text("Người yêu cầu đọc được nội dung này", "The person will read this"),
        max_length=1000,
        widget=forms.Textarea(_GROUND),
    )


class RevokeForm(VerbForm):
    """Why a certificate ends."""

    reason = forms.ChoiceField(label=Text("Lý do thu hồi", "Why it is revoked"))
    ground = forms.CharField(
        label=Text("Căn cứ", "Ground"),
        help_text=Text("Người giữ chữ ký số đọc được nội dung này", "The holder will read this"),
        max_length=1000,
        widget=forms.Textarea(_GROUND),
    )

    def __init__(self, *args: object, **facts: object) -> None:
        super().__init__(*args, **facts)
        self.fields["reason"].choices = [("", "–"), *((one.value, one.label) for one in RevocationReason)]  # type: ignore[attr-defined]
