"""The forms of the desk: each carries the journal number its page had seen, and shows the room's refusals."""

from __future__ import annotations

from typing import Any

from django import forms

from hoso.base.errors import HosoError, Invalid
from hoso.law.text import Text
from hoso.screens.forms import UploadField
from hoso.screens.language import spoken

ACCEPT = {
    ".pdf": "PDF",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".webp": "WebP",
}
MOST_BYTES = 50 * 1024 * 1024


class VerbForm(forms.Form):
    """A form for one verb on one dossier. ``seq``: the last journal line the page showed."""

    seq = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def show(self, refusal: HosoError) -> None:
        """Put what the room says into its fields; what belongs to no field stands above the form."""
        fields = refusal.fields if isinstance(refusal, Invalid) else {}
        for name, text in fields.items():
            self.add_error(name if name in self.fields else None, spoken(text))
        if not fields:
            self.add_error(None, spoken(refusal.text))


class ManyFiles(forms.FileInput):
    """Several files in one field."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """All files sent under the name, in the order they were chosen."""
        return (
            list(files.getlist(name)) if hasattr(files, "getlist") else [files[name]] if name in files else []
        )


class ManyUploads(UploadField):
    """Scans or photos of one paper, in the order of its pages."""

    def __init__(self, **facts: Any) -> None:
        facts.setdefault("label", Text("Bản quét hoặc ảnh chụp", "Scans or photos"))
        facts.setdefault(
            "help_text",
            Text(
                "Chọn nhiều tệp nếu giấy tờ có nhiều trang; thứ tự tệp là thứ tự trang. Trên điện thoại có thể "
                "chụp trực tiếp.",
                "Choose several files for several pages, in their order. A telephone can take the photo here.",
            ),
        )
        facts.setdefault("widget", ManyFiles(attrs={"multiple": True}))
        super().__init__(accept=ACCEPT, most_bytes=MOST_BYTES, **facts)

    def clean(self, value: Any, initial: Any = None) -> list[Any]:
        """Each file within its limit; an empty list when nothing was chosen and nothing is demanded."""
        given = [one for one in (value if isinstance(value, list | tuple) else [value]) if one]
        if not given:
            super().clean(None, initial)
            return []
        return [super(ManyUploads, self).clean(one, initial) for one in given]


def contents_of(uploads: list[Any]) -> list[tuple[str, bytes]]:
    """(name, bytes) of each upload, as the digitising verbs take them."""
    return [(upload.name, upload.read()) for upload in uploads]
