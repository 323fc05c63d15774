"""Codes on pages are found, and the citizen card's seven fields are read and doubted, never trusted."""

from __future__ import annotations

import io
from datetime import date

import numpy as np
import segno
from PIL import Image

from hoso.scan.archive import digitise
from hoso.scan.citizen_card import parse_citizen_card
from hoso.scan.codes import find_codes, read_codes
from hoso.scan.samples import paper

CARD = "001099012345|012345678|Nguyễn Văn An|15081999|Nam|Số 1, phố Huế, Hà Nội|20122021"


def _with_qr(text: str) -> Image.Image:
    stream = io.BytesIO()
    segno.make(text, error="m").save(stream, kind="png", scale=4, border=4)
    sheet = paper.page()
    sheet.paste(Image.open(stream).convert("RGB"), (60, 60))
    return sheet


def test_a_qr_on_a_page_is_found_and_reported() -> None:
    made = digitise([paper.jpeg(paper.scanned(_with_qr("H26.12-261122-0001")), dpi=200)], title="a")
    assert made.codes == ("H26.12-261122-0001",)


def test_codes_are_read_in_a_worker() -> None:
    found = read_codes(paper.jpeg(_with_qr(CARD), dpi=200))
    assert [code.text for code in found] == [CARD]
    assert "QR" in found[0].kind


def test_a_page_without_codes_yields_none() -> None:
    assert find_codes(np.asarray(paper.page().convert("L"))) == ()


def test_a_citizen_card_is_read_field_by_field_and_unverified() -> None:
    card = parse_citizen_card(CARD)
    assert card is not None
    assert (card.number, card.old_number, card.full_name) == ("001099012345", "012345678", "Nguyễn Văn An")
    assert (card.born_on, card.issued_on) == (date(1999, 8, 15), date(2021, 12, 20))
    assert (card.verified, card.doubts, card.further) == (False, (), ())


def test_new_cards_with_more_fields_keep_them_raw() -> None:
    card = parse_citizen_card(CARD + "|15082039|thêm")
    assert card is not None
    assert card.further == ("15082039", "thêm")


def test_fields_that_contradict_the_number_raise_doubts() -> None:
    wrong_sex = parse_citizen_card(CARD.replace("|Nam|", "|Nữ|"))
    wrong_year = parse_citizen_card(CARD.replace("15081999", "15081998"))
    no_date = parse_citizen_card(CARD.replace("15081999", "99999999"))
    short = parse_citizen_card(CARD.replace("001099012345", "012345678"))
    for card in (wrong_sex, wrong_year, no_date, short):
        assert card is not None
        assert len(card.doubts) == 1


def test_people_born_after_2000_fit_their_number() -> None:
    card = parse_citizen_card("001306012345||Lê Thị Bình|01022006|Nữ|Hà Nội|01032022")
    assert card is not None
    assert card.doubts == ()
    assert card.old_number == ""


def test_other_texts_are_no_card() -> None:
    assert parse_citizen_card("H26.12-261122-0001") is None
    assert parse_citizen_card("https://dichvucong.gov.vn/?a=1|2|3|4|5|6") is None
