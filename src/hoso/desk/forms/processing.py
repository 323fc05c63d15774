"""Forms of the case officers and their head."""

from __future__ import annotations

from typing import Any

from django import forms

from hoso.desk.forms.base import VerbForm
from hoso.law.text import Text
from hoso.screens.forms import DateField


class OfficerForm(VerbForm):
    """Who is to work on it."""

    officer = forms.ChoiceField(label=Text("Người xử lý", "Case officer"))

    def __init__(self, *args: Any, officers: list[tuple[str, str]], **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.fields["officer"].choices = officers  # type: ignore[attr-defined]


class HandOverForm(OfficerForm):
    """To whom, and why."""

    reason = forms.CharField(label=Text("Lý do chuyển", "Reason"), widget=forms.Textarea({"rows": "2"}))


class OpinionForm(VerbForm):
    """What is asked of another agency, until when."""

    agency = forms.ChoiceField(label=Text("Cơ quan được hỏi", "Agency asked"), widget=forms.RadioSelect)
    question = forms.CharField(
        label=Text("Nội dung cần xin ý kiến", "What is asked"), widget=forms.Textarea({"rows": "4"})
    )
    answer_by = DateField(label=Text("Trả lời trước ngày", "Answer by"))

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]


class AnswerForm(VerbForm):
    """The opinion given."""

    answer = forms.CharField(label=Text("Ý kiến", "Opinion"), widget=forms.Textarea({"rows": "5"}))


class NewDateForm(VerbForm):
    """The apology and the new date."""

    new_due_on = DateField(label=Text("Ngày hẹn trả mới", "New date"))
    reason = forms.CharField(
        label=Text("Lý do chậm", "Reason for the delay"), widget=forms.Textarea({"rows": "3"})
    )


class ReasonForm(VerbForm):
    """A reason and nothing else."""

    reason = forms.CharField(label=Text("Lý do", "Reason"), widget=forms.Textarea({"rows": "4"}))


class DenyForm(VerbForm):
    """The reasoned denial that is proposed."""

    reason = forms.CharField(
        label=Text("Lý do từ chối giải quyết", "Reasons for denying"),
        help_text=Text("Mỗi lý do một dòng.", "One reason a line."),
        widget=forms.Textarea({"rows": "4"}),
    )
    articles = forms.CharField(
        label=Text("Căn cứ pháp lý", "Articles"),
        help_text=Text("Mỗi điều khoản một dòng.", "One article a line."),
        widget=forms.Textarea({"rows": "3"}),
    )
