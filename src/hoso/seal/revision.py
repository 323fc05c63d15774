"""The new revision that carries a signature: written once, hashed, and left with a gap for the container."""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime

from pyhanko.pdf_utils import misc
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigAppearanceSetup, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp, PdfSignedData, SignatureObject

from hoso.law.text import Text

from .appearance import Appearance, BlockStyle
from .errors import CannotSign
from .zones import Box, Zone


@dataclass(frozen=True)
class SignatureText:
    """What the signature dictionary says beside the container: who, why, where, and the claimed time
    (aware).
    """

    field_name: str
    signed_at: datetime
    reason: str | None = None
    location: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class OpenRevision:
    """A file whose last revision waits for its container in the gap between ``gap_start`` and ``gap_end``."""

    content: bytes
    digest: bytes
    gap_start: int
    gap_end: int

    def filled(self, container_der: bytes) -> bytes:
        """The finished file. Raises CannotSign when the container is larger than the gap."""
        room = self.gap_end - self.gap_start - 2
        value = container_der.hex().encode()
        if len(value) > room:
            raise CannotSign(
                Text("Chữ ký lớn hơn chỗ dành cho nó.", "The signature is larger than the room kept for it.")
            )
        padded = b"<" + value.ljust(room, b"0") + b">"
        return self.content[: self.gap_start] + padded + self.content[self.gap_end :]


def open_revision(
    pdf: bytes,
    text: SignatureText,
    *,
    digest_algorithm: str,
    container_size: int,
    zone: Zone | None = None,
    appearance: Appearance | None = None,
) -> OpenRevision:
    """Append a revision with a new signature field (ETSI EN 319 142-1); the bytes of ``pdf`` stay an exact
    prefix.

    ``container_size`` is the room in bytes. Raises CannotSign, StampDoesNotFit.
    """
    placeholder = SignatureObject(
        timestamp=text.signed_at,
        name=text.name,
        location=text.location,
        reason=text.reason,
        subfilter=SigSeedSubFilter.PADES,
        bytes_reserved=container_size * 2,
    )
    style = None
    if zone is not None and appearance is not None:
        style = BlockStyle(
            border_width=0,
            appearance=appearance,
            keep_clear_left=zone.keep_clear_left,
            keep_clear_right=zone.keep_clear_right,
        )
    return _write(pdf, placeholder, text, digest_algorithm, zone if style else None, style)


def open_document_timestamp(
    pdf: bytes, field_name: str, at: datetime, *, container_size: int
) -> OpenRevision:
    """Append a revision with a document time stamp (ETSI EN 319 142-1 clause 5.4.3) over everything before
    it.
    """
    placeholder = DocumentTimestamp(bytes_reserved=container_size * 2)
    return _write(pdf, placeholder, SignatureText(field_name, at), "sha256", None, None)


class QuietWriter(IncrementalPdfFileWriter):
    """Leaves document information and XMP as they are: rewriting them would break PDF/A and blur what was
    signed.
    """

    def _update_meta(self) -> None:
        return


def _write(
    pdf: bytes,
    placeholder: PdfSignedData,
    text: SignatureText,
    digest_algorithm: str,
    zone: Zone | None,
    style: BlockStyle | None,
) -> OpenRevision:
    try:
        writer = QuietWriter(io.BytesIO(pdf), strict=False)
        if writer.prev.encrypted:
            raise CannotSign(
                Text("Không ký được tệp có mật khẩu.", "A file with a password cannot be signed.")
            )
        spec = _field(writer.prev, text.field_name, zone)
        session = PdfCMSEmbedder(new_field_spec=spec).write_cms(field_name=text.field_name, writer=writer)
        next(session)
        look = SigAppearanceSetup(style=style, timestamp=text.signed_at, name=text.name) if style else None
        session.send(SigObjSetup(sig_placeholder=placeholder, appearance_setup=look))
        prepared, output = session.send(SigIOSetup(md_algorithm=digest_algorithm, in_place=False))
    except (
        misc.PdfError,
        SigningError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
    ) as error:
        raise CannotSign(
            Text(f"Không ký được tệp này: {error}", f"This file cannot be signed: {error}")
        ) from error
    content = bytes(output.getbuffer())
    start, end = prepared.reserved_region_start, prepared.reserved_region_end
    signed = hashlib.new(digest_algorithm, content[:start])
    signed.update(content[end:])
    return OpenRevision(content, signed.digest(), start, end)


def _field(reader: PdfFileReader, name: str, zone: Zone | None) -> SigFieldSpec:
    if zone is None:
        return SigFieldSpec(name)
    count = int(reader.root["/Pages"]["/Count"])
    page = zone.page if zone.page >= 0 else count + zone.page
    if not 0 <= page < count:
        raise CannotSign(
            Text(
                "Tài liệu không có trang để đóng khối chữ ký.", "The page for the signature block is missing."
            )
        )
    box = zone.box(_visible_box(reader, page))
    left, bottom, right, top = (round(edge) for edge in box)
    return SigFieldSpec(name, on_page=page, box=(left, bottom, right, top))


def _visible_box(reader: PdfFileReader, page: int) -> Box:
    node = reader.find_page_for_modification(page)[0].get_object()
    for key in ("/CropBox", "/MediaBox"):
        held = node
        while held is not None:
            held = held.get_object()
            if key in held:
                left, bottom, right, top = (float(edge) for edge in held[key])
                return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
            held = held.get("/Parent")
    return 0.0, 0.0, 595.28, 841.89
