"""Paper, photos and PDFs become one conforming, readable, small, colour PDF/A in its true size."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pikepdf
import pikepdf.pdfa
import pypdfium2
import pytest
from PIL import Image, ImageFilter

from hoso.scan.archive import digitise, read_text
from hoso.scan.errors import NothingToScan, PageFailed, SignedOriginal, Unreadable
from hoso.scan.preview import preview, thumbnail
from hoso.scan.samples import paper
from hoso.scan.samples.hostile_pdf import SIGNED, plain_pdf
from hoso.scan.sandbox import Limits, WorkerPool

TRUE = "\n".join(paper.BIRTH_FORM)


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(1) as workers:
        workers.warm()
        yield workers


def words_in(pdf: bytes) -> str:
    """What a reader finds in the text layer."""
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(document[n].get_textpage().get_text_range() for n in range(len(document)))


def assert_archival(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert pikepdf.pdfa.check(opened, "2b").verdict == "pass"


def test_an_office_scan_becomes_a_searchable_archival_page(pool: WorkerPool) -> None:
    made = digitise([paper.jpeg(paper.scanned(paper.page(dpi=300)), dpi=300)], title="Tờ khai", pool=pool)
    assert_archival(made.pdf)
    report = made.pages[0]
    assert (report.dpi, report.score, report.warnings) == (300.0, 100, ())
    assert report.paper == (595.28, 841.89)
    assert abs(report.width - 1654) <= 2
    assert len(made.pdf) <= 250 * 1024
    assert paper.error_rate(made.text, TRUE) <= 0.005
    assert paper.error_rate(words_in(made.pdf), TRUE) <= 0.005
    with pikepdf.open(io.BytesIO(made.pdf)) as opened, opened.open_metadata() as metadata:
        assert metadata["dc:title"] == "Tờ khai"
        assert metadata["pdfaid:part"] == "2"


def test_the_text_stands_where_the_words_are(pool: WorkerPool) -> None:
    made = digitise([paper.jpeg(paper.page(), dpi=200)], title="a", pool=pool)
    document = pypdfium2.PdfDocument(made.pdf)
    left, bottom, right, top = (
        72.0 * 0.8,
        842 - 72 * (1.4 + 0.4 * 2 + 0.25),
        420.0,
        842 - 72 * (1.4 + 0.4 * 2 - 0.05),
    )
    found = document[0].get_textpage().get_text_bounded(left, bottom, right, top)
    assert "TỜ KHAI ĐĂNG KÝ KHAI SINH" in " ".join(found.split())


def test_the_picture_keeps_its_colour_and_a_white_ground(pool: WorkerPool) -> None:
    made = digitise([paper.jpeg(paper.scanned(paper.page()), dpi=200)], title="a", pool=pool)
    picture = np.asarray(pypdfium2.PdfDocument(made.pdf)[0].render(scale=1).to_pil()).astype(int)
    red = (picture[:, :, 0] - picture[:, :, 1] > 60).sum()
    assert red > 300
    assert (picture.min(axis=2) >= 250).mean() > 0.8


def test_a_phone_photo_is_seen_from_above_at_the_declared_size(pool: WorkerPool) -> None:
    photo = paper.jpeg(paper.photographed(paper.page(dpi=300)), camera=True)
    made = digitise([photo], title="Ảnh chụp", pool=pool)
    assert_archival(made.pdf)
    assert made.pages[0].paper == (595.28, 841.89)
    assert paper.error_rate(made.text, TRUE) <= 0.01
    corner = np.asarray(pypdfium2.PdfDocument(made.pdf)[0].render(scale=0.5).to_pil())[:10, :10]
    assert corner.mean() > 240


@pytest.mark.parametrize("quarter", [90, 180, 270])
def test_a_page_lying_wrong_is_turned_upright(quarter: int, pool: WorkerPool) -> None:
    lying = paper.scanned(paper.page()).rotate(quarter, expand=True)
    made = digitise([paper.jpeg(lying, dpi=200)], title="a", pool=pool)
    assert made.pages[0].height > made.pages[0].width
    assert made.pages[0].paper == (595.28, 841.89)
    assert paper.error_rate(words_in(made.pdf), TRUE) <= 0.01


def test_the_exif_turn_of_a_camera_is_honoured(pool: WorkerPool) -> None:
    stored = paper.photographed(paper.page(dpi=200)).rotate(90, expand=True)
    made = digitise([paper.jpeg(stored, camera=True, orientation=6)], title="a", pool=pool)
    assert made.pages[0].height > made.pages[0].width
    assert paper.error_rate(made.text, TRUE) <= 0.02


def test_cmyk_transparent_and_black_and_white_pictures_are_taken(pool: WorkerPool) -> None:
    sheet = paper.page()
    inputs = []
    for mode, kind in (("CMYK", "JPEG"), ("RGBA", "PNG"), ("1", "TIFF")):
        stream = io.BytesIO()
        sheet.convert(mode).save(stream, kind)
        inputs.append(stream.getvalue())
    made = digitise(inputs, title="a", pool=pool)
    assert_archival(made.pdf)
    assert [page.source for page in made.pages] == [0, 1, 2]
    for text in made.text.split("\f"):
        assert "ĐĂNG KÝ KHAI SINH" in text


def test_pages_of_a_tiff_and_of_a_pdf_keep_their_order(pool: WorkerPool, tmp_path: Path) -> None:
    sheets = [paper.page((f"Trang số {n}",) * 3, stamp=False) for n in (1, 2, 3)]
    tiff = tmp_path / "nhieu.tif"
    sheets[0].save(tiff, save_all=True, append_images=sheets[1:2], dpi=(200, 200), compression="jpeg")
    pdf = io.BytesIO()
    sheets[2].save(pdf, "PDF", resolution=200)
    seen: list[tuple[int, int]] = []
    made = digitise([tiff, pdf.getvalue()], title="a", pool=pool, progress=lambda n, of: seen.append((n, of)))
    assert [page.source for page in made.pages] == [0, 0, 1]
    assert [f"Trang số {n}" in text for n, text in enumerate(made.text.split("\f"), start=1)] == [True] * 3
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_active_content_is_gone_from_the_archival_copy_and_told(pool: WorkerPool) -> None:
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        stream = io.BytesIO()
        pdf.save(stream)
    made = digitise([stream.getvalue()], title="a", pool=pool)
    assert b"JavaScript" not in made.pdf
    assert any("javascript" in note.en for note in made.notes)


def test_a_signed_original_is_never_converted_but_can_be_read(pool: WorkerPool) -> None:
    with pytest.raises(SignedOriginal) as refused:
        digitise([plain_pdf(), SIGNED(active=False)], title="a", names=["a.pdf", "quyet-dinh.pdf"], pool=pool)
    assert refused.value.place == 1
    assert "quyet-dinh.pdf" in refused.value.text.vi
    pdf = digitise([paper.jpeg(paper.page(), dpi=200)], title="a", pool=pool).pdf
    assert "Trần Đức Minh Khôi" in read_text(pdf, pool=pool)


def test_a_scan_without_text_layer_is_recognised_for_search(pool: WorkerPool) -> None:
    stream = io.BytesIO()
    paper.page().save(stream, "PDF", resolution=200)
    assert "Bệnh viện Phụ sản Trung ương" in read_text(stream.getvalue(), pool=pool)


def test_absent_recognition_data_leaves_a_page_without_text_and_says_so(tmp_path: Path) -> None:
    made = digitise([paper.jpeg(paper.page(), dpi=200)], title="a", tessdata=tmp_path)
    assert_archival(made.pdf)
    assert made.text == ""
    assert made.pages[0].codes == ("no_text",)


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("blurred", lambda sheet: sheet.filter(ImageFilter.GaussianBlur(3))),
        ("dark", lambda sheet: sheet.point(lambda level: level * 0.3)),
        ("faint", lambda sheet: sheet.point(lambda level: 225 + level * 0.1)),
        ("cut_right", lambda sheet: sheet.crop((0, 0, 1000, sheet.height))),
        ("cut_left", lambda sheet: sheet.crop((330, 0, sheet.width, sheet.height))),
    ],
)
def test_a_spoilt_page_says_why(code: str, spoil: object, pool: WorkerPool) -> None:
    assert callable(spoil)
    spoilt: Image.Image = spoil(paper.scanned(paper.page(), noise=1.0))
    made = digitise([paper.jpeg(spoilt, dpi=200)], title="a", pool=pool)
    assert code in made.pages[0].codes
    assert made.pages[0].score < 80


def test_low_resolution_and_blank_pages_are_told(pool: WorkerPool) -> None:
    low = paper.jpeg(paper.page(dpi=120), dpi=120)
    blank = paper.jpeg(paper.scanned(paper.page(("",), stamp=False)), dpi=200)
    made = digitise([low, blank], title="a", pool=pool)
    assert "low_dpi" in made.pages[0].codes
    assert "120 dpi" in made.pages[0].warnings[0].vi
    assert (made.pages[1].codes, made.pages[1].score) == (("blank",), 0)


def test_faint_writing_is_neither_called_blank_nor_washed_away(pool: WorkerPool) -> None:
    faint = paper.page(stamp=False).point(lambda level: 225 + level * 0.1)
    made = digitise([paper.jpeg(faint, dpi=200)], title="a", pool=pool)
    assert made.pages[0].codes[0] == "faint"
    assert paper.error_rate(made.text, TRUE) <= 0.05


def test_the_same_file_twice_is_told_not_dropped(pool: WorkerPool) -> None:
    one = paper.jpeg(paper.page(), dpi=200)
    made = digitise([one, one], title="a", pool=pool)
    assert len(made.pages) == 2
    assert any("tệp thứ 1" in note.vi for note in made.notes)


def test_a_long_document_is_read_page_by_page_in_steady_memory(pool: WorkerPool) -> None:
    sheet = io.BytesIO()
    paper.page(("Một dòng",)).save(sheet, "PDF", resolution=200)
    with pikepdf.open(sheet) as one, WorkerPool(1) as own:
        for _ in range(11):
            one.pages.append(one.pages[0])
        many = io.BytesIO()
        one.save(many)
        made = digitise([many.getvalue()], title="a", pool=own)
        assert own.call("inspect", b"MZ", max_pages=1).facts["peak"] < 300 * 1024**2
    assert len(made.pages) == 12


def test_room_for_marks_is_told_without_scaling(pool: WorkerPool) -> None:
    free = digitise([paper.jpeg(paper.page(), dpi=200)], title="a", pool=pool, room_for_marks=True)
    taken_sheet = paper.page(("",) * 3)
    taken_sheet.paste(paper.page(stamp=False).crop((0, 250, 1654, 700)), (0, 40))
    taken = digitise([paper.jpeg(taken_sheet, dpi=200)], title="a", pool=pool, room_for_marks=True)
    assert [(zone.name, zone.is_free) for zone in free.zones] == [
        ("qr", True),
        ("digitiser", True),
        ("agency", True),
    ]
    assert [zone.is_free for zone in taken.zones] == [False, False, True]
    assert free.pages[0].paper == (595.28, 841.89)


def test_nothing_and_the_unreadable_are_refused_in_words(pool: WorkerPool) -> None:
    with pytest.raises(NothingToScan):
        digitise([], title="a", pool=pool)
    with pytest.raises(Unreadable) as refused:
        digitise([plain_pdf(), b"MZ" + b"\x00" * 90], title="a", pool=pool)
    assert (refused.value.place, refused.value.verdict.code) == (1, "program")
    with pytest.raises(Unreadable) as xml:
        digitise([b"<don><ten>Lan</ten></don>"], title="a", pool=pool)
    assert "PDF" in xml.value.text.vi


def test_a_page_that_exceeds_its_limits_fails_alone_and_by_name() -> None:
    with WorkerPool(1, Limits(memory=330 * 1024**2)) as small, pytest.raises(PageFailed) as failed:
        digitise([paper.jpeg(paper.page(dpi=600), dpi=600)], title="a", names=["to.jpg"], pool=small)
    assert "to.jpg" in failed.value.text.vi


def test_previews_are_webp_pictures_of_the_asked_size(pool: WorkerPool) -> None:
    pdf = digitise([paper.jpeg(paper.page(), dpi=200)], title="a", pool=pool).pdf
    large, small = preview(pdf, pool=pool), thumbnail(SIGNED(active=True), pool=pool)
    assert Image.open(io.BytesIO(large)).size[1] == 1400
    assert Image.open(io.BytesIO(small)).size[1] == 320
    assert large[8:12] == small[8:12] == b"WEBP"
