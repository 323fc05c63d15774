"""Dossiers as JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from hoso.api.shapes.catalogue import LimitOut, StepOut
from hoso.api.shapes.papers import PaperOut, ResultOut
from hoso.api.shapes.plain import TextOut


class DossierOut(Schema):
    """A dossier. `seq` is the length of its journal: send it back as `expect_seq`."""

    id: UUID
    reference: str
    code: str | None
    receipt_number: str
    version_id: UUID
    procedure_code: str
    procedure_name: str
    channel: str
    state: str
    state_label: TextOut
    owner_name: str
    agency_id: str
    agency_name: str
    receiver_id: str
    receiver_name: str
    assignee_id: UUID | None
    assignee_name: str
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    seq: int

    @staticmethod
    def resolve_state_label(record: Any) -> Any:
        """The state in words."""
        return record.state.label


class ClockOut(Schema):
    """The time limit, and the due date with its calculation line by line."""

    limit: LimitOut
    due_at: datetime
    due_on: date
    paused_since: datetime | None
    rule_set: str
    calendar_version: str
    explanation: list[TextOut]


class ComponentFiledOut(Schema):
    """A component as filed, with its verdict once judged."""

    id: UUID
    key: str
    paper: PaperOut | None
    from_holdings: bool
    brought_on_paper: bool
    not_digitisable: str
    condition: str
    validity: str
    evidence: list[dict[str, str]]
    judged_at: datetime | None


class RequestOut(Schema):
    """A request to supplement."""

    number: int
    items: list[dict[str, str]]
    reason: str
    asked_at: datetime
    asked_by: str
    answer_by: date | None
    answered_at: datetime | None


class SlipOut(Schema):
    """A printed form of the procedure, signed."""

    form: str
    seq: int
    made_at: datetime
    paper: PaperOut


class StepStateOut(Schema):
    """A step of the pinned process and whether it is done."""

    step: StepOut
    done_at: datetime | None
    done_by: str
    note: str


class OpinionOut(Schema):
    """A question to another unit, and its answer."""

    id: UUID
    dossier_id: UUID
    reference: str
    agency_name: str
    question: str
    asked_at: datetime
    answer_by: date
    answer: str
    answered_at: datetime | None


class ProposalOut(Schema):
    """A result proposed, with its document as it will be signed."""

    id: UUID
    outcome: str
    reason: str
    document: PaperOut
    proposed_by: str
    proposed_at: datetime
    sent_back_at: datetime | None
    sent_back_reason: str


class VerbOut(Schema):
    """Something the caller may do now."""

    verb: str
    label: TextOut


class WorkOut(Schema):
    """The inside of the work: for officers only."""

    steps: list[StepStateOut]
    opinions: list[OpinionOut]
    proposals: list[ProposalOut]


class DossierDetail(DossierOut):
    """A dossier with its clock, papers, requests, results, and what the caller may do now."""

    clock: ClockOut | None
    verbs: list[VerbOut]
    asked: list[dict[str, Any]]
    components: list[ComponentFiledOut]
    requests: list[RequestOut]
    slips: list[SlipOut]
    results: list[ResultOut]
    work: WorkOut | None


class JournalLineOut(Schema):
    """One line of the journal. `facts` are its details, for officers only."""

    seq: int
    at: datetime
    verb: str
    label: TextOut
    state: str
    state_label: TextOut
    actor_name: str
    actor_agency_id: str
    hash: str
    facts: dict[str, Any] | None


class TrackedOut(Schema):
    """What anyone may know of a dossier by its code: no personal data."""

    reference: str
    procedure_name: str
    agency_name: str
    state: str
    state_label: TextOut
    submitted_at: datetime
    due_at: datetime | None
    ended_at: datetime | None

    @staticmethod
    def resolve_state_label(record: Any) -> Any:
        """The state in words."""
        return record.state.label


class NoticeOut(Schema):
    """A message to the owner."""

    text: TextOut
    at: datetime
    dossier_id: UUID
