"""One answer: what was typed, made into a value, or the sentence that says what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from hoso.catalogue.form_records import FieldRecord
from hoso.law.text import Text

Value = str | int | bool
FIRST_DAY = date(1800, 1, 1)
MOST_MONEY = 10**13
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_YES = frozenset({"yes", "true", "on", "1", "co", "có"})
_NO = frozenset({"no", "false", "off", "0", "khong", "không", ""})
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class UnusableAnswerError(ValueError):
    """The answer cannot be used; ``text`` says why and what to write instead."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.text = Text(vi, en)


def value_of(field: FieldRecord, given: object, on: date) -> Value | None:
    """``given`` as this field's value: text NFC and trimmed, a date in ISO form, a number, true or false.

    None when nothing was answered. ``on`` is the civil day of filing. Raises UnusableAnswerError.
    """
    if field.type == "boolean":
        return _boolean(given)
    text = _text(field, given)
    if not text:
        return None
    return _READERS.get(field.type, _as_text)(field, text, on)


def _boolean(given: object) -> bool | None:
    if given is None or isinstance(given, bool):
        return given
    word = str(given).strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise UnusableAnswerError("Chỉ trả lời có hoặc không.", "Answer yes or no.")


def _text(field: FieldRecord, given: object) -> str:
    if given is None:
        return ""
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise UnusableAnswerError("Câu trả lời phải là chữ.", "The answer must be text.")
    text = unicodedata.normalize("NFC", str(given)).replace("\r\n", "\n").replace("\r", "\n").strip()
    for letter in text:
        if letter in _BIDI or (
            unicodedata.category(letter) in {"Cc", "Cs"}
            and not (field.type == "textarea" and letter in "\n\t")
        ):
            raise UnusableAnswerError(
                "Có ký tự điều khiển không đọc được. Hãy xóa và gõ lại.",
                "There is an unreadable control character. Delete it and type again.",
            )
    if len(text) > field.most_length:
        raise UnusableAnswerError(
            f"Dài {len(text)} ký tự, nhiều nhất {field.most_length} ký tự.",
            f"{len(text)} characters long; at most {field.most_length} are allowed.",
        )
    return text


def _as_text(_field: FieldRecord, text: str, _on: date) -> str:
    return text


def _as_date(field: FieldRecord, text: str, on: date) -> str:
    found = _DAY.fullmatch(text)
    try:
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError:
        raise UnusableAnswerError(
            "Không phải ngày có thật. Viết theo dạng ngày/tháng/năm, ví dụ 09/03/1990.",
            "Not a real day. Write day/month/year, for example 09/03/1990.",
        ) from None
    if day < FIRST_DAY:
        raise UnusableAnswerError("Ngày quá xa, không nhận trước năm 1800.", "No day before 1800 is taken.")
    if field.past_only and day > on:
        raise UnusableAnswerError(
            f"Ngày này không được sau hôm nay ({on:%d/%m/%Y}).",
            f"It cannot lie after today ({on.isoformat()}).",
        )
    return day.isoformat()


def _as_number(field: FieldRecord, text: str, _on: date) -> int:
    digits = re.sub(r"[.\s](?=\d{3}(\D|$))", "", text) if field.type == "money" else text
    if not re.fullmatch(r"-?[0-9]{1,18}", digits):
        raise UnusableAnswerError("Chỉ viết số nguyên, ví dụ 12.", "Write a whole number, for example 12.")
    number = int(digits)
    most = field.most if field.most is not None else (MOST_MONEY if field.type == "money" else None)
    if (field.least is not None and number < field.least) or (most is not None and number > most):
        low = "…" if field.least is None else f"{field.least}"
        high = "…" if most is None else f"{most}"
        raise UnusableAnswerError(
            f"Số phải từ {low} đến {high}.", f"The number must lie from {low} to {high}."
        )
    return number


def _as_choice(field: FieldRecord, text: str, _on: date) -> str:
    for option in field.options:
        if text == option.value:
            return text
    raise UnusableAnswerError("Hãy chọn một mục trong danh sách.", "Choose one item of the list.")


def _as_personal_id(_field: FieldRecord, text: str, _on: date) -> str:
    digits = text.replace(" ", "")
    if not re.fullmatch(r"[0-9]{12}", digits):
        raise UnusableAnswerError(
            "Số định danh cá nhân gồm đúng 12 chữ số.",
            "A personal identification number has exactly 12 digits.",
        )
    return digits


def _as_phone(_field: FieldRecord, text: str, _on: date) -> str:
    digits = re.sub(r"[\s.-]", "", text)
    if not re.fullmatch(r"(\+[0-9]{8,15}|0[0-9]{8,10})", digits):
        raise UnusableAnswerError(
            "Số điện thoại không đúng, ví dụ 0912345678.", "Not a telephone number, for example 0912345678."
        )
    return digits


def _as_email(_field: FieldRecord, text: str, _on: date) -> str:
    if not _EMAIL.fullmatch(text):
        raise UnusableAnswerError("Địa chỉ thư điện tử không đúng.", "Not an e-mail address.")
    return text


_READERS: dict[str, Callable[[FieldRecord, str, date], Value]] = {
    "date": _as_date,
    "number": _as_number,
    "money": _as_number,
    "choice": _as_choice,
    "personal_id": _as_personal_id,
    "phone": _as_phone,
    "email": _as_email,
}
