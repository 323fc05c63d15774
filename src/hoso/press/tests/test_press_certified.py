"""A digitised original and the certifier's page become one archival file."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pikepdf import pdfa
from PIL import Image

from hoso.press import Composed, compose
from hoso.press.archival import archival_faults
from hoso.press.certified import join
from hoso.press.errors import AlreadySigned, NotArchival, PressError, UnreadableFile
from hoso.press.samples import NOW, sample


def scan(pages: int = 2, *, rotate: int = 0) -> bytes:
    """An unsigned archival scan: one grey picture a page."""
    pdf = pikepdf.new()
    for number in range(pages):
        noise = np.random.default_rng(number).integers(0, 255, (60, 40), dtype=np.uint8)
        jpeg = io.BytesIO()
        Image.fromarray(noise).save(jpeg, "JPEG")
        page = pdf.add_blank_page(page_size=(595.28, 841.89))
        image = pdf.make_stream(
            jpeg.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=40,
            Height=60,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        page.add_resource(image, pikepdf.Name.XObject, pikepdf.Name.Im0)
        page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
        if rotate:
            page.Rotate = rotate
    out = io.BytesIO()
    pdfa.save(pdf, out, "2b")
    return out.getvalue()


@pytest.fixture(scope="module")
def statement() -> Composed:
    return compose("certification_page", sample("certification_page"), now=NOW)


def pictures(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            hashlib.sha256(picture.read_raw_bytes()).hexdigest()
            for page in opened.pages
            for picture in page.images.values()
            if picture.get("/Filter") == "/DCTDecode"
        ]


def test_the_joined_file_is_archival_and_keeps_the_scanned_pictures(statement: Composed) -> None:
    original = scan()
    joined = join(original, statement, now=NOW)
    assert joined.pages == 2 + statement.pages
    assert archival_faults(joined.pdf) == []
    assert pictures(joined.pdf) == pictures(original)
    assert len(pictures(original)) == 2


def test_the_statement_reads_back_from_the_joined_file(statement: Composed) -> None:
    joined = join(scan(), statement, now=NOW)
    document = pypdfium2.PdfDocument(joined.pdf)
    assert "LỜI CHỨNG" in document[2].get_textpage().get_text_range()
    document.close()


def test_joining_is_repeatable(statement: Composed) -> None:
    original = scan()
    assert join(original, statement, now=NOW).pdf == join(original, statement, now=NOW).pdf


def test_the_signature_zones_move_to_the_last_page_and_the_mark_lies_at_the_top_right_of_page_one(
    statement: Composed,
) -> None:
    joined = join(scan(3), statement, now=NOW)
    assert joined.zones.person is not None
    assert joined.zones.person.page == 3
    assert statement.zones.person is not None
    assert joined.zones.person.x1 == statement.zones.person.x1
    mark = joined.zones.copy_mark
    assert mark is not None
    mm = 72 / 25.4
    assert mark.page == 0
    assert (mark.x2 - mark.x1, mark.y2 - mark.y1) == pytest.approx((70 * mm, 22 * mm), abs=0.02)
    assert mark.x2 < 595.28
    assert mark.y2 < 841.89
    assert mark.x1 > 595.28 / 2


def test_a_signed_file_is_not_joined(statement: Composed) -> None:
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(AlreadySigned):
        join(out.getvalue(), statement, now=NOW)


def test_a_signature_without_flags_is_found_too(statement: Composed) -> None:
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        value = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3]))
        pdf.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, V=value))])
        )
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(AlreadySigned):
        join(out.getvalue(), statement, now=NOW)


@pytest.mark.parametrize("broken", [b"", b"MZ\x90\x00 not a pdf", scan()[:300]])
def test_a_damaged_file_is_refused_in_plain_words(statement: Composed, broken: bytes) -> None:
    with pytest.raises(UnreadableFile) as fault:
        join(broken, statement, now=NOW)
    assert "quét lại" in fault.value.text.vi


def test_an_encrypted_file_is_refused(statement: Composed) -> None:
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UnreadableFile):
        join(out.getvalue(), statement, now=NOW)


def test_a_rotated_first_page_is_refused(statement: Composed) -> None:
    with pytest.raises(PressError, match="rotated"):
        join(scan(rotate=90), statement, now=NOW)


def test_a_file_that_cannot_be_archival_is_refused_with_the_findings(statement: Composed) -> None:
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        pdf.pages[0].add_resource(pdf.make_indirect(font), pikepdf.Name.Font, pikepdf.Name.F1)
        pdf.pages[0].contents_add(b"BT /F1 12 Tf 50 50 Td (unembedded) Tj ET")
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(NotArchival) as fault:
        join(out.getvalue(), statement, now=NOW)
    assert fault.value.findings
