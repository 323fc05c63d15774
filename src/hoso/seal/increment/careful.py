"""The careful way to append a signature: the engine reads the whole file, and decides what may be changed."""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

import io
from typing import Any

from pyhanko.pdf_utils import generic, misc
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigAppearanceSetup, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp, PdfSignedData, SignatureObject

from hoso.law.text import Text
from hoso.seal.appearance import Appearance, Drawing, drawn
from hoso.seal.errors import CannotSign
from hoso.seal.zones import Box, Placed, Zone

from .said import SignatureText


class QuietWriter(IncrementalPdfFileWriter):
    """Leaves document information and XMP as they are: rewriting them would break PDF/A and blur what was
    signed.
    """

    def _update_meta(self) -> None:
        return


def append(
    pdf: bytes,
    text: SignatureText,
    container_size: int,
    zone: Zone | None,
    appearance: Appearance | None,
) -> tuple[bytes, int, int]:
    """(the whole file with an empty signature, start of the gap, its end). Raises CannotSign,
    StampDoesNotFit.
    """
    try:
        return _appended(pdf, text, container_size, zone, appearance)
    except (
        misc.PdfError,
        SigningError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as error:
        raise CannotSign(
            Text(f"Không ký được tệp này: {error}", f"This file cannot be signed: {error}")
        ) from error


def _appended(
    pdf: bytes, text: SignatureText, container_size: int, zone: Zone | None, appearance: Appearance | None
) -> tuple[bytes, int, int]:
    writer = QuietWriter(io.BytesIO(pdf), strict=False)
    if writer.prev.encrypted:
        raise CannotSign(Text("Không ký được tệp có mật khẩu.", "A file with a password cannot be signed."))
    spec, look = SigFieldSpec(text.field_name), None
    if zone is not None and appearance is not None:
        page, placed = _place(writer.prev, zone)
        left, bottom, right, top = placed.box
        spec = SigFieldSpec(
            text.field_name, on_page=page, box=(round(left), round(bottom), round(right), round(top))
        )
        look = _Look(drawn(appearance, placed), placed.box)
    session = PdfCMSEmbedder(new_field_spec=spec).write_cms(field_name=text.field_name, writer=writer)
    next(session)
    session.send(SigObjSetup(sig_placeholder=_placeholder(text, container_size), appearance_setup=look))
    # the digest asked for here is thrown away: the caller hashes the file itself, once
    prepared, output = session.send(SigIOSetup(md_algorithm="sha256", in_place=False))
    return bytes(output.getbuffer()), prepared.reserved_region_start, prepared.reserved_region_end


def _placeholder(text: SignatureText, container_size: int) -> PdfSignedData:
    if text.is_timestamp:
        return DocumentTimestamp(bytes_reserved=container_size * 2)
    return SignatureObject(
        timestamp=text.signed_at,
        name=text.name,
        location=text.location,
        reason=text.reason,
        subfilter=SigSeedSubFilter.PADES,
        bytes_reserved=container_size * 2,
    )


class _Look(SigAppearanceSetup):
    """Our own drawing in the place of the engine's stamps."""

    def __init__(self, drawing: Drawing, box: Box) -> None:
        object.__setattr__(self, "drawing", drawing)  # the engine's class is frozen
        object.__setattr__(self, "box", box)

    def apply(self, sig_annot: generic.DictionaryObject, writer: BasePdfFileWriter) -> None:
        """Called by the engine once the field is there."""

        def add(entries: dict[bytes, bytes], content: bytes | None) -> bytes:
            made = generic.DictionaryObject()
            for key, held in entries.items():
                anchor = generic.Reference(0, 0, writer)
                made[generic.NameObject(key.decode())] = generic.read_object(io.BytesIO(held + b" "), anchor)
            added = made
            if content is not None:
                added = generic.StreamObject(made, encoded_data=content)
            reference = writer.add_object(added)
            return b"%d %d R" % (reference.idnum, reference.generation)

        # the engine knows whole points only
        edges = [generic.FloatObject(f"{edge:.2f}") for edge in self.box]  # type: ignore[attr-defined]
        sig_annot[generic.pdf_name("/Rect")] = generic.ArrayObject(edges)
        drawing: Drawing = self.drawing  # type: ignore[attr-defined]
        number, generation, _ = drawing.embed(add).split()
        normal = generic.IndirectObject(int(number), int(generation), writer)
        sig_annot[generic.pdf_name("/AP")] = generic.DictionaryObject({generic.pdf_name("/N"): normal})


def _place(reader: PdfFileReader, zone: Zone) -> tuple[int, Placed]:
    count = int(reader.root["/Pages"]["/Count"])
    page = zone.page if zone.page >= 0 else count + zone.page
    if not 0 <= page < count:
        raise no_such_page()
    node = reader.find_page_for_modification(page)[0].get_object()
    media = _inherited(node, "/MediaBox")
    crop = _inherited(node, "/CropBox") or media
    turn = _inherited(node, "/Rotate")
    box = _within(_box(crop), _box(media))
    return page, zone.placed(box, int(turn) if turn is not None else 0)


def no_such_page() -> CannotSign:
    """The refusal of a block on a page that is not there."""
    return CannotSign(
        Text("Tài liệu không có trang để đóng khối chữ ký.", "The page for the signature block is missing.")
    )


def _inherited(node: Any, key: str) -> Any:
    for _ in range(64):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return None


def _box(held: Any) -> Box:
    if held is None:
        return 0.0, 0.0, 595.28, 841.89
    left, bottom, right, top = (float(edge) for edge in held)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _within(crop: Box, media: Box) -> Box:
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else media
