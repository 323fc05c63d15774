"""Public holidays and swapped working days of Viet Nam 2024-2027, as data with their grounds.

The days of each row were compared with an open calendar data set; the decision names who fixed them. A row
that no seen text confirms says so (``confirmed=False``) and waits for an administrator to confirm it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hoso.law.text import Text

VERSION = "VN-2024-2027/1"


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """Days off from ``first`` to ``last``; ``worked`` are days off worked in exchange."""

    first: date
    last: date
    name: Text
    decision: str
    worked: date | None = None
    confirmed: bool = True

    @property
    def days(self) -> tuple[date, ...]:
        """Every civil day of the row. Source: blld-2019:112."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


_NEW_YEAR = Text("Tết Dương lịch", "New Year's Day")
_TET = Text("Tết Nguyên đán", "Lunar New Year")
_HUNG = Text("Giỗ Tổ Hùng Vương", "Hung Kings' Commemoration Day")
_VICTORY = Text("Ngày Chiến thắng và Quốc tế Lao động", "Reunification Day and Labour Day")
_NATIONAL = Text("Quốc khánh", "National Day")
_CULTURE = Text("Ngày Văn hóa Việt Nam", "Viet Nam Culture Day")
_SWAP = Text("Nghỉ hoán đổi", "Swapped day off")
_IN_LIEU = Text("Nghỉ bù", "Day off in lieu")

_CODE = "Bộ luật Lao động 2019, Điều 112"
_SWAP_NOTICE = "Thông báo hoán đổi ngày làm việc (số văn bản chưa xác nhận)"
_TET_NOTICE = "Bộ luật Lao động 2019, Điều 112; thông báo nghỉ Tết hằng năm (số văn bản chưa xác nhận)"
_NEW_YEAR_2026 = "Chính phủ đồng ý ngày 25/12/2025, theo báo chí (số văn bản chưa xác nhận)"
_CULTURE_DAY = "Nghị quyết 80-NQ/TW ngày 07/01/2026; việc sửa Điều 112 Bộ luật Lao động chưa xác nhận"
_ANNOUNCED = "Theo bộ dữ liệu lịch mở (văn bản chưa xác nhận)"


def _row(
    first: tuple[int, int, int], name: Text, decision: str = _CODE, *, to: tuple[int, int, int] | None = None,
    worked: tuple[int, int, int] | None = None, confirmed: bool = True,
) -> HolidayRow:  # fmt: skip
    return HolidayRow(
        date(*first), date(*(to or first)), name, decision, date(*worked) if worked else None, confirmed
    )


# fmt: off
NATIONAL_ROWS: tuple[HolidayRow, ...] = (
    _row((2024, 1, 1), _NEW_YEAR),
    _row((2024, 2, 8), _TET, _TET_NOTICE, to=(2024, 2, 14)),
    _row((2024, 4, 18), _HUNG),
    _row((2024, 4, 29), _SWAP, _SWAP_NOTICE, worked=(2024, 5, 4)),
    _row((2024, 4, 30), _VICTORY, to=(2024, 5, 1)),
    _row((2024, 9, 2), _NATIONAL, to=(2024, 9, 3)),
    _row((2025, 1, 1), _NEW_YEAR),
    _row((2025, 1, 25), _TET, _TET_NOTICE, to=(2025, 2, 2)),
    _row((2025, 4, 7), _HUNG),
    _row((2025, 4, 30), _VICTORY, to=(2025, 5, 1)),
    _row((2025, 5, 2), _SWAP, _SWAP_NOTICE, worked=(2025, 4, 26)),
    _row((2025, 9, 1), _NATIONAL, to=(2025, 9, 2)),
    _row((2026, 1, 1), _NEW_YEAR),
    _row((2026, 1, 2), _SWAP, _NEW_YEAR_2026, worked=(2026, 1, 10), confirmed=False),
    _row((2026, 2, 16), _TET, _TET_NOTICE, to=(2026, 2, 20)),
    _row((2026, 4, 27), _HUNG, _CODE),
    _row((2026, 4, 30), _VICTORY, to=(2026, 5, 1)),
    _row((2026, 8, 31), _SWAP, _SWAP_NOTICE, worked=(2026, 8, 22)),
    _row((2026, 9, 1), _NATIONAL, to=(2026, 9, 2)),
    _row((2026, 11, 24), _CULTURE, _CULTURE_DAY, confirmed=False),
    _row((2027, 1, 1), _NEW_YEAR),
    _row((2027, 2, 4), _TET, _ANNOUNCED, to=(2027, 2, 10), confirmed=False),
    _row((2027, 4, 16), _HUNG),
    _row((2027, 4, 30), _VICTORY, to=(2027, 5, 1)),
    _row((2027, 5, 3), _IN_LIEU),
    _row((2027, 9, 2), _NATIONAL, _ANNOUNCED, to=(2027, 9, 3), confirmed=False),
    _row((2027, 11, 24), _CULTURE, _CULTURE_DAY, confirmed=False),
)
# fmt: on
