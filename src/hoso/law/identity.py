"""Identifiers: who (personal id, tax code, phone) and what (agency, dossier, result)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hoso.law.errors import BadNumber
from hoso.law.text import Text

_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_AGENCY = re.compile(r"[A-Y]\d{2}(\.[A-Z0-9]+)*")
_DOSSIER = re.compile(r"([A-Z]\d{2}(?:\.\d{1,3}){0,4})-(\d{6}|\d{8})-(\d{4,7})", re.ASCII)
_OLD_DOSSIER = re.compile(r"(\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})-(\d{6})-(\d{4,5})", re.ASCII)
_RESULT = re.compile(r"(.+)-KQ\(?([1-9]\d*)\)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PersonalId:
    """A 12-digit personal identification number, taken apart. It has no check digit."""

    number: str
    place: str
    gender: Literal["male", "female"]
    birth_year: int


def parse_personal_id(number: str) -> PersonalId:
    """The parts of a personal id: 3 digits of place, 1 of sex and century, 2 of birth year, 6 random.

    Raises BadNumber. Source: law26-2023:12.
    """
    digits = number.strip()
    if not re.fullmatch(r"\d{12}", digits, re.ASCII) or digits.startswith("000"):
        raise _bad("Số định danh cá nhân gồm đúng 12 chữ số.", "A personal id has exactly 12 digits.")
    code = int(digits[3])
    return PersonalId(
        digits,
        digits[:3],
        "female" if code % 2 else "male",
        1900 + 100 * (code // 2) + int(digits[4:6]),
    )


def matches_birth(number: PersonalId, born_on: date, gender: Literal["male", "female"] | None) -> bool:
    """Whether the number agrees with the declared birth year and sex. Source: law26-2023:12."""
    return number.birth_year == born_on.year and gender in {None, number.gender}


def tax_code(number: str) -> str:
    """The tax code in its usual form: 10 digits, 10 digits "-" 3 for a branch, or a personal id.

    Raises BadNumber, also when the check digit is wrong. Source: tt86-2024:5.
    """
    text = re.sub(r"\s", "", number)
    if re.fullmatch(r"\d{12}", text, re.ASCII):
        return parse_personal_id(text).number
    found = re.fullmatch(r"(\d{10})(?:-?(\d{3}))?", text, re.ASCII)
    if not found:
        raise _bad("Mã số thuế gồm 10 hoặc 13 chữ số.", "A tax code has 10 or 13 digits.")
    main, branch = found.groups()
    total = sum(int(digit) * weight for digit, weight in zip(main, _TAX_WEIGHTS, strict=False))
    if 10 - total % 11 != int(main[9]):
        raise _bad(
            "Mã số thuế sai chữ số kiểm tra; hãy xem lại từng chữ số.",
            "The check digit of the tax code is wrong.",
        )
    return f"{main}-{branch}" if branch else main


def phone(number: str) -> str:
    """A Vietnamese number as +84 and 9 (mobile) or 10 (landline) digits. Raises BadNumber.

    Source: convention:phone.
    """
    digits = re.sub(r"[\s().-]", "", number)
    national = re.sub(r"^(\+84|0084|84(?=\d{9,10}$)|0)", "", digits)
    if not re.fullmatch(r"[35789]\d{8}|2\d{9}", national, re.ASCII) or national == digits:
        raise _bad(
            "Số điện thoại chưa đúng. Ví dụ: 0912 345 678 hoặc +84 912 345 678.",
            "This is not a phone number of Viet Nam. Example: +84 912 345 678.",
        )
    return f"+84{national}"


@dataclass(frozen=True, slots=True)
class DossierCode:
    """A dossier code taken apart."""

    agency: str
    day: date
    serial: int


def agency_code(code: str) -> str:
    """The agency identifier when well formed: letter A-Y, two digits, groups; at most 35 signs.

    Raises BadNumber. Source: qd20-2020:4.
    """
    if len(code) > 35 or not _AGENCY.fullmatch(code):
        raise _bad(
            f"Mã định danh cơ quan “{code[:40]}” chưa đúng. Ví dụ: H26.12.",
            "Bad agency code. Example: H26.12.",
        )
    return code


def dossier_code(agency: str, day: date, serial: int) -> str:
    """``H26.12-261122-0001``: agency, day of receipt, serial of the agency's day (grows beyond 9999).

    Raises BadNumber. Source: tt01-2018:19, nd61-2018:26, nd45-2020:12.
    """
    if serial < 1:
        raise _bad("Số thứ tự hồ sơ bắt đầu từ 1.", "The serial begins at 1.")
    return f"{agency_code(agency)}-{day:%y%m%d}-{serial:04d}"


def parse_dossier_code(code: str) -> DossierCode:
    """A code of ours or of another system, with 6- or 8-digit day, old and new agency order.

    Raises BadNumber. Source: tt01-2018:19.
    """
    found = _DOSSIER.fullmatch(code.strip()) or _OLD_DOSSIER.fullmatch(code.strip())
    if found:
        agency, day, serial = found.groups()
        full = day if len(day) == 8 else f"20{day}"
        try:
            return DossierCode(agency, date(int(full[:4]), int(full[4:6]), int(full[6:])), int(serial))
        except ValueError:
            pass
    raise _bad(
        "Mã hồ sơ chưa đúng. Ví dụ: H26.12-261122-0001.", "Bad dossier code. Example: H26.12-261122-0001."
    )


def result_code(dossier: str, ordinal: int) -> str:
    """The code of the n-th result of a dossier, ``H26.12-261122-0001-KQ(1)``. Raises BadNumber.

    Source: nd45-2020:14.
    """
    parse_dossier_code(dossier)
    if ordinal < 1:
        raise _bad("Kết quả đánh số từ 1.", "Results are numbered from 1.")
    return f"{dossier}-KQ({ordinal})"


def parse_result_code(code: str) -> tuple[DossierCode, int]:
    """The dossier and the ordinal of a result code. Raises BadNumber. Source: nd45-2020:14."""
    found = _RESULT.fullmatch(code.strip())
    if not found:
        raise _bad("Mã kết quả chưa đúng.", "Bad result code.")
    return parse_dossier_code(found.group(1)), int(found.group(2))


def _bad(vi: str, en: str) -> BadNumber:
    return BadNumber(Text(vi, en))
