"""Every paper: archival, repeatable, truthful, with exact room for the signatures."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pikepdf
import pypdfium2
import pytest

from hoso.press import LyingDocument, UnprintableLetter, WrongData, compose
from hoso.press.archival import archival_faults
from hoso.press.errors import UnknownTemplate, WrongSheet
from hoso.press.readback import read, require_truthful
from hoso.press.samples import NOW, sample
from hoso.press.shapes import TEMPLATES
from hoso.press.shapes.shelf import PAPER_SIZES

SHEETS = [(name, paper) for name, template in TEMPLATES.items() for paper in template.papers]


@pytest.mark.parametrize(("name", "paper"), SHEETS)
def test_every_paper_is_archival_and_in_our_own_fonts(name: str, paper: str) -> None:
    made = compose(name, sample(name), now=NOW, paper=paper)
    assert archival_faults(made.pdf) == []
    assert read(made.pdf).foreign_fonts == frozenset()
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        width, height = (float(edge) for edge in pdf.pages[0].mediabox[2:])
        assert (width, height) == pytest.approx([side * 72 / 25.4 for side in PAPER_SIZES[paper]], abs=0.1)
        assert pdf.Root.MarkInfo.Marked  # tagged for screen readers
        assert str(pdf.Root.Lang) == "vi"
        assert b"<pdfaid:conformance>B" in pdf.Root.Metadata.read_bytes()


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_same_data_give_the_same_bytes(name: str) -> None:
    assert compose(name, sample(name), now=NOW).pdf == compose(name, sample(name), now=NOW).pdf


def test_another_instant_changes_the_dates_inside_the_file() -> None:
    later = compose("receipt", sample("receipt"), now=NOW + timedelta(days=1))
    assert later.pdf != compose("receipt", sample("receipt"), now=NOW).pdf


@pytest.mark.parametrize(
    "name", ["receipt", "supplement_request", "refusal", "apology", "stop_notice", "routing_slip"]
)
def test_a_usual_slip_fits_one_a5_page(name: str) -> None:
    assert compose(name, sample(name), now=NOW).pages == 1


def test_title_and_code_are_in_the_properties() -> None:
    with pikepdf.open(io.BytesIO(compose("receipt", sample("receipt"), now=NOW).pdf)) as pdf:
        assert str(pdf.docinfo.Title) == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
        assert str(pdf.docinfo.Keywords) == "H60.25.12-261122-0001"


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_demonstration_print_says_so_and_another_does_not(name: str) -> None:
    data = sample(name)
    assert "BẢN TRÌNH DIỄN" in compose(name, data, now=NOW).text
    assert "BẢN TRÌNH DIỄN" not in compose(name, data | {"demonstration": False}, now=NOW).text


@pytest.mark.parametrize(("name", "paper"), [pair for pair in SHEETS if pair[0] != "wall_notice"])
def test_the_signature_zone_is_empty_between_title_and_name_on_the_last_page(name: str, paper: str) -> None:
    made = compose(name, sample(name), now=NOW, paper=paper)
    zone, seal = made.zones.person, made.zones.agency
    assert zone is not None
    assert seal is not None
    assert zone.page == made.pages - 1
    assert (zone.x2 - zone.x1, zone.y2 - zone.y1) == pytest.approx((60 * 72 / 25.4, 28 * 72 / 25.4), abs=0.02)
    assert (seal.x2 - zone.x1) == pytest.approx((zone.x2 - zone.x1) / 3, abs=0.02)
    document = pypdfium2.PdfDocument(made.pdf)
    page = document[zone.page]
    layer = page.get_textpage()
    assert layer.get_text_bounded(zone.x1, zone.y1, zone.x2, zone.y2).strip() == ""
    assert layer.get_text_bounded(seal.x1, seal.y1, seal.x2, seal.y2).strip() == ""
    assert layer.get_text_bounded(zone.x1, zone.y1 - 16, zone.x2, zone.y1).strip() != ""
    assert layer.get_text_bounded(zone.x1, zone.y2, zone.x2, zone.y2 + 16).strip() != ""
    assert zone.x1 >= page.get_size()[0] / 2 - 0.05 * page.get_size()[0]
    document.close()


def test_a_wall_notice_has_no_signature_room() -> None:
    assert compose("wall_notice", sample("wall_notice"), now=NOW).zones.person is None


def test_missing_unknown_and_mistyped_keys_are_all_named_at_once() -> None:
    data = sample("receipt") | {"colour": "red", "sets": "1"}
    del data["desk"], data["components"][1]["name"]
    data["received_at"] = NOW.replace(tzinfo=None)
    with pytest.raises(WrongData) as fault:
        compose("receipt", data, now=NOW)
    assert set(fault.value.faults) == {"desk", "components[1].name", "colour", "sets", "received_at"}
    assert "desk: còn thiếu" in fault.value.text.vi


@pytest.mark.parametrize(
    ("name", "key"), [("refusal", "articles"), ("supplement_request", "items"), ("refusal", "reasons")]
)
def test_a_refusal_without_its_article_or_a_request_for_nothing_is_not_printed(name: str, key: str) -> None:
    with pytest.raises(WrongData) as fault:
        compose(name, sample(name) | {key: []}, now=NOW)
    assert set(fault.value.faults) == {key}


def test_blanks_do_not_pass_for_a_value() -> None:
    with pytest.raises(WrongData) as fault:
        compose("refusal", sample("refusal") | {"desk": " \n "}, now=NOW)
    assert set(fault.value.faults) == {"desk"}


def test_unknown_facts_are_left_out_not_invented() -> None:
    data = sample("receipt")
    data["applicant"] = {"name": "Nguyễn Văn An"}
    assert "Số định danh" not in compose("receipt", data, now=NOW).text


def test_an_unknown_template_is_named() -> None:
    with pytest.raises(UnknownTemplate, match="menu"):
        compose("menu", {}, now=NOW)


def test_a_sheet_the_paper_is_not_made_for_is_refused() -> None:
    with pytest.raises(WrongSheet, match="a3"):
        compose("receipt", sample("receipt"), now=NOW, paper="a3")


HOSTILE = [
    '#import "base.typ": * #panic("x")',
    "$x^2$ *đậm* _nghiêng_ `mã` \\ <nhãn> @tham-chiếu // chú thích /* khối */",
    '"; #sys.inputs; {"applicant": null} \\u0041 %s {0}',
    "= Tiêu đề\n- gạch\n+ số\n/ mục: nghĩa",
    "https://example.vn/" + "a/b-c?d=e&" * 20,
    "hai-từ-nối-nhau-bằng-gạch " * 30,
    "-" * 40,
    "A" * 500,
    "Ễ" * 500,
    "Nguyễn " * 70,
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_hostile_text_is_printed_as_it_is_and_wraps(text: str, paper: str) -> None:
    data = sample("receipt")
    data["applicant"]["name"] = text
    data["components"][0]["name"] = text
    made = compose("receipt", data, now=NOW, paper=paper)
    assert archival_faults(made.pdf) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_long_texts_in_every_field_neither_clip_nor_vanish(name: str) -> None:
    data = sample(name)

    def lengthen(item: Any) -> Any:
        if isinstance(item, dict):
            return {key: value if key in KEPT else lengthen(value) for key, value in item.items()}
        if isinstance(item, list):
            return [lengthen(value) for value in item]
        return (
            item + " và dòng chữ nối thêm rất dài để xem bảng có vỡ không" if isinstance(item, str) else item
        )

    made = compose(name, lengthen(data), now=NOW)
    assert archival_faults(made.pdf) == []


KEPT = {"dossier_code", "filing_code", "procedure_code", "qr"}


def test_a_text_that_runs_over_several_pages_reads_back() -> None:
    data = sample("refusal")
    data["reasons"] = [" ".join(f"câu thứ {i} của lý do rất dài." for i in range(400))]
    made = compose("refusal", data, now=NOW)
    assert made.pages > 2


@pytest.mark.parametrize("letter", ["😀", "\u202e", "\x00"])
def test_a_letter_without_a_glyph_stops_the_print_and_is_named(letter: str) -> None:
    data = sample("receipt")
    data["applicant"]["name"] = f"Nguyễn {letter} An"
    with pytest.raises(UnprintableLetter) as fault:
        compose("receipt", data, now=NOW)
    assert (fault.value.letter, fault.value.where) == (letter, "applicant.name")


def test_a_value_that_the_print_lacks_is_a_lie() -> None:
    made = compose("receipt", sample("receipt"), now=NOW)
    with pytest.raises(LyingDocument) as fault:
        require_truthful([("applicant.name", "Nguyễn Thị Mỹ Duyen")], made.pdf)
    assert "applicant.name" in fault.value.text.vi


def test_a_value_printed_fewer_times_than_given_is_a_lie() -> None:
    made = compose("receipt", sample("receipt"), now=NOW)
    wanted = [("a", "Nguyễn Thị Mỹ Duyên"), ("b", "Nguyễn Thị Mỹ Duyên")]
    assert require_truthful(wanted[:1], made.pdf).pages
    with pytest.raises(LyingDocument):
        require_truthful(wanted, made.pdf)


def test_a_file_in_foreign_fonts_is_a_lie() -> None:
    import typst

    source = b'#set page(width: 5cm, height: 5cm)\n#set text(font: "Libertinus Serif")\nabc'
    with pytest.raises(LyingDocument, match="LibertinusSerif"):
        require_truthful([("x", "abc")], typst.compile(source))


def test_text_over_the_edge_is_a_lie() -> None:
    import typst

    from hoso.press.letters import FONTS

    page = b'#set page(width: 5cm, height: 5cm, margin: 1cm)\n#set text(font: "Liberation Serif")\n'
    source = page + b"#box(width: 12cm)[" + b"abcdefgh " * 8 + b"]"
    with pytest.raises(LyingDocument, match="runs off"):
        require_truthful([], typst.compile(source, font_paths=typst.Fonts(font_paths=[str(FONTS)])))


def test_papers_made_in_parallel_equal_those_made_in_turn() -> None:
    names = list(TEMPLATES)
    in_turn = [compose(name, sample(name), now=NOW) for name in names]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda name: compose(name, sample(name), now=NOW), names)) == in_turn


def test_data_never_reach_the_source_as_code() -> None:
    data = sample("answers")
    data["sections"][0]["rows"][0]["value"] = json.dumps({"svg": "<svg/>", "title": '#read("/etc/passwd")'})
    assert '#read("/etc/passwd")'.replace('"', '\\"') in compose("answers", data, now=NOW).text.replace(
        "\r\n", ""
    )
