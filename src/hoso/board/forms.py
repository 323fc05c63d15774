"""The forms of the administrators."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.law.versions import Change
from hoso.parties.actions import LEAST_PASSWORD
from hoso.parties.actors import OFFICER_ROLES
from hoso.screens.forms import DateField, UploadField
from hoso.screens.language import said, spoken

ROLES = [(role.value, role.label) for role in Role if role in OFFICER_ROLES]
MOST_IMPORT = 4_000_000


class PublishForm(forms.Form):
    """From which day a draft is in force."""

    effective_from = DateField(label=Text("Có hiệu lực từ ngày", "In force from"), required=False)
    change = forms.ChoiceField(
        label=Text("Quyết định này", "What the decision does"),
        choices=[(one.value, one.label) for one in Change if one is not Change.ABOLISHED],
        required=False,
    )


class AbolishForm(forms.Form):
    """The first day on which nobody can file it any more."""

    on = DateField(label=Text("Không nhận hồ sơ từ ngày", "Nothing can be filed from"))
    decision = forms.CharField(
        label=Text("Quyết định bãi bỏ (số, cơ quan)", "Abolishing decision (number, issuer)"),
        max_length=200,
        required=False,
    )


class ImportForm(forms.Form):
    """A JSON file of official records."""

    file = UploadField(
        label=Text("Tệp danh mục", "Catalogue file"),
        help_text=Text("Danh sách JSON các bản ghi thủ tục.", "A JSON list of procedure records."),
        accept={".json": "JSON"},
        most_bytes=MOST_IMPORT,
    )


class AccountForm(forms.Form):
    """A new account to sign in with."""

    username = forms.CharField(label=Text("Tên đăng nhập", "Sign-in name"), max_length=80)
    display_name = forms.CharField(label=Text("Họ và tên", "Full name"), max_length=500)
    password = forms.CharField(
        label=Text("Mật khẩu ban đầu", "First password"),
        help_text=Text(f"Ít nhất {LEAST_PASSWORD} ký tự.", f"At least {LEAST_PASSWORD} characters."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class AppointForm(forms.Form):
    """A role at an agency, from a day to a day."""

    agency_id = forms.CharField(
        label=Text("Mã cơ quan", "Agency id"),
        help_text=Text("Tìm mã ở mục Cơ quan.", "Find it under Agencies."),
        max_length=40,
    )
    role = forms.ChoiceField(label=Text("Vai trò", "Role"), choices=ROLES)
    title = forms.CharField(label=Text("Chức danh", "Title"), max_length=200, required=False)
    valid_from = DateField(label=Text("Từ ngày", "From"), required=False)
    valid_to = DateField(label=Text("Đến hết ngày", "Until"), required=False)


class EndPostForm(forms.Form):
    """The last day of a post."""

    last_day = DateField(label=Text("Ngày cuối", "Last day"))

    def __init__(self, data: Any = None, *, today: date | None = None, post_id: int = 0) -> None:
        super().__init__(data, initial={"last_day": today}, prefix=f"post-{post_id}")


class GroundForm(forms.Form):
    """Why the trust store shall change, and by which document."""

    reason = forms.CharField(
        label=Text("Lý do", "Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    document_number = forms.CharField(
        label=Text("Số, ký hiệu văn bản làm căn cứ", "Number of the document it rests on"), max_length=100
    )


class AnchorForm(GroundForm):
    """A root that shall be believed."""

    certificate = UploadField(
        label=Text("Chứng thư gốc", "Root certificate"),
        help_text=Text(
            "Lấy trực tiếp từ cơ quan cấp, không lấy từ bản sao trên mạng.",
            "Take it from the authority itself, never from a copy on the network.",
        ),
        accept={".pem": "PEM", ".crt": "DER", ".cer": "DER", ".der": "DER"},
        most_bytes=64 * 1024,
    )
    scope = forms.ChoiceField(
        label=Text("Tin cậy cho", "Believed for"),
        choices=[
            ("public", Text("Chữ ký số công cộng", "Public signatures")),
            ("official", Text("Chữ ký số chuyên dùng công vụ", "Official-duty signatures")),
            ("demonstration", Text("Trình diễn", "Demonstration")),
        ],
    )
    field_order = ("certificate", "scope", "reason", "document_number")


class RefusalForm(forms.Form):
    """Why a proposal is turned down."""

    reason = forms.CharField(
        label=Text("Lý do bác", "Why it is refused"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def show_errors(form: forms.Form, fields: Mapping[str, Text], otherwise: Text) -> None:
    """Put what an action found wrong onto the form's fields; the rest above them."""
    placed = False
    for name, text in fields.items():
        if name in form.fields:
            form.add_error(name, said(text))
            placed = True
    if not placed:
        form.add_error(None, spoken(otherwise))
