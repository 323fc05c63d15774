"""Dated rule sets: what the law of the day of acceptance prescribes, value by value."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Generic, TypeVar

from hoso.law.calendar import in_vietnam
from hoso.law.errors import NoRuleSet
from hoso.law.text import Text

T = TypeVar("T")


class ClockPolicy(StrEnum):
    """What waiting for the applicant does to the term."""

    RESTART = "restart"
    """The whole term is counted again from the day the dossier became complete."""
    PAUSE = "pause"
    """The working time waited is given back."""
    SHIFT = "shift"
    """The due date moves by the calendar days waited."""


@dataclass(frozen=True, slots=True)
class Parameter(Generic[T]):
    """One value of the law. ``confirmed`` False: shipped as a default until somebody confirms it.

    ``source`` is a key of the shelf, or, once confirmed locally, the document and article in words.
    """

    value: T
    confirmed: bool
    source: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The values that rule a dossier accepted between ``in_force_from`` and ``in_force_to`` (included)."""

    name: str
    title: Text
    in_force_from: date
    in_force_to: date | None
    clock_policy: Parameter[ClockPolicy]
    same_day_cutoff: Parameter[time]
    """A same-day result asked for after this hour is due on the next working day."""
    handover_cutoff: Parameter[time]
    """A dossier accepted after this hour is handed over at the start of the next working day."""
    answer_hours: Parameter[int]
    """Working hours in which the desk answers an online filing."""
    supplement_rounds: Parameter[int]
    """How often the applicant may be asked to supplement."""
    supplement_notice_days: Parameter[int]
    """Working days from acceptance within which a supplement may still be asked."""
    supplement_wait_days: Parameter[int]
    """Calendar days after which a supplement that never came lets the clock stop the dossier."""
    apology_lead_days: Parameter[int]
    """Days before the end of the term by which a delay must be announced."""
    reappointments: Parameter[int]
    """How often a new date may be given."""
    officer_reminder_days: Parameter[int] = Parameter(3, confirmed=False, source="convention:remind")
    """Working days before the due date from which the officer is reminded."""
    head_reminder_days: Parameter[int] = Parameter(2, confirmed=False, source="convention:remind")
    """Likewise the head of the agency."""
    supervisor_reminder_days: Parameter[int] = Parameter(1, confirmed=False, source="convention:remind")
    """Likewise whoever supervises the agency."""
    stop_warning_days: Parameter[int] = Parameter(5, confirmed=False, source="convention:stop")
    """Working days that the owner has, once warned, before a dossier without its supplement is stopped."""

    def parameters(self) -> dict[str, Parameter[Any]]:
        """Every dated value by name, for the page that lists them. Source: convention:dated."""
        named = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {name: value for name, value in named if isinstance(value, Parameter)}

    def confirmed_with(self, name: str, value: object, document: str) -> RuleSet:
        """A copy in which ``name`` is confirmed by a document and article. Source: convention:dated."""
        if name not in self.parameters():
            raise NoRuleSet(Text(f"Không có tham số “{name}”.", f"There is no parameter “{name}”."))
        changed: dict[str, Any] = {name: Parameter(value, confirmed=True, source=document)}
        return replace(self, **changed)


def _sure(value: T, source: str) -> Parameter[T]:
    return Parameter(value, confirmed=True, source=source)


def _unsure(value: T, source: str) -> Parameter[T]:
    return Parameter(value, confirmed=False, source=source)


R2018 = RuleSet(
    name="R2018",
    title=Text("Nghị định 61/2018/NĐ-CP", "Decree 61/2018/ND-CP"),
    in_force_from=date(2018, 6, 21),
    in_force_to=date(2025, 6, 30),
    clock_policy=_sure(ClockPolicy.RESTART, "nd61-2018:19"),
    same_day_cutoff=_sure(time(15, 0), "nd23-2015:7"),
    handover_cutoff=_sure(time(15, 0), "nd61-2018:18"),
    answer_hours=_unsure(8, "nd45-2020:11"),
    supplement_rounds=_sure(1, "nd61-2018:17"),
    supplement_notice_days=_sure(3, "nd61-2018:19"),
    supplement_wait_days=_unsure(30, "convention:stop"),
    apology_lead_days=_sure(1, "nd61-2018:19"),
    reappointments=_sure(1, "nd61-2018:19"),
)

R2025 = RuleSet(
    name="R2025",
    title=Text("Nghị định 118/2025/NĐ-CP", "Decree 118/2025/ND-CP"),
    in_force_from=date(2025, 7, 1),
    in_force_to=None,
    clock_policy=_unsure(ClockPolicy.PAUSE, "qd766-2022:2.1"),
    same_day_cutoff=_sure(time(15, 0), "nd23-2015:7"),
    handover_cutoff=_unsure(time(15, 0), "nd118-2025:19"),
    answer_hours=_unsure(8, "nd45-2020:11"),
    supplement_rounds=_unsure(1, "nd118-2025:17"),
    supplement_notice_days=_unsure(3, "nd118-2025:19"),
    supplement_wait_days=_unsure(30, "convention:stop"),
    apology_lead_days=_unsure(1, "nd118-2025:19"),
    reappointments=_unsure(1, "nd118-2025:19"),
)

RULE_SETS: tuple[RuleSet, ...] = (R2018, R2025)


def rules_on(day: date) -> RuleSet:
    """The rule set in force on a civil day; NoRuleSet before the first one.

    Source: nd61-2018:force, nd118-2025:force, convention:dated.
    """
    for rules in RULE_SETS:
        if rules.in_force_from <= day and (rules.in_force_to is None or day <= rules.in_force_to):
            return rules
    first = RULE_SETS[0]
    raise NoRuleSet(
        Text(
            f"Phần mềm chỉ có quy định từ {first.in_force_from:%d/%m/%Y}; ngày {day:%d/%m/%Y} sớm hơn.",
            f"Rules are on the shelf from {first.in_force_from}; {day} is earlier.",
        )
    )


def rules_at(accepted_at: datetime) -> RuleSet:
    """The rule set of a dossier by its acceptance instant; it keeps it for life.

    Source: convention:dated, convention:zone.
    """
    return rules_on(in_vietnam(accepted_at).date())


def rules_named(name: str) -> RuleSet:
    """The rule set called R2018 or R2025. Source: convention:dated."""
    for rules in RULE_SETS:
        if rules.name == name.upper():
            return rules
    known = ", ".join(rules.name for rules in RULE_SETS)
    raise NoRuleSet(
        Text(f"Không có bộ quy định “{name}”. Có: {known}.", f"No rule set “{name}”. There are: {known}.")
    )
