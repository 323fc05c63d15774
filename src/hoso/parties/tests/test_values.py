"""What a person may type, and what is said when it cannot be used."""

from __future__ import annotations

from datetime import date

import pytest

from hoso.base.errors import Invalid
from hoso.parties.values import Form, personal_id_problems

BORN = date(1992, 4, 12)


def _problem(form: Form, field: str) -> str:
    with pytest.raises(Invalid) as refusal:
        form.raise_if_wrong()
    text = refusal.value.fields[field]
    assert text.vi
    assert text.en
    return text.en


@pytest.mark.parametrize(
    ("number", "born_on", "sex", "problems"),
    [
        ("008192000001", BORN, "female", 0),
        ("008192000001", None, "", 0),
        ("008204000001", date(2004, 1, 1), "male", 0),
        ("008304000001", date(2004, 1, 1), "female", 0),
        ("008192000001", BORN, "male", 1),
        ("008192000001", date(1993, 4, 12), "female", 1),
        ("008192000001", date(2092, 4, 12), "male", 2),
        ("008392000001", BORN, "female", 1),
        ("00819200000", BORN, "female", 1),
        ("0081920000012", BORN, "female", 1),
        ("000192000001", BORN, "female", 1),
        ("00819200000a", BORN, "female", 1),
        ("٠٠٨١٩٢٠٠٠٠٠١", BORN, "female", 1),
    ],
)
def test_a_personal_number_fits_birth_year_and_sex(
    number: str, born_on: date | None, sex: str, problems: int
) -> None:
    assert len(personal_id_problems(number, born_on=born_on, sex=sex)) == problems


def test_a_personal_number_may_be_typed_with_spaces() -> None:
    form = Form()
    assert form.personal_id("008 192 000 001", born_on=BORN, sex="female") == "008192000001"
    assert form.personal_id("  ", born_on=BORN, sex="female") is None
    form.raise_if_wrong()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912 345 678", "+84912345678"),
        ("+84 912-345-678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("(0207) 382.2222", "+842073822222"),
        ("", ""),
    ],
)
def test_telephone_numbers_are_kept_in_one_form(typed: str, kept: str) -> None:
    form = Form()
    assert form.phone(typed) == kept
    form.raise_if_wrong()


@pytest.mark.parametrize(
    "typed",
    ["912345678", "0112345678", "+1 202 555 0100", "09123", "090000000000", "０９１２３４５６７８", "abc"],
)
def test_other_telephone_numbers_are_refused_with_an_example(typed: str) -> None:
    form = Form()
    form.phone(typed)
    assert "912 345 678" in _problem(form, "phone")


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("0100109106", True),  # a large public company, printed on its invoices
        ("0100109106-001", True),
        ("0100109107", False),
        ("0100109106-01", False),
        ("010010910", False),
        ("008188000003", True),
        ("01001091O6", False),
    ],
)
def test_a_tax_code_carries_its_check_digit(code: str, *, right: bool) -> None:
    form = Form()
    kept = form.tax_code(code)
    assert (kept == code and not form.wrong) is right
    assert right or set(form.wrong) == {"tax_code"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Nguyễn   Thị Hoa ", "Nguyễn Thị Hoa"),
        ("Nguye\u0302\u0303n Thi\u0323 Hoa\n", "Nguyễn Thị Hoa"),
        ("Lò\u00a0Văn A", "Lò Văn A"),
        ("Y Bhăm Êban", "Y Bhăm Êban"),
        ("O'Brien-Nguyễn", "O'Brien-Nguyễn"),
    ],
)
def test_names_are_kept_composed_with_single_spaces(typed: str, kept: str) -> None:
    form = Form()
    assert form.name("full_name", typed) == kept
    form.raise_if_wrong()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "not be empty"),
        ("   ", "not be empty"),
        ("123 --", "at least one letter"),
        ("Hoa\x00", "hidden"),
        ("Hoa\nNguyễn", "hidden"),
        ("Hoa\u202eaoH", "hidden"),
        ("Hoa\u200b", "hidden"),
        ("H" * 501, "501 characters long; at most 500"),
    ],
)
def test_names_that_cannot_be_used_are_refused_with_the_reason(typed: str, words: str) -> None:
    form = Form()
    form.name("full_name", typed)
    assert words in _problem(form, "full_name")


@pytest.mark.parametrize("typed", ["a", "a@b", "a b@c.vn", "x" * 400 + "@vidu.vn"])
def test_an_address_that_no_letter_reaches_is_refused(typed: str) -> None:
    form = Form()
    form.email(typed)
    assert "name@example.vn" in _problem(form, "email")
