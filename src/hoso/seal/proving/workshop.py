"""Making documents, signing them in every way the standard knows, and changing them afterwards."""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.sign import signers
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm, SigFieldSpec, enumerate_sig_fields
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from hoso.seal.demonstration.hierarchy import Hierarchy
from hoso.seal.keys import SigningKey
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore

N = generic.NameObject
Box = tuple[int, int, int, int]
Change = Callable[[IncrementalPdfFileWriter], None]
_TEXT = (
    b"BT /F1 12 Tf 72 700 Td (Cap cho ong A muoi trieu dong) Tj 0 -20 Td (Quyet dinh nay co hieu luc) Tj ET"
)


class KeySigner(signers.Signer):
    """Stock pyHanko, given one of our keys to sign with."""

    def __init__(self, key: SigningKey) -> None:
        store = SimpleCertificateStore()
        store.register_multiple(key.chain)
        super().__init__(signing_cert=key.certificate, cert_registry=store)
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: FBT001, FBT002
        """The raw signature."""
        return bytes(72) if dry_run else self._key.sign(data, digest_algorithm)


class _CarelessSigner(signers.PdfSigner):
    """Signs whatever it is given, certified against it or not, as an attacker would."""

    def _enforce_certification_constraints(self, reader: object) -> None:
        pass


def document(*, pages: int = 2, form: bool = False, text: bytes = _TEXT, **saving: Any) -> bytes:
    """A small document; with ``form`` it has two text fields. ``saving`` goes to the writer."""
    pdf, output = pikepdf.new(), io.BytesIO()
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = pdf.make_stream(text)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    if form:
        fields = [_text_field(pdf, name, 600 - 40 * row) for row, name in enumerate(("ten", "sotien"))]
        pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array(fields)))
        pdf.pages[0].Annots = pikepdf.Array(fields)
    pdf.save(output, **saving)
    return output.getvalue()


def _text_field(pdf: pikepdf.Pdf, name: str, bottom: int) -> pikepdf.Object:
    return pdf.make_indirect(
        pikepdf.Dictionary(
            FT=pikepdf.Name.Tx, T=pikepdf.String(name), Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget,
            Rect=[72, bottom, 300, bottom + 20], F=4, DA=pikepdf.String("/Helv 12 Tf 0 g"),
        )
    )  # fmt: skip


def changed(content: bytes, change: Change) -> bytes:
    """The file with one more revision, made by ``change``."""
    writer, output = IncrementalPdfFileWriter(io.BytesIO(content), strict=False), io.BytesIO()
    if writer.prev.encrypted:
        writer.encrypt("")
    change(writer)
    writer.write(output)
    return output.getvalue()


def page_of(writer: IncrementalPdfFileWriter, number: int = 0) -> generic.DictionaryObject:
    """A page, marked as changed."""
    raw = writer.root["/Pages"]["/Kids"].raw_get(number)
    writer.mark_update(raw)
    page: generic.DictionaryObject = raw.get_object()
    return page


def rectangle(*edges: float) -> generic.ArrayObject:
    """Four numbers."""
    return generic.ArrayObject([generic.FloatObject(edge) for edge in edges])


def drawing(writer: IncrementalPdfFileWriter, content: bytes, box: Box) -> generic.IndirectObject:
    """A form that draws ``content``, as appearances need it."""
    font = generic.DictionaryObject(
        {N("/Type"): N("/Font"), N("/Subtype"): N("/Type1"), N("/BaseFont"): N("/Helvetica")}
    )
    resources = generic.DictionaryObject({N("/Font"): generic.DictionaryObject({N("/F1"): font})})
    look = generic.StreamObject(
        {
            N("/Type"): N("/XObject"), N("/Subtype"): N("/Form"), N("/Resources"): resources,
            N("/BBox"): rectangle(0, 0, box[2] - box[0], box[3] - box[1]),
        },
        stream_data=content,
    )  # fmt: skip
    return writer.add_object(look)


def _drawn(content: bytes, box: Box) -> StaticStampStyle:
    """A block that shows exactly ``content``."""
    size = BoxConstraints(box[2] - box[0], box[3] - box[1])
    return StaticStampStyle(border_width=0, background=RawContent(content, box=size), background_opacity=1)


@dataclass(frozen=True)
class Workshop:
    """Keys, a clock and the trust they lead to."""

    hierarchy: Hierarchy
    now: datetime

    @cached_property
    def agency(self) -> SigningKey:
        """An agency's seal."""
        return self.hierarchy.issue_agency(
            "Ủy ban nhân dân phường Thử", "H00.01", now=self.now, name="proving-seal"
        )

    @cached_property
    def officer(self) -> SigningKey:
        """An officer."""
        return self.hierarchy.issue_personal(
            "Lê Văn Thử", "001090000009", scope="official", now=self.now, name="proving"
        )

    @cached_property
    def timestamper(self) -> LocalTimestamper:
        """Time stamps at the workshop's hour."""
        return LocalTimestamper(self.hierarchy.timestamp_authority, lambda: self.now)

    @cached_property
    def trust(self) -> TrustStore:
        """Whom these keys lead to."""
        return TrustStore.load(self.hierarchy.directory)

    def signed(
        self,
        content: bytes,
        field: str = "Ky",
        *,
        level: int | None = None,
        lock: FieldMDPSpec | None = None,
        box: Box | None = None,
        key: SigningKey | None = None,
        shown: bytes | None = None,
        **metadata: Any,
    ) -> bytes:
        """Signed by stock pyHanko; ``level`` makes it a certification, ``lock`` locks fields; ``shown`` is
        drawn in ``box``.
        """
        output = io.BytesIO()
        writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
        if writer.prev.encrypted:
            writer.encrypt("")
        wanted = signers.PdfSignatureMetadata(
            field_name=field, md_algorithm="sha256", certify=level is not None,
            docmdp_permissions=MDPPerm(level or 2), **metadata,
        )  # fmt: skip
        spec = SigFieldSpec(field, box=box, field_mdp_spec=lock, on_page=0)
        there = "/AcroForm" in writer.root and any(
            name == field for name, *_ in enumerate_sig_fields(writer, filled_status=False)
        )
        look = _drawn(shown, box) if shown is not None and box is not None else None
        _CarelessSigner(
            wanted, KeySigner(key or self.officer), stamp_style=look, new_field_spec=None if there else spec
        ).sign_pdf(writer, output=output)
        return output.getvalue()
