"""What officers send: the answers of the desk, the steps of the work, the decision."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from hoso.api.shapes.plain import Reasoned, ReasonOut, Seen, Words
from hoso.law.copies import NotCertifiable


class SettlementIn(Schema):
    """An officer's own conclusion on a doubtful component; it carries his name."""

    component_id: UUID
    valid: bool
    ground: Words


class JudgeIn(Seen):
    """Doubts that the officer settles himself; without any, the law judges alone."""

    settlements: list[SettlementIn] = Field(default_factory=list, max_length=100)


class WantedIn(Schema):
    """One thing to add or correct. A held paper is asked for only on a ground of the law (`override`)."""

    component: str = Field(max_length=120)
    what: Words
    override: str = Field("", max_length=60)
    legal_basis: str = Field("", max_length=1000)


class RequestIn(Reasoned):
    """One complete request. `second_ground` is needed from the second round on."""

    items: list[WantedIn] = Field(max_length=100)
    second_ground: Words = ""


class RefuseIn(Reasoned):
    """A refusal with its article and what the applicant can do."""

    article: Words
    what_to_do: Words


class HeldForIn(Seen):
    """A held paper for a slot of a filed dossier."""

    component: str = Field(max_length=120)
    holding_id: UUID


class AcceptedOut(Schema):
    """The dossier code, and the journal's length after it."""

    code: str
    seq: int


class ObstaclesOut(Schema):
    """Whether the dossier can be accepted as it stands; if not, everything that is open."""

    ok: bool
    reasons: list[ReasonOut]


class AssignIn(Seen):
    """The case officer; without one, the caller takes it himself."""

    officer_id: UUID | None = None


class HandOverIn(Reasoned):
    """A colleague, and why."""

    officer_id: UUID


class StepIn(Seen):
    """A note to a finished step."""

    note: Words = ""


class ComparisonIn(Seen):
    """What the certifier found: the pages he confirms (from 1), what he read, grounds of Decree 23/2015 Art 22."""

    name: str = Field(max_length=500)
    number: str = Field("", max_length=120)
    issuer: str = Field("", max_length=300)
    kind: str = Field("", max_length=80)
    pages: list[Annotated[int, Field(ge=1, le=10_000)]] = Field(default_factory=list, max_length=10_000)
    grounds: list[NotCertifiable] = Field(default_factory=list, max_length=6)
    note: Words = ""


class OpinionIn(Seen):
    """A question to another agency, with the day for its answer."""

    agency_id: str = Field(max_length=40)
    question: Words
    answer_by: date


class AnswerIn(Schema):
    """The opinion given."""

    answer: Words


class ProposeIn(Seen):
    """`grant` with the officer's own facts for the document, or `deny` with reason and articles."""

    outcome: Literal["grant", "deny"]
    entries: dict[str, Any] = Field(default_factory=dict)
    reason: Words = ""
    articles: Words = ""


class ApologyIn(Reasoned):
    """The new date: a working day after the old one."""

    new_due_on: date


class DecideIn(Seen):
    """`proposal_id` is the draft that the officer has read."""

    proposal_id: UUID | None = None


class ReturnIn(Seen):
    """How the owner got his result."""

    how: Literal["account", "desk", "post"] = "account"


class CreatedOut(Schema):
    """The identifier of what was made."""

    id: UUID


class OfficerOut(Schema):
    """An officer of the caller's agency."""

    account_id: UUID
    name: str
    title: str
    role: str


class ReportIn(Seen):
    """Who asked for which paper, and when, in the owner's words."""

    what: Words


class FeedbackIn(Seen):
    """From 1 (poor) to 5 (very good), and words if there are any."""

    stars: int = Field(ge=1, le=5)
    words: Words = ""


class RevokeIn(Reasoned):
    """The decision that takes a result back; the reason is public."""

    decision_number: str = Field(max_length=80)
    decided_on: date
