"""How dates, instants, numbers, money and sizes are written on a Vietnamese page, in both languages alike."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from hoso.law.text import Text
from hoso.screens.language import spoken

CIVIL = ZoneInfo("Asia/Ho_Chi_Minh")
BYTES_UNITS = ("B", "kB", "MB", "GB")
NOTHING = "–"


def written_date(day: date | datetime | None) -> str:
    """22/11/2026; an aware instant is read as its civil day in Viet Nam."""
    if day is None:
        return NOTHING
    if isinstance(day, datetime) and day.tzinfo:
        day = day.astimezone(CIVIL)
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def written_time(instant: datetime | None) -> str:
    """22/11/2026 10:15 on the clocks of Viet Nam."""
    if instant is None:
        return NOTHING
    local = instant.astimezone(CIVIL) if instant.tzinfo else instant
    return f"{written_date(local)} {local.hour:02d}:{local.minute:02d}"


def written_number(number: float | Decimal | None, decimals: int | None = None) -> str:
    """1.234,5: dots between thousands, a comma before decimals; at most two of them unless told."""
    if number is None or number == "":
        return NOTHING
    value = Decimal(str(number))
    if decimals is None:
        text = f"{value.quantize(Decimal('0.01')):,f}".rstrip("0").rstrip(".")
    else:
        text = f"{value:,.{decimals}f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def written_money(amount: float | Decimal | None) -> str:
    """2.000 đ, whole đồng, with a space that does not break."""
    return NOTHING if amount is None else f"{written_number(amount, 0)}\N{NO-BREAK SPACE}đ"


def written_size(size: int | None) -> str:
    """A file size in units of 1.000 bytes, as file managers print it: 820 kB, 3,2 MB."""
    if size is None:
        return NOTHING
    amount, unit = float(size), BYTES_UNITS[0]
    for unit in BYTES_UNITS:
        if amount < 1000 or unit == BYTES_UNITS[-1]:
            break
        amount /= 1000
    decimals = 1 if unit in BYTES_UNITS[2:] and amount < 100 else 0
    number = written_number(amount, decimals).removesuffix(",0")
    return f"{number}\N{NO-BREAK SPACE}{unit}"


def written_share(numerator: float, denominator: float) -> str:
    """A ratio as a percentage with one decimal; a rate over nothing is not a rate."""
    if not denominator:
        return NOTHING
    return f"{written_number(100 * numerator / denominator, 1)}\N{NO-BREAK SPACE}%"


def days_left(days: int) -> str:
    """How far a due date is, in words: due today, 3 days left, 2 days late."""
    if days == 0:
        return spoken(Text("đến hạn hôm nay", "due today"))
    if days > 0:
        return spoken(Text(f"còn {days} ngày", f"{days} day{'s' if days > 1 else ''} left"))
    return spoken(Text(f"quá hạn {-days} ngày", f"{-days} day{'s' if days < -1 else ''} late"))
