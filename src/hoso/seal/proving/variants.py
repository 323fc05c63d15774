"""Honest files that are easily refused by mistake. Each must keep its integrity."""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, SigFieldSpec, append_signature_field

from hoso.seal.sign import seal, with_document_timestamp

from .attacks import annotation, filled
from .workshop import N, Workshop, changed, document, page_of

_LOCK = FieldMDPSpec(FieldMDPAction.INCLUDE, ["sotien"])
_SMALL = (72, 400, 272, 440)


def _archived_twice(shop: Workshop) -> bytes:
    sealed = seal(
        document(), shop.agency, field_name="Ky", now=shop.now, level="B-LT",
        timestamper=shop.timestamper, trust=shop.trust,
    )  # fmt: skip
    once = with_document_timestamp(sealed, shop.timestamper, field_name="Dau1", now=shop.now)
    more = changed(once, _more_evidence)
    return with_document_timestamp(more, shop.timestamper, field_name="Dau2", now=shop.now)


def _more_evidence(writer: IncrementalPdfFileWriter) -> None:
    """The whole store written anew, as direct objects, with a type nobody asked for."""
    store = writer.root["/DSS"]
    held = generic.DictionaryObject({name: store.raw_get(name) for name in store})
    held[N("/Type")] = N("/DSS")
    writer.root[N("/DSS")] = held
    writer.update_root()


def _signed_often(shop: Workshop) -> bytes:
    content = document()
    for number in range(6):
        content = shop.signed(content, f"Ky{number}")
    return content


def _prepared_fields(shop: Workshop) -> bytes:
    def add(writer: IncrementalPdfFileWriter) -> None:
        for place, name in enumerate(("Mot", "Hai")):
            append_signature_field(
                writer, SigFieldSpec(name, box=(72, 100 + 80 * place, 272, 160 + 80 * place))
            )

    return shop.signed(shop.signed(changed(document(), add), "Mot", level=2), "Hai")


def _second_block(shop: Workshop) -> bytes:
    return shop.signed(shop.signed(document(), box=_SMALL), "Hai", box=(300, 400, 500, 440))


def _only_carriage_returns(shop: Workshop) -> bytes:
    return shop.signed(_with_cr(document()))


def _with_cr(content: bytes) -> bytes:
    """The classical table and tail with bare carriage returns at the very end."""
    return content.rstrip(b"\r\n") + b"\r"


def _tagged(shop: Workshop) -> bytes:
    with pikepdf.open(io.BytesIO(document())) as pdf:
        root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        part = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.StructElem, S=pikepdf.Name.P, P=root, Pg=pdf.pages[0].obj, K=0
            )
        )
        root.K = pikepdf.Array([part])
        root.ParentTree = pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Array([part])]))
        root.ParentTreeNextKey = 1
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        output = io.BytesIO()
        pdf.save(output)
    signed = shop.signed(shop.signed(output.getvalue()), "Hai", box=_SMALL)
    return changed(signed, _tag_field) if b"/OBJR" not in signed else signed


def _tag_field(writer: IncrementalPdfFileWriter) -> None:
    """The new field gets its element in the tree."""
    tree = writer.root["/StructTreeRoot"]
    field = writer.root["/AcroForm"]["/Fields"].raw_get(0)
    kid = generic.DictionaryObject({N("/Type"): N("/OBJR"), N("/Obj"): field})
    element = generic.DictionaryObject(
        {
            N("/Type"): N("/StructElem"),
            N("/S"): N("/Form"),
            N("/P"): writer.root.raw_get("/StructTreeRoot"),
            N("/K"): kid,
        }
    )
    tree[N("/K")] = generic.ArrayObject([*list.__iter__(tree["/K"]), writer.add_object(element)])
    tree[N("/ParentTreeNextKey")] = generic.NumberObject(2)
    writer.update_container(tree)


def _numbers_written_otherwise(shop: Workshop) -> bytes:
    """The page is written anew with ``595.0`` for ``595`` and a new object for the same resources."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        raw = writer.root["/Pages"]["/Kids"].raw_get(0)
        page = raw.get_object()
        page[N("/MediaBox")] = generic.ArrayObject(
            [generic.FloatObject(f"{float(edge):.1f}") for edge in page["/MediaBox"]]
        )
        held = page["/Resources"]
        page[N("/Resources")] = writer.add_object(
            generic.DictionaryObject({name: held.raw_get(name) for name in held})
        )
        writer.mark_update(raw)

    return with_document_timestamp(
        changed(shop.signed(document()), change), shop.timestamper, field_name="Dau", now=shop.now
    )


def _unlisted_field(shop: Workshop) -> bytes:
    """A prepared field that no page lists until it is signed; signing also locks the text fields."""

    def prepare(writer: IncrementalPdfFileWriter) -> None:
        append_signature_field(writer, SigFieldSpec("Hai", box=(72, 100, 272, 160)))
        page = page_of(writer)
        page[N("/Annots")] = generic.ArrayObject(list(list.__iter__(page["/Annots"]))[:-1])

    def sign(writer: IncrementalPdfFileWriter) -> None:
        page = page_of(writer)
        fields = list(list.__iter__(writer.root["/AcroForm"]["/Fields"]))
        page[N("/Annots")] = generic.ArrayObject([*list.__iter__(page["/Annots"]), fields[2]])
        for raw in fields[:2]:
            raw.get_object()[N("/Ff")] = generic.NumberObject(1)
            writer.mark_update(raw)

    signed = shop.signed(changed(document(form=True), prepare))
    return shop.signed(changed(signed, sign), "Hai")


def _hybrid(shop: Workshop) -> bytes:
    """A table for old readers with a stream beside it for new ones, signed twice."""
    bodies = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] /Contents 4 0 R /Resources 5 0 R >>",
        4: b"<< /Length 5 >>\nstream\nBT ET\nendstream",
        5: b"<< /Font << >> >>",
    }
    content, places = b"%PDF-1.5\n", {}
    for number, body in bodies.items():
        places[number] = len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    stream = len(content)
    row = b"\x01" + places[5].to_bytes(4, "big") + b"\x00"
    content += b"6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 1] /Index [5 1] /Length 6 >>\nstream\n" + row
    content += b"\nendstream\nendobj\n"
    rows = b"".join(b"%010d 00000 n \n" % places[number] for number in range(1, 5))
    rows += b"0000000000 00000 f \n%010d 00000 n \n" % stream
    table = b"xref\n0 7\n0000000000 65535 f \n" + rows
    end = b"trailer\n<< /Size 7 /Root 1 0 R /XRefStm %d >>\nstartxref\n%d\n%%%%EOF\n" % (stream, len(content))
    return shop.signed(shop.signed(content + table + end), "Hai")


def _then(first: Callable[[Workshop], bytes], *tails: bytes) -> Callable[[Workshop], bytes]:
    return lambda shop: first(shop) + b"".join(tails)


def _plain(shop: Workshop) -> bytes:
    return shop.signed(document())


def _saved(**saving: Any) -> Callable[[Workshop], bytes]:
    def make(shop: Workshop) -> bytes:
        return shop.signed(shop.signed(document(form=True, **saving)), "Hai")

    return make


VARIANTS: dict[str, Callable[[Workshop], bytes]] = {
    "signed": _plain,
    "archived twice, store rewritten": _archived_twice,
    "six signatures": _signed_often,
    "certified, then the prepared field signed": _prepared_fields,
    "a second visible signature": _second_block,
    "level 2: field filled": lambda s: changed(
        s.signed(document(form=True), level=2), filled("ten", "Ong A")
    ),
    "level 2: free field filled, other locked": lambda s: changed(
        s.signed(document(form=True), level=2, lock=_LOCK), filled("ten", "Ong A")
    ),
    "free field filled, other locked": lambda s: changed(
        s.signed(document(form=True), lock=_LOCK), filled("ten", "Ong A")
    ),
    "level 3: sticky note": lambda s: changed(
        s.signed(document(), level=3), annotation("/Text", None, (10, 10, 30, 30))
    ),
    "level 3: underlined": lambda s: changed(
        s.signed(document(), level=3),
        annotation("/Underline", b"1 0 0 RG 0 1 m 200 1 l S", (72, 695, 272, 712)),
    ),
    "level 1, then a document time stamp": lambda s: with_document_timestamp(
        s.signed(document(), level=1), s.timestamper, field_name="Dau", now=s.now
    ),
    "line ends behind the end": _then(_plain, b"\r\n\n"),
    "carriage return at the end": _only_carriage_returns,
    "tagged, second field tagged too": _tagged,
    "page written otherwise": _numbers_written_otherwise,
    "field listed and others locked while signing": _unlisted_field,
    "hybrid tables": _hybrid,
    "carriage returns only": lambda s: s.signed(s.signed(document().replace(b"\n", b"\r")), "Hai"),
    "object streams": _saved(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "linearised": _saved(linearize=True),
    "PDF 2.0": _saved(min_version="2.0"),
    "AES-256, empty password": _saved(encryption=pikepdf.Encryption(owner="o", user="", R=6)),
    "AES-128, empty password": _saved(encryption=pikepdf.Encryption(owner="o", user="", R=4)),
}
"""Name and maker."""
