"""The last touch that makes Typst's file plain PDF/A-2b, and the opinion of an independent validator.

Typst checks its file against PDF/A-2a (tags, alternative texts, every letter displayable), then
describes itself with an XMP extension schema, an edit history and font CIDSets. All three are allowed
by ISO 19005-2, but validators differ about them and none of them serves a slip; they are taken out.
What is declared is level B: the tags stay, yet a visible signature added later is an annotation outside
the structure tree, so level A would be untrue from the moment of signing.
"""

from __future__ import annotations

import io
import re

import pikepdf
from pikepdf import pdfa

from hoso.press.errors import NotArchival

_NEEDLESS_PROPERTY = re.compile(
    r"<(xmpMM:History|pdfaExtension:schemas|xmpTPg:NPages)>.*?</\1>"
    r'|\s+xmlns:(?:xmpTPg|pdfaExtension|pdfaSchema|pdfaProperty|stEvt)="[^"]*"',
    re.DOTALL,
)
_LEVEL = re.compile(r"(<pdfaid:conformance>)[AU](</pdfaid:conformance>)")


def finish(pdf_bytes: bytes) -> bytes:
    """Typst's PDF/A-2a file as plain PDF/A-2b; the same input gives the same bytes."""
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        for item in pdf.objects:
            if (
                isinstance(item, pikepdf.Dictionary)
                and item.get("/Type") == "/FontDescriptor"
                and "/CIDSet" in item
            ):
                del item["/CIDSet"]
        xmp = _NEEDLESS_PROPERTY.sub("", pdf.Root.Metadata.read_bytes().decode())
        pdf.Root.Metadata.write(_LEVEL.sub(r"\1B\2", xmp).encode())
        out = io.BytesIO()
        pdf.save(out, **pdfa.resolve_save_kwargs("2b", deterministic_id=True))
    return out.getvalue()


def archival_faults(pdf_bytes: bytes) -> list[str]:
    """What pikepdf's validator says against the file as PDF/A-2b (ISO 19005-2); an empty list means it
    passed.
    """
    report = pdfa.validate_written(io.BytesIO(pdf_bytes), "2b")
    return [str(finding) for finding in report.findings]


def require_archival(pdf_bytes: bytes) -> None:
    """Raises NotArchival with every finding unless the file passes as PDF/A-2b."""
    if faults := archival_faults(pdf_bytes):
        raise NotArchival(faults)
