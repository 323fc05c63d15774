"""Are the values of a person or an organisation usable? Each check returns the clean value or a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hoso.base.errors import Invalid
from hoso.law import identity
from hoso.law.errors import BadNumber
from hoso.law.text import Text

MOST_LETTERS = 500
SEXES = ("male", "female")


class Form:
    """Collects what is wrong, field by field, so that a person hears everything at once."""

    def __init__(self) -> None:
        self.wrong: dict[str, Text] = {}

    def refuse(self, field: str, text: Text) -> None:
        """Note what is wrong with a field; the first sentence stays."""
        self.wrong.setdefault(field, text)

    def raise_if_wrong(self) -> None:
        """Raise ``Invalid`` with all fields if anything is wrong."""
        if self.wrong:
            text = Text("Vui lòng sửa các mục được đánh dấu.", "Please correct the marked fields.")
            raise Invalid(text, self.wrong)

    def line(self, field: str, value: str, *, needed: bool = False, most: int = MOST_LETTERS) -> str:
        """One line of text: composed letters (NFC), single spaces, no control or invisible characters."""
        clean = re.sub("[ \u00a0]+", " ", unicodedata.normalize("NFC", value).strip())
        if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for letter in clean):
            self.refuse(field, _HIDDEN)
        elif len(clean) > most:
            self.refuse(field, _TOO_LONG.format(most=most, length=len(clean)))
        elif needed and not clean:
            self.refuse(field, _EMPTY)
        return clean

    def name(self, field: str, value: str) -> str:
        """A name: a line with at least one letter."""
        clean = self.line(field, value, needed=True)
        if not any(letter.isalpha() for letter in clean):
            self.refuse(field, _NO_LETTER)
        return clean

    def personal_id(self, value: str | None, *, born_on: date | None, sex: str) -> str | None:
        """The personal identification number: 12 digits that fit the birth year and the sex."""
        number = re.sub(r"[\s.]", "", value or "")
        if not number:
            return None
        for problem in personal_id_problems(number, born_on=born_on, sex=sex):
            self.refuse("personal_id", problem)
        return number

    def sex(self, value: str) -> str:
        """``male``, ``female`` or empty for unknown."""
        if value not in {"", *SEXES}:
            self.refuse("sex", Text("Hãy chọn nam hoặc nữ.", "Choose male or female."))
        return value

    def born_on(self, value: date | None, *, today: date) -> date | None:
        """A day of birth: not in the future, not before 1900."""
        if value and not date(1900, 1, 1) <= value <= today:
            self.refuse(
                "born_on",
                Text(
                    "Ngày sinh phải từ năm 1900 đến hôm nay.",
                    "The day of birth must lie between 1900 and today.",
                ),
            )
        return value

    def phone(self, value: str) -> str:
        """A telephone number of Viet Nam, stored as +84 and nine or ten digits; empty if not given."""
        return self._checked("phone", value, identity.phone)

    def email(self, value: str) -> str:
        """An e-mail address of at most 254 characters; empty if not given."""
        clean = value.strip()
        if clean:
            try:
                validate_email(clean)
            except ValidationError:
                self.refuse("email", _EMAIL_WRONG)
        return clean

    def tax_code(self, value: str | None) -> str | None:
        """A tax code: 10 digits with its check digit, with ``-001`` for a branch, or 12 digits."""
        return self._checked("tax_code", value or "", identity.tax_code) or None

    def _checked(self, field: str, value: str, check: Callable[[str], str]) -> str:
        if not value.strip():
            return ""
        try:
            return check(value)
        except BadNumber as problem:
            self.refuse(field, problem.text)
            return ""


def personal_id_problems(number: str, *, born_on: date | None, sex: str) -> list[Text]:
    """What is wrong with a personal number; empty if nothing is.

    There is no check digit, so only contradictions with the birth year and the sex can be found.
    """
    try:
        parts = identity.parse_personal_id(number)
    except BadNumber as problem:
        return [problem.text]
    problems = []
    if born_on and not identity.matches_birth(parts, born_on, None):
        problems.append(_ID_YEAR.format(year=parts.birth_year))
    if sex and sex != parts.gender:
        problems.append(_ID_SEX)
    return problems


_HIDDEN = Text(
    "Có ký tự ẩn hoặc ký tự điều khiển. Hãy gõ lại bằng bàn phím.",
    "It holds hidden or control characters. Type it again.",
)
_TOO_LONG = Text("Dài {length} ký tự; tối đa {most}.", "{length} characters long; at most {most}.")
_EMPTY = Text("Mục này không được để trống.", "This field must not be empty.")
_NO_LETTER = Text("Tên phải có ít nhất một chữ cái.", "A name has at least one letter.")
_ID_YEAR = Text(
    "Số định danh này là của người sinh năm {year}, khác ngày sinh đã ghi.",
    "This number belongs to someone born in {year}, which differs from the day of birth given.",
)
_ID_SEX = Text(
    "Số định danh này không khớp với giới tính đã ghi.", "This number does not agree with the sex given."
)
_EMAIL_WRONG = Text(
    "Địa chỉ thư điện tử chưa đúng. Ví dụ: ten@vidu.vn.",
    "The e-mail address is not right. For example name@example.vn.",
)
