"""The sentences of a receipt report."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hoso.law.text import Text
from hoso.ledger.canonical import read_instant
from hoso.ledger.receipt import Receipt
from hoso.ledger.report import Outcome

_VIETNAM = timezone(timedelta(hours=7))


def sentence_of(receipt: Receipt, outcome: Outcome) -> Text:
    """What a receipt that holds together is worth, in one breath."""
    entry = receipt.entry
    agency = entry["agency"]
    name = shown(agency.get("name")) if isinstance(agency, dict) else ""
    at = civil(read_instant(entry["received_at"]))
    code = shown(entry["code"])
    what = Text(
        f"{name} đã tiếp nhận hồ sơ, biên nhận {code}, lúc {at}.",
        f"{name} received the dossier, receipt {code}, at {at}.",
    )
    if outcome is Outcome.UNANCHORED:
        what = Text(
            f"Biên nhận {code} không có chỗ nào mâu thuẫn, nhưng chưa đối chiếu được người ký.",
            f"Receipt {code} contradicts itself nowhere, but who signed it has not been established.",
        )
    due = civil(receipt.promise.due_at)
    state = Text(
        f"Hệ thống đã hứa ghi sổ trước {due}; chưa có bằng chứng nằm trong sổ.",
        f"The system promised to log it by {due}; there is no proof yet that it is in the log.",
    )
    if receipt.proof:
        state = Text("Có bằng chứng việc này nằm trong sổ.", "There is proof that this stands in the log.")
    if receipt.demonstration:
        warning = Text("Khóa trình diễn: không có giá trị pháp lý.", "Demonstration key: no legal force.")
        state = joined(state, warning)
    return joined(what, state)


def joined(first: Text, second: Text) -> Text:
    """Two sentences after each other, in both languages."""
    return Text(f"{first.vi} {second.vi}", f"{first.en} {second.en}")


def civil(at: datetime) -> str:
    """Vietnamese civil time, which has been UTC+7 without change since before any of these instants."""
    return at.astimezone(_VIETNAM).strftime("%H:%M:%S %d/%m/%Y")


def shown(value: object) -> str:
    """Text from the file, without anything that could disturb the line it is shown on."""
    return "".join(letter for letter in str(value) if letter.isprintable())[:200]
