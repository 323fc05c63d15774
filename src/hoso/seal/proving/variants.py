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
from .workshop import N, Workshop, changed, document

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
    "object streams": _saved(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "linearised": _saved(linearize=True),
    "PDF 2.0": _saved(min_version="2.0"),
    "AES-256, empty password": _saved(encryption=pikepdf.Encryption(owner="o", user="", R=6)),
    "AES-128, empty password": _saved(encryption=pikepdf.Encryption(owner="o", user="", R=4)),
}
"""Name and maker."""
