"""What the catalogue hands out: frozen records, built once, because a published version never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from hoso.catalogue.form_records import Condition, FormRecord
from hoso.law.deadline import TimeLimit, Unit
from hoso.law.text import Text
from hoso.law.verdict import Reason, Verdict

HOURS_PER = {Unit.WORKING_DAY: 8, Unit.DAY: 24, Unit.HOUR: 1}


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """The decision that announced this state of the procedure. A missing date is unknown, not today."""

    number: str | None
    decided_on: date | None
    published_on: date | None


@dataclass(frozen=True, slots=True)
class LimitRecord:
    """A time limit from which a due date may be computed: always a whole number with a unit.

    0 working days is the same day, and ``cutoff`` (Viet Nam time) the hour after which it becomes the next
    working day (23/2015/NĐ-CP Art 7); an officer may enter it, an import never does. ``confirmed`` is false
    for a value that no source states.
    """

    value: int
    unit: Unit
    cutoff: time | None
    confirmed: bool
    source: str

    @property
    def hours(self) -> Decimal | None:
        """Hours its steps share: 8 a working day (and the same day), 24 a calendar day; None: months."""
        per = HOURS_PER.get(self.unit)
        return None if per is None else Decimal(max(self.value, 1) * per)

    @property
    def term(self) -> TimeLimit:
        """The limit as the clock of the law counts it."""
        return TimeLimit(self.value, self.unit)


@dataclass(frozen=True, slots=True)
class FeeRecord:
    """One fee as announced. ``per``: what it is paid for; from unit ``reduced_from`` on ``reduced`` applies.

    ``amount`` None is unknown. ``amounts_in_note`` are the sums that the official note names.
    """

    kind: str | None
    amount: Decimal | None
    currency: str | None
    note: str
    amounts_in_note: tuple[int, ...] = ()
    per: str = "request"
    reduced: Decimal | None = None
    reduced_from: int | None = None
    ceiling: Decimal | None = None

    def total(self, units: int = 1) -> Decimal | None:
        """What ``units`` pages (copies, requests) cost together, at most ``ceiling``; None if unknown."""
        if self.amount is None or units < 0:
            return None
        full = units
        if self.reduced is not None and self.reduced_from is not None:
            full = min(units, self.reduced_from - 1)
        total = self.amount * full + (self.reduced or Decimal(0)) * (units - full)
        return total if self.ceiling is None else min(total, self.ceiling)


@dataclass(frozen=True, slots=True)
class ChannelRecord:
    """One way to file: ``direct``, ``online`` or ``postal``. ``published`` is what the source printed."""

    channel: str
    limit: LimitRecord | None
    fees: tuple[FeeRecord, ...]
    published: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComponentRecord:
    """A slot that the procedure requires to be filled. ``paper_kind`` finds a held paper that fills it.

    Components of one ``alternatives`` group stand for each other: any one of them is enough.
    ``official_text`` is the announced wording, whole. ``most_bytes`` is per file.
    """

    key: str
    name: Text
    kind: str
    paper_kind: str
    required: bool | None
    condition: Condition | None
    alternatives: str | None
    from_form: bool
    reusable: bool
    originals: int | None
    copies: int | None
    entry: str
    official_code: str | None
    official_text: str
    accept: tuple[str, ...]
    most_bytes: int
    also: tuple[str, ...] = ()

    @property
    def fitting_kinds(self) -> frozenset[str]:
        """Every kind of held paper that fills this slot: its own and those ``also`` proving the same."""
        return frozenset({self.paper_kind, *self.also})

    def applies(self, answers: Mapping[str, object], channel: str | None = None) -> bool:
        """Whether this component is asked for, given the answers so far and the channel."""
        return self.condition is None or self.condition.holds(answers, channel)


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step of the internal process. ``hours`` None: not counted in the limit (returning the result).

    ``leads_to`` None is the step written next. ``together``: all of them at once (opinions side by side).
    In a ``pause`` the applicant is waited for.
    """

    key: str
    name: Text
    role: str
    hours: Decimal | None
    leads_to: tuple[str, ...] | None = None
    together: bool = False
    pause: bool = False


@dataclass(frozen=True, slots=True)
class ResultRecord:
    """What the procedure ends in. ``template`` is a press template; ``bindings`` fill it (see that module).

    ``entry_form`` asks the officer for what the applicant cannot know, such as the number in the register.

    Without a template the result is no document (an entry in a database) or is not issued here.
    ``paper_required``: the law demands a paper twin, so the dossier stays open until that is digitised.
    """

    code: str | None
    name: Text
    template: str | None
    paper_required: bool
    paper_kind: str
    valid_for_days: int | None
    bindings: Mapping[str, Any]
    entry_form: FormRecord | None
    note: Text | None


@dataclass(frozen=True, slots=True)
class HandlerRecord:
    """The class of agency that solves the case; which one follows from the territory at filing time."""

    kind: str
    level: str
    name: Text


@dataclass(frozen=True, slots=True)
class OnlineRecord:
    """How far the procedure runs online: ``full``, ``partial`` or None (unknown), and why."""

    level: str | None
    reasons: tuple[Text, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case of the procedure that the portal distinguishes."""

    code: str | None
    name: str
    limit: str


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """Everything a dossier needs to know about the state of the procedure that it pins."""

    id: UUID
    code: str
    number: int
    name: Text
    official_name: str
    sector: str | None
    levels: tuple[str, ...]
    decision: DecisionRecord
    effective_from: date | None
    handler: HandlerRecord | None
    online: OnlineRecord
    channels: Mapping[str, ChannelRecord]
    cases: tuple[CaseRecord, ...]
    components: tuple[ComponentRecord, ...]
    form: FormRecord | None
    steps: tuple[StepRecord, ...]
    process_note: Text | None
    results: tuple[ResultRecord, ...]
    subjects: tuple[str, ...]
    executing_agencies: tuple[str, ...]
    legal_basis: tuple[tuple[str, str], ...]
    requirements: str | None
    official_steps: tuple[str, ...]
    note_texts: tuple[str, ...]
    essential_no: int | None
    obstacles: tuple[Reason, ...]

    @property
    def publishable(self) -> Verdict:
        """Whether nothing stands in the way of publication, with every obstacle at once."""
        return Verdict(ok=not self.obstacles, reasons=self.obstacles)

    def component(self, key: str) -> ComponentRecord:
        """The component with ``key``; KeyError when this version has none."""
        return next((one for one in self.components if one.key == key), None) or _missing(key)

    def asked(self, answers: Mapping[str, object], channel: str | None = None) -> tuple[ComponentRecord, ...]:
        """The components that apply to these answers and this channel, in official order."""
        return tuple(one for one in self.components if one.applies(answers, channel))

    @property
    def result(self) -> ResultRecord | None:
        """The result that is issued as a document, when there is one."""
        return next((one for one in self.results if one.template), None)


def _missing(key: str) -> ComponentRecord:
    raise KeyError(key)


@dataclass(frozen=True, slots=True)
class ListingRecord:
    """One line of the public list. ``state`` is ``published`` or ``preparing`` (đang hoàn thiện)."""

    code: str
    name: Text
    sector: str | None
    levels: tuple[str, ...]
    online_level: str | None
    version_id: UUID | None
    state: str
    essential_no: int | None
    issuing_body: str | None


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """One line of the index of the whole national catalogue."""

    code: str
    name: str
    sectors: str
    scope: str
    issuing_body: str
    executing_agencies: str
    subjects: str


@dataclass(frozen=True, slots=True)
class OnlineLevelEntry:
    """A decision on the online level of a procedure in one place. Unknown dates stay None."""

    level: str
    decision: str | None
    issued_by: str
    issued_on: date | None
