"""What the owner brings in answer to a request."""

from __future__ import annotations

from typing import Any

from django import forms

from hoso.desk.forms.base import ManyUploads, VerbForm
from hoso.law.text import Text


class SupplementForm(VerbForm):
    """A field of files for each thing asked for, and the owner's own words."""

    words = forms.CharField(
        label=Text("Giải trình của người nộp", "The applicant's explanation"),
        widget=forms.Textarea({"rows": "3"}),
        required=False,
    )

    def __init__(self, *args: Any, items: list[dict[str, str]], **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.keys = [item["component"] for item in items]
        for item in items:
            label = Text(f"{item['name']}: {item['what']}", f"{item['name']}: {item['what']}")
            self.fields[f"files-{item['component']}"] = ManyUploads(label=label, required=False)

    def papers(self) -> dict[str, list[Any]]:
        """The files by component."""
        return {key: self.cleaned_data[f"files-{key}"] for key in self.keys}
