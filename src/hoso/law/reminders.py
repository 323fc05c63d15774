"""When the clock speaks up by itself: reminders, the proposal to apologise, overdue, the warning before a stop."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from hoso.law.appointments import apology_by, stop_on
from hoso.law.calendar import WorkingCalendar, in_vietnam
from hoso.law.rulesets import RuleSet
from hoso.law.text import Text

LAST_MINUTE = timedelta(hours=2)
"""A dossier accepted on the very day on which an apology is last possible: proposed this long before closing."""


class ReminderKind(StrEnum):
    """What the clock says, and by that to whom."""

    OFFICER = "officer"
    HEAD = "head"
    SUPERVISOR = "supervisor"
    APOLOGISE = "apologise"
    OVERDUE = "overdue"
    STOP_WARNING = "stop_warning"
    STOPPED = "stopped"

    @property
    def label(self) -> Text:
        """The sentence shown beside the dossier. Source: convention:remind."""
        return _LABELS[self]


_LABELS = {
    ReminderKind.OFFICER: Text("Sắp đến hạn trả kết quả", "Due soon"),
    ReminderKind.HEAD: Text("Hồ sơ của đơn vị sắp đến hạn", "A dossier of your unit is due soon"),
    ReminderKind.SUPERVISOR: Text("Hồ sơ sắp đến hạn mà chưa xong", "Due soon and not finished"),
    ReminderKind.APOLOGISE: Text(
        "Nếu không kịp, hãy xin lỗi và hẹn lại (Mẫu 04), chậm nhất",
        "If it will be late, apologise and give a new date (Form 04), at the latest",
    ),
    ReminderKind.OVERDUE: Text("Đã quá hạn trả kết quả", "Overdue"),
    ReminderKind.STOP_WARNING: Text("Đã báo trước việc dừng xử lý", "The owner was warned of the stop"),
    ReminderKind.STOPPED: Text("Đã dừng vì không có bổ sung", "Stopped, no supplement came"),
}


def days_ahead(kind: ReminderKind, rules: RuleSet) -> int:
    """Working days before the due date from which ``kind`` can be owed. Source: convention:remind."""
    ahead = {
        ReminderKind.OFFICER: rules.officer_reminder_days.value,
        ReminderKind.HEAD: rules.head_reminder_days.value,
        ReminderKind.SUPERVISOR: rules.supervisor_reminder_days.value,
        ReminderKind.APOLOGISE: rules.apology_lead_days.value + 2,
    }
    return ahead.get(kind, 0)


def reminder_owed(
    kind: ReminderKind,
    due_on: date,
    accepted_at: datetime,
    now: datetime,
    calendar: WorkingCalendar,
    rules: RuleSet,
) -> bool:
    """Whether the clock says this now about a dossier at work that is due on that day.

    Head and supervisor hear nothing of a dossier that was accepted within their days before the date: it has
    only just come. The apology is proposed from the working day before the last one on which it is possible,
    and never after ``apology_by``.
    Source: nd61-2018:19, nd118-2025:19, convention:remind.
    """
    today, accepted_on = in_vietnam(now).date(), in_vietnam(accepted_at).date()
    if kind is ReminderKind.OVERDUE:
        return due_on < today
    if kind is ReminderKind.APOLOGISE:
        last = apology_by(due_on, calendar, rules)
        last_day = in_vietnam(last).date()
        before = calendar.working_days_between(today, last_day) <= 1
        if accepted_on >= last_day:
            before = now >= last - LAST_MINUTE
        return before and now <= last
    days = days_ahead(kind, rules)
    if not today <= due_on or calendar.working_days_between(today, due_on) > days:
        return False
    return kind is ReminderKind.OFFICER or calendar.working_days_between(accepted_on, due_on) > days


def warning_owed(asked_at: datetime, now: datetime, calendar: WorkingCalendar, rules: RuleSet) -> bool:
    """Whether the owner is told now that his dossier is about to be stopped. Source: convention:stop."""
    today, last = in_vietnam(now).date(), stop_on(asked_at, calendar, rules)
    return calendar.working_days_between(today, last) <= rules.stop_warning_days.value


def stop_after_warning(
    asked_at: datetime, warned_at: datetime, calendar: WorkingCalendar, rules: RuleSet
) -> date:
    """The working day of the stop: never sooner than the warning has been out for its days.

    Source: convention:stop, tt03-2025:form-05.
    """
    warned_on = in_vietnam(warned_at).date()
    return max(
        stop_on(asked_at, calendar, rules),
        calendar.add_working_days(warned_on, rules.stop_warning_days.value),
    )
