"""Forms of the one-stop desk."""

from __future__ import annotations

from typing import Any

from django import forms

from hoso.desk.forms.base import ManyUploads, VerbForm
from hoso.law.citations import cite
from hoso.law.reuse import OverrideGround
from hoso.law.text import Text

ARTICLES = ("nd61-2018:17", "nd118-2025:17", "nd45-2020:11", "hn-directive:1a")
OTHER = "other"


class DigitiseForm(VerbForm):
    """A new scan in place of the file that was filed."""

    files = ManyUploads()


class RefuseForm(VerbForm):
    """Why, on what article, and what the owner can do instead."""

    reason = forms.CharField(
        label=Text("Lý do từ chối", "Reason for refusing"),
        help_text=Text("Viết để người nộp hiểu được.", "Write it so that the applicant understands."),
        widget=forms.Textarea({"rows": "3"}),
    )
    article = forms.ChoiceField(
        label=Text("Điều khoản làm căn cứ", "Article it rests on"), widget=forms.RadioSelect
    )
    other_article = forms.CharField(
        label=Text("Căn cứ khác (nếu chọn “Căn cứ khác”)", "Other ground (if chosen above)"),
        required=False,
        max_length=300,
    )
    what_to_do = forms.CharField(
        label=Text("Người nộp có thể làm gì", "What the applicant can do"),
        widget=forms.Textarea({"rows": "3"}),
    )

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        known = [(key, cite(key)) for key in ARTICLES]
        self.fields["article"].choices = [*known, (OTHER, Text("Căn cứ khác", "Another ground"))]  # type: ignore[attr-defined]

    @property
    def article_words(self) -> str:
        """The article in words, chosen or typed; empty when “other” was left blank."""
        chosen = self.cleaned_data.get("article", "")
        return self.cleaned_data.get("other_article", "") if chosen == OTHER else cite(chosen)


class AskForm(VerbForm):
    """One complete request: every component with a tick, what is needed, and the reason.

    ``lines`` are the components: (key, name, held), where held papers make the override fields appear.
    """

    reason = forms.CharField(
        label=Text("Lý do yêu cầu", "Reason for asking"), widget=forms.Textarea({"rows": "3"})
    )
    second_ground = forms.CharField(
        label=Text("Căn cứ để yêu cầu thêm một lần nữa", "Legal ground for asking once more"),
        widget=forms.Textarea({"rows": "2"}),
        required=False,
    )

    def __init__(self, *args: Any, lines: list[Any], asked_before: bool, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.lines = lines
        if not asked_before:  # the days for asking may be over all the same; the verb says so
            self.fields["second_ground"].label = Text(
                "Căn cứ riêng (chỉ khi đã quá thời hạn được yêu cầu bổ sung)",
                "Special legal ground (only when the days for asking are over)",
            )
        for line in lines:
            self._add(line)

    def _add(self, line: Any) -> None:
        key = line.key
        self.fields[f"tick-{key}"] = forms.BooleanField(label=line.name, required=False)
        self.fields[f"what-{key}"] = forms.CharField(
            label=Text("Cần bổ sung, sửa gì", "What is needed"),
            widget=forms.Textarea({"rows": "2"}),
            required=False,
        )
        if line.refusal:
            grounds = [("", Text("Không – dùng bản đã có", "No – use the held copy"))]
            grounds += [(ground.value, ground.label) for ground in OverrideGround]
            self.fields[f"override-{key}"] = forms.ChoiceField(
                label=Text("Vẫn yêu cầu bản giấy vì", "Ask for paper all the same because"),
                choices=grounds,
                required=False,
            )
            self.fields[f"basis-{key}"] = forms.CharField(
                label=Text("Văn bản, điều khoản làm căn cứ", "Document and article"),
                required=False,
                max_length=300,
            )

    def rows(self) -> list[dict[str, Any]]:
        """The lines with their bound fields, for the page."""
        names = ("tick", "what", "override", "basis")
        return [
            {"line": line}
            | {name: self[f"{name}-{line.key}"] for name in names if f"{name}-{line.key}" in self.fields}
            for line in self.lines
        ]
