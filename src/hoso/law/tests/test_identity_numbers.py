"""Numbers of people, firms, agencies, dossiers and results."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoso.law.errors import BadNumber
from hoso.law.identity import (
    DossierCode,
    agency_code,
    dossier_code,
    matches_birth,
    parse_dossier_code,
    parse_personal_id,
    parse_result_code,
    phone,
    result_code,
    tax_code,
)

DAY = date(2026, 11, 22)
AGENCIES = st.sampled_from(["H26", "H26.12", "G09.20.3", "H26.12.34.101"])


def test_a_personal_id_tells_place_sex_and_year() -> None:
    person = parse_personal_id("001199000001")
    assert (person.place, person.gender, person.birth_year) == ("001", "female", 1999)
    child = parse_personal_id("034225000001")
    assert (child.gender, child.birth_year) == ("male", 2025)
    assert matches_birth(child, date(2025, 3, 1), "male")
    assert not matches_birth(child, date(2024, 3, 1), None)
    assert not matches_birth(child, date(2025, 3, 1), "female")


@pytest.mark.parametrize(
    "number", ["00119900001", "0011990000012", "00119900000x", "", "000000000001", "٠٠١١٩٩٠٠٠٠٠١"]
)
def test_what_is_no_personal_id_is_refused_in_words(number: str) -> None:
    with pytest.raises(BadNumber) as error:
        parse_personal_id(number)
    assert "12 chữ số" in error.value.text.vi


def test_real_tax_codes_pass_and_one_wrong_digit_is_found() -> None:
    assert tax_code("0100109106") == "0100109106"
    assert tax_code("0300588569-001") == "0300588569-001"
    assert tax_code("0300588569001") == "0300588569-001"
    assert tax_code("001199000001") == "001199000001"
    for position in range(10):
        digit = (int("0100109106"[position]) + 1) % 10
        wrong = "0100109106"[:position] + str(digit) + "0100109106"[position + 1 :]
        with pytest.raises(BadNumber):
            tax_code(wrong)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0912 345 678", "+84912345678"),
        ("+84 912.345.678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("(024) 3825-3536", "+842438253536"),
        ("0849123456", "+84849123456"),
    ],
)
def test_phone_numbers_are_brought_to_one_form(written: str, read: str) -> None:
    assert phone(written) == read


@pytest.mark.parametrize("written", ["912345678", "0112345678", "091234567", "+1 202 555 0100", "abc", ""])
def test_what_is_no_phone_number_is_refused(written: str) -> None:
    with pytest.raises(BadNumber):
        phone(written)


def test_a_dossier_code_reads_as_the_circular_says() -> None:
    assert dossier_code("H26.12", DAY, 1) == "H26.12-261122-0001"
    assert dossier_code("H26.12", DAY, 12345) == "H26.12-261122-12345"
    assert result_code("H26.12-261122-0001", 2) == "H26.12-261122-0001-KQ(2)"
    for agency, serial in (("h26", 1), ("Z01", 1), ("H26..1", 1), ("H26." + "1" * 40, 1), ("H26", 0)):
        with pytest.raises(BadNumber):
            dossier_code(agency, DAY, serial)


@given(AGENCIES, st.dates(date(2018, 6, 21), date(2099, 12, 31)),
       st.integers(1, 9_999_999))  # fmt: skip
def test_a_code_that_we_write_we_can_read(agency: str, day: date, serial: int) -> None:
    code = dossier_code(agency, day, serial)
    assert parse_dossier_code(code) == DossierCode(agency, day, serial)
    assert parse_result_code(result_code(code, 3)) == (DossierCode(agency, day, serial), 3)
    assert agency_code(agency) == agency


def test_codes_of_other_systems_are_read_too() -> None:
    assert parse_dossier_code("G09.20-20260609-0092637") == DossierCode("G09.20", date(2026, 6, 9), 92637)
    old = parse_dossier_code("000.00.04.G18-190108-0007")
    assert (old.agency, old.day) == ("000.00.04.G18", date(2019, 1, 8))
    assert parse_result_code("H26.12-261122-0001-KQ1")[1] == 1


@pytest.mark.parametrize(
    "code", ["", "H26.12-261322-0001", "H26.12-261122-001", "H26.12", "H26.12-261122-0001; DROP"]
)
def test_what_is_no_dossier_code_is_refused(code: str) -> None:
    with pytest.raises(BadNumber):
        parse_dossier_code(code)
