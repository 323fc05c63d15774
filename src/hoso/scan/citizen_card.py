"""The QR of a citizen card (căn cước công dân, căn cước): seven fields between bars, self-declared data.

Order of fields as public readers agree on it; newer cards may add fields, which are kept raw. The code is
not signed: whatever it says is ``verified=False`` until the population database confirms it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from hoso.law.text import Text

_WRONG_NUMBER = Text("Số trên mã QR không phải 12 chữ số.", "The number in the QR code is not 12 digits.")
_WRONG_DATE = Text("Ngày trên mã QR không đọc được.", "A date in the QR code cannot be read.")
_SEX_DIFFERS = Text(
    "Giới tính không khớp với số định danh; vui lòng xem thẻ.",
    "The sex does not fit the number; look at the card.",
)
_YEAR_DIFFERS = Text(
    "Năm sinh không khớp với số định danh; vui lòng xem thẻ.",
    "The birth year does not fit the number; look at the card.",
)


@dataclass(frozen=True, slots=True)
class CitizenCard:
    """What the QR of a card claims."""

    number: str
    old_number: str
    """Nine digits of the former identity card, or empty."""
    full_name: str
    born_on: date | None
    sex: str
    """As printed: Nam or Nữ."""
    address: str
    issued_on: date | None
    further: tuple[str, ...] = ()
    doubts: tuple[Text, ...] = ()
    """Fields that contradict each other; never corrected here."""
    verified: bool = False


def parse_citizen_card(text: str) -> CitizenCard | None:
    """The card behind a QR text; None when the text is not a citizen card."""
    fields = [field.strip() for field in unicodedata.normalize("NFC", text.strip()).split("|")]
    if len(fields) < 6 or not re.fullmatch(r"\d{9,12}", fields[0]) or not fields[2]:
        return None
    fields += [""] * (7 - len(fields))
    number, old, name, born, sex, address, issued = fields[:7]
    born_on, issued_on = _day(born), _day(issued)
    doubts = list(number_doubts(number, born_on, sex))
    if born_on is None or (issued and issued_on is None):
        doubts.append(_WRONG_DATE)
    return CitizenCard(number, old, name, born_on, sex, address, issued_on, tuple(fields[7:]), tuple(doubts))


def number_doubts(number: str, born_on: date | None, sex: str) -> tuple[Text, ...]:
    """Where a personal number contradicts birth year or sex (digits 4 to 6; there is no check digit)."""
    if not re.fullmatch(r"\d{12}", number):
        return (_WRONG_NUMBER,)
    century, is_female = divmod(int(number[3]), 2)
    doubts = []
    if sex and sex.casefold() not in ({"nữ", "nu"} if is_female else {"nam"}):
        doubts.append(_SEX_DIFFERS)
    if born_on is not None and born_on.year != 1900 + 100 * century + int(number[4:6]):
        doubts.append(_YEAR_DIFFERS)
    return tuple(doubts)


def _day(text: str) -> date | None:
    if not re.fullmatch(r"\d{8}", text):
        return None
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None
