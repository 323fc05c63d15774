"""The lines that explain a due date, as they are printed on the slip and shown on screen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from hoso.law.calendar import WorkingCalendar
from hoso.law.clock.counting import Term
from hoso.law.clock.terms import Pause, TimeLimit, Unit
from hoso.law.rulesets import ClockPolicy, RuleSet
from hoso.law.text import Text


def received(at: datetime, limit: TimeLimit) -> Text:
    """Line 1: the start of the clock. Source: hn-directive:2b, blds-2015:147."""
    vi, en = f"Nhận hồ sơ điện tử lúc {_vi(at)}.", f"Electronic dossier received at {_en(at)}."
    if limit.value == 0 or limit.unit is Unit.HOUR:
        return Text(vi, en)
    return Text(f"{vi} Ngày nhận không tính vào thời hạn.", f"{en} The day of receipt is not counted.")


def counted(start: datetime, limit: TimeLimit, term: Term, calendar: WorkingCalendar, cutoff: time) -> Text:
    """Line 2: the term, the days off passed over and the swapped days worked. Source: blds-2015:148."""
    if limit.value == 0:
        return _same_day(start, term, cutoff, off=not calendar.is_working_day(start.date()))
    off, worked = _unusual(start.date(), term, calendar)
    vi = f"Thời hạn {limit.label.vi}, kết thúc lúc {_vi(term.due_at)}."
    en = f"Time limit of {limit.label.en}, ending at {_en(term.due_at)}."
    if off:
        vi += f" Bỏ qua ngày nghỉ: {_days_vi(off)}."
        en += f" Days off passed over: {_days_en(off)}."
    if worked:
        vi += f" Có làm việc bù: {_days_vi(worked)}."
        en += f" Worked in exchange: {_days_en(worked)}."
    if limit.unit in {Unit.DAY, Unit.MONTH} and term.nominal != term.due_at.date():
        vi += f" Ngày cuối {term.nominal:%d/%m/%Y} là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo."
        en += f" The last day {term.nominal} is a day off, hence the next working day."
    return Text(vi, en)


def too_late(pause: Pause) -> Text:
    """A pause after the term had ended gives nothing back. Source: qd766-2022:2.1."""
    return Text(
        f"Tạm dừng từ {_vi(pause.begin)} không kéo dài thời hạn vì khi đó đã quá hạn.",
        f"The pause from {_en(pause.begin)} gives nothing back: the term had already ended.",
    )


def still_paused(pause: Pause) -> Text:
    """An open pause. Source: qd766-2022:2.1."""
    return Text(
        f"Đang tạm dừng từ {_vi(pause.begin)} ({pause.ground.vi}); hạn sẽ tính lại khi hết tạm dừng.",
        f"Paused since {_en(pause.begin)} ({pause.ground.en}); the date is counted again when it ends.",
    )


_POLICY_WORDS = {
    ClockPolicy.RESTART: Text(
        "thời hạn tính lại từ đầu khi nhận đủ hồ sơ", "the term is counted again from the complete dossier"
    ),
    ClockPolicy.PAUSE: Text("thời gian chờ được trừ ra", "the time waited is given back"),
    ClockPolicy.SHIFT: Text("ngày hẹn lùi theo số ngày chờ", "the date moves by the calendar days waited"),
}


def resumed(pause: Pause, end: datetime, term: Term, policy: ClockPolicy, *, confirmed: bool) -> Text:
    """A closed pause and what it did; an unconfirmed rule says so. Source: nd61-2018:19, qd766-2022:2.1."""
    words = _POLICY_WORDS[policy]
    vi, en = ("", "") if confirmed else (" (quy tắc chưa xác nhận)", " (rule not confirmed yet)")
    return Text(
        f"Tạm dừng từ {_vi(pause.begin)} đến {_vi(end)} ({pause.ground.vi}): {words.vi}{vi}; "
        f"hạn mới {_vi(term.due_at)}.",
        f"Paused from {_en(pause.begin)} to {_en(end)} ({pause.ground.en}): {words.en}{en}; "
        f"new end {_en(term.due_at)}.",
    )


def due_line(term: Term, rules: RuleSet, calendar: WorkingCalendar) -> Text:
    """The last line: the date, the rule set and the calendar. Source: convention:dated."""
    return Text(
        f"Hẹn trả lúc {_vi(term.due_at)} (theo {rules.title.vi}; lịch {calendar.version}).",
        f"Due at {_en(term.due_at)} (under {rules.title.en}; calendar {calendar.version}).",
    )


def left(days: int, *, paused: bool, today: bool) -> Text:
    """What remains, in words. Source: tt01-2020:form-06."""
    if days < 0:
        vi, en = f"Quá hạn {-days} ngày làm việc", f"Overdue by {-days} working days"
    elif today or days == 0:
        vi, en = "Đến hạn hôm nay", "Due today"
    else:
        vi, en = f"Còn {days} ngày làm việc", f"{days} working days left"
    return Text(f"{vi} (đang tạm dừng)", f"{en} (paused)") if paused else Text(vi, en)


def _same_day(start: datetime, term: Term, cutoff: time, *, off: bool) -> Text:
    if term.due_at.date() == start.date():
        return Text("Thời hạn: trả trong ngày.", "Time limit: due the same day.")
    vi = "ngày nhận là ngày nghỉ" if off else f"nhận sau {cutoff:%H:%M}"
    en = "received on a day off" if off else f"received after {cutoff:%H:%M}"
    return Text(
        f"Thời hạn: trong ngày; {vi} nên trả vào ngày làm việc tiếp theo.",
        f"Time limit: the same day; {en}, hence the next working day.",
    )


def _unusual(start: date, term: Term, calendar: WorkingCalendar) -> tuple[list[date], list[date]]:
    span = (term.due_at.date() - start).days
    days = [start + timedelta(days=n) for n in range(1, span + 1)]
    off = [day for day in days if day.weekday() in calendar.weekdays and day in calendar.holidays]
    return off, [day for day in days if day in calendar.worked_days]


def _vi(at: datetime) -> str:
    return f"{at:%H:%M} ngày {at:%d/%m/%Y}"


def _en(at: datetime) -> str:
    return f"{at:%H:%M} on {at:%Y-%m-%d}"


def _days_vi(days: Iterable[date]) -> str:
    return ", ".join(f"{day:%d/%m/%Y}" for day in days)


def _days_en(days: Iterable[date]) -> str:
    return ", ".join(day.isoformat() for day in days)
