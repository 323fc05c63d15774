"""``hoso due``: when something is due, and why, line by line. No database, no clock."""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import datetime, time

from hoso.law.calendar import in_vietnam, national_calendar
from hoso.law.deadline import DueDate, Pause, TimeLimit, Unit, due
from hoso.law.errors import LawError
from hoso.law.rulesets import rules_named
from hoso.law.text import Text

_GROUND = Text("chờ bổ sung hồ sơ", "waiting for a supplement")
_INSTANT = Text(
    "{name}: “{value}” không phải một thời điểm. Ví dụ: 2025-04-25T09:00+07:00.",
    "{name}: “{value}” is no instant. For example 2025-04-25T09:00+07:00.",
)
_NO_ZONE = Text(
    "{name}: “{value}” thiếu múi giờ. Hãy thêm +07:00.",
    "{name}: “{value}” has no time zone. Add +07:00.",
)
_PAUSE = Text(
    "--pause: “{value}” phải có dạng TỪ/ĐẾN, ví dụ 2025-04-28T10:00+07:00/2025-05-06T08:00+07:00; "
    "bỏ trống ĐẾN khi còn đang chờ.",
    "--pause: “{value}” must read FROM/TO, such as 2025-04-28T10:00+07:00/2025-05-06T08:00+07:00; "
    "leave TO empty while it lasts.",
)
_CUTOFF = Text("--cutoff: “{value}” phải có dạng GIỜ:PHÚT.", "--cutoff: “{value}” must read HH:MM.")
_NUMBER = Text("--limit: “{value}” không phải số nguyên.", "--limit: “{value}” is no whole number.")
_UNIT = Text(
    "--unit: “{value}” không có; hãy chọn: {known}.", "--unit: there is no “{value}”; choose: {known}."
)


class _BadArgumentError(Exception):
    def __init__(self, text: Text) -> None:
        super().__init__(text.vi)
        self.text = text


def add(parser: argparse.ArgumentParser) -> None:
    """The instant of receipt, the limit, what stopped the clock, and whose law."""
    parser.add_argument("--received", required=True, help="instant with its offset: 2025-04-25T09:00+07:00")
    parser.add_argument("--limit", required=True, help="a whole number; 0 working days is the same day")
    parser.add_argument("--unit", required=True, help=", ".join(Unit))
    parser.add_argument("--pause", action="append", default=[], metavar="FROM/TO", help="may be given again")
    parser.add_argument("--rules", help="R2018 or R2025; by default those of the day of receipt")
    parser.add_argument("--cutoff", metavar="HH:MM", help="hour after which the same day is the next one")
    parser.add_argument("--json", action="store_true")


def run(given: argparse.Namespace) -> int:
    """0 with the due date; 2 with a sentence for what cannot be computed."""
    try:
        found = _computed(given)
    except (_BadArgumentError, LawError) as fault:
        print(f"{fault.text.vi}\n{fault.text.en}", file=sys.stderr)
        return 2
    print(json.dumps(as_json(found), ensure_ascii=False) if given.json else _in_words(found))
    return 0


def _computed(given: argparse.Namespace) -> DueDate:
    calendar = national_calendar()
    try:
        value = int(given.limit)
    except ValueError as fault:
        raise _BadArgumentError(_NUMBER.format(value=given.limit)) from fault
    if given.unit not in set(Unit):
        raise _BadArgumentError(_UNIT.format(value=given.unit, known=", ".join(Unit)))
    return due(
        _instant("--received", given.received),
        TimeLimit(value, Unit(given.unit)),
        calendar,
        pauses=[_pause(one) for one in given.pause],
        rules=rules_named(given.rules) if given.rules else None,
        cutoff=_cutoff(given.cutoff) if given.cutoff else None,
    )


def _instant(name: str, value: str) -> datetime:
    try:
        found = datetime.fromisoformat(value)
    except ValueError as fault:
        raise _BadArgumentError(_INSTANT.format(name=name, value=value)) from fault
    if found.tzinfo is None:
        raise _BadArgumentError(_NO_ZONE.format(name=name, value=value))
    if found.year not in range(2, 9999):  # the ends of the calendar cannot be moved to another zone
        raise _BadArgumentError(_INSTANT.format(name=name, value=value))
    return found


def _pause(value: str) -> Pause:
    begin, slash, end = value.partition("/")
    if not slash or "/" in end:
        raise _BadArgumentError(_PAUSE.format(value=value))
    return Pause(_instant("--pause", begin), _instant("--pause", end) if end else None, _GROUND, "")


def _cutoff(value: str) -> time:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise _BadArgumentError(_CUTOFF.format(value=value))
    return time.fromisoformat(value)


def as_json(found: DueDate) -> dict[str, object]:
    """The due date as plain values; ``due_at`` with the offset of Viet Nam."""
    return {
        "due_at": in_vietnam(found.due_at).isoformat(),
        "due_on": found.due_on.isoformat(),
        "explanation": [line.vi for line in found.explanation],
        "explanation_en": [line.en for line in found.explanation],
        "rule_set": found.rule_set,
        "calendar_version": found.calendar_version,
        "paused_since": in_vietnam(found.paused_since).isoformat() if found.paused_since else None,
    }


def _in_words(found: DueDate) -> str:
    lines = [line.vi for line in found.explanation]
    return "\n".join([*lines, f"({found.rule_set}, lịch {found.calendar_version})"])
