"""One page of text written in every way PDF files are written, for those who must read them all."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf

from .conftest import page


def _saved(change: Callable[[Pdf], None] | None = None, **how: object) -> bytes:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(page(pages=2))) as pdf:
        if change is not None:
            change(pdf)
        pdf.save(output, **how)
    return output.getvalue()


def _form(*, within_root: bool, shared_fields: bool) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        box = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=pikepdf.String("ghi_chu"),
            Rect=[72, 600, 200, 620],
            P=pdf.pages[0].obj,
        )
        field = pdf.make_indirect(box)
        pdf.pages[0].Annots = pdf.make_indirect(Array([field])) if shared_fields else Array([field])
        fields = pdf.make_indirect(Array([field])) if shared_fields else Array([field])
        form = Dictionary(Fields=fields, DA=pikepdf.String("/Helv 0 Tf 0 g"))
        pdf.Root.AcroForm = form if within_root else pdf.make_indirect(form)

    return change


def _link(pdf: Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI="u")
    )
    pdf.pages[0].Annots = Array([link])


def _boxes_above(pdf: Pdf) -> None:
    pdf.Root.Pages.MediaBox = Array([0, 0, 595, 842])
    for one in pdf.pages:
        del one.obj["/MediaBox"]


def _long_file(pdf: Pdf) -> None:
    for number in range(400):
        pdf.make_indirect(Dictionary(N=number))
    pdf.Root.PieceInfo = Dictionary(Held=Array([pdf.make_indirect(Dictionary(N=n)) for n in range(400)]))


def _hybrid() -> bytes:
    """A table whose trailer also names a stream: for old and new readers at once (ISO 32000-1, 7.5.8.4)."""
    plain = page()
    size = int(re.search(rb"/Size (\d+)", plain)[1])
    start = plain.rindex(b"startxref")
    table_at = plain.rindex(b"xref\n", 0, start)
    entries = b"<</Type/XRef/Size %d/W[1 1 1]/Index[%d 1]/Length 3>>" % (size + 1, size)
    hidden = b"%d 0 obj\n%s\nstream\n\x00\x00\x00\nendstream\nendobj\n" % (size, entries)
    table = plain[table_at:start].replace(b"/Size %d" % size, b"/Size %d" % (size + 1))
    table = table.replace(b"trailer <<", b"trailer << /XRefStm %d " % table_at, 1)
    return plain[:table_at] + hidden + table + b"startxref\n%d\n%%%%EOF\n" % (table_at + len(hidden))


QUICK: dict[str, Callable[[], bytes]] = {
    "a table": lambda: _saved(object_stream_mode=ObjectStreamMode.disable),
    "object streams": lambda: _saved(object_stream_mode=ObjectStreamMode.generate),
    "linearised, a table": lambda: _saved(object_stream_mode=ObjectStreamMode.disable, linearize=True),
    "linearised, object streams": lambda: _saved(
        object_stream_mode=ObjectStreamMode.generate, linearize=True
    ),
    "no line end at the end": lambda: _saved().rstrip(),
    "a form of its own": lambda: _saved(_form(within_root=False, shared_fields=False)),
    "a form whose lists are objects": lambda: _saved(_form(within_root=False, shared_fields=True)),
    "a form in an object stream": lambda: _saved(
        _form(within_root=False, shared_fields=True), object_stream_mode=ObjectStreamMode.generate
    ),
    "boxes inherited from the tree": lambda: _saved(_boxes_above),
    "many objects": lambda: _saved(_long_file, object_stream_mode=ObjectStreamMode.generate),
}
LINK = "an annotation within the page"
CAREFUL: dict[str, Callable[[], bytes]] = {
    "a form within the catalogue": lambda: _saved(_form(within_root=True, shared_fields=False)),
    LINK: lambda: _saved(_link),
    "a hybrid": _hybrid,
    "bytes after the end": lambda: _saved() + b"\n% written by an odd tool\n",
}
