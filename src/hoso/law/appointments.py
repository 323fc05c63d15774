"""What the clock owes around a due date: answer, hand-over, supplement, apology, stop."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hoso.law.calendar import WorkingCalendar, in_vietnam
from hoso.law.clock.hours import add_working_time
from hoso.law.rulesets import RuleSet
from hoso.law.text import Text
from hoso.law.verdict import Reason, Verdict


def answer_by(received_at: datetime, calendar: WorkingCalendar, rules: RuleSet) -> datetime:
    """Until when the desk answers an online filing (UTC). Source: nd45-2020:11, nd61-2018:17."""
    hours = timedelta(hours=rules.answer_hours.value)
    return add_working_time(calendar, in_vietnam(received_at), hours).astimezone(UTC)


def hand_over_by(accepted_at: datetime, calendar: WorkingCalendar, rules: RuleSet) -> datetime:
    """Until when the dossier reaches the processing unit (UTC): the same working day, or, accepted after
    15:00 or on a day off, the opening hour of the next working day.

    Source: nd61-2018:18, nd118-2025:19.
    """
    at = in_vietnam(accepted_at)
    in_time = calendar.is_working_day(at.date()) and at.time() <= rules.handover_cutoff.value
    if in_time:
        return calendar.closing(at.date()).astimezone(UTC)
    day = calendar.next_working_day(at.date())
    return calendar.opening(day).astimezone(UTC)


def may_request_supplement(
    accepted_at: datetime,
    now: datetime,
    calendar: WorkingCalendar,
    rules: RuleSet,
    *,
    rounds_before: int,
    legal_ground: str = "",
) -> Verdict:
    """Whether the applicant may be asked (again): once, within 3 working days of acceptance.

    Beyond that only on a special legal ground, which stays on the record; a further round makes the
    dossier count as overdue in the national figures.
    Source: nd61-2018:17, nd61-2018:19, nd118-2025:17, qd766-2022:2.1.
    """
    waited = calendar.working_days_between(in_vietnam(accepted_at).date(), in_vietnam(now).date())
    reasons = []
    if rounds_before >= rules.supplement_rounds.value:
        reasons.append(Reason("asked-before", _ASKED, rules.supplement_rounds.source))
    if waited > rules.supplement_notice_days.value:
        text = _TOO_LATE.format(days=rules.supplement_notice_days.value)
        reasons.append(Reason("too-late", text, rules.supplement_notice_days.source))
    if reasons and not legal_ground.strip():
        return Verdict.no(reasons[0], *reasons[1:])
    if reasons:
        text = Text("Căn cứ riêng: {ground}", "Special ground: {ground}").format(ground=legal_ground.strip())
        return Verdict.yes(Reason("special-ground", text, rules.supplement_rounds.source), *reasons)
    return Verdict.yes()


def apology_by(due_on: date, calendar: WorkingCalendar, rules: RuleSet) -> datetime:
    """The last instant for announcing a delay: closing time a day before the term ends (UTC).

    Source: nd61-2018:19, nd118-2025:19.
    """
    day = due_on - timedelta(days=rules.apology_lead_days.value)
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return calendar.closing(day).astimezone(UTC)


def may_apologise(
    now: datetime,
    due_on: date,
    new_date: date,
    calendar: WorkingCalendar,
    rules: RuleSet,
    *,
    given_before: int,
) -> Verdict:
    """Whether a new date may be given: at most once, in time, and on a later working day; a no says all.

    Source: nd61-2018:19, nd118-2025:19.
    """
    reasons = []
    if given_before >= rules.reappointments.value:
        reasons.append(Reason("given-before", _GIVEN, rules.reappointments.source))
    if now > apology_by(due_on, calendar, rules):
        reasons.append(Reason("too-late", _LATE_APOLOGY, rules.apology_lead_days.source))
    if new_date <= due_on or not calendar.is_working_day(new_date):
        reasons.append(Reason("bad-date", _BAD_DATE, rules.reappointments.source))
    return Verdict.no(reasons[0], *reasons[1:]) if reasons else Verdict.yes()


def stop_on(asked_at: datetime, calendar: WorkingCalendar, rules: RuleSet) -> date:
    """The working day from which the clock may stop a dossier whose supplement never came.

    Source: convention:stop, tt03-2025:form-05.
    """
    asked_on = in_vietnam(asked_at).date()
    return calendar.next_working_day(asked_on + timedelta(days=rules.supplement_wait_days.value))


_ASKED = Text(
    "Chỉ được yêu cầu bổ sung một lần, đầy đủ. Lần nữa phải có căn cứ riêng và tính là quá hạn.",
    "A supplement may be asked once, in full. Another round needs its own legal ground "
    "and counts as overdue.",
)
_TOO_LATE = Text(
    "Đã quá {days} ngày làm việc kể từ khi tiếp nhận nên không yêu cầu bổ sung được nữa.",
    "More than {days} working days have passed since acceptance.",
)
_GIVEN = Text("Đã hẹn lại một lần; không được hẹn lại lần nữa.", "A new date was already given once.")
_LATE_APOLOGY = Text(
    "Phải xin lỗi và hẹn lại ít nhất 01 ngày trước khi hết hạn.",
    "A delay is announced at least one day before the term ends.",
)
_BAD_DATE = Text(
    "Ngày hẹn mới phải là ngày làm việc sau ngày hẹn cũ.", "The new date is a working day after the old one."
)
