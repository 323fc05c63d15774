"""Procedures and agencies as JSON."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Schema

from hoso.api.shapes.plain import TextOut


class ListingOut(Schema):
    """One line of the public list. `state` is `published` or `preparing`."""

    code: str
    name: TextOut
    sector: str | None
    levels: list[str]
    online_level: str | None
    version_id: UUID | None
    state: str
    essential_no: int | None
    issuing_body: str | None


class IndexLineOut(Schema):
    """One line of the national index."""

    code: str
    name: str
    sectors: str
    scope: str
    issuing_body: str
    executing_agencies: str
    subjects: str


class LimitOut(Schema):
    """A time limit: a number with its unit. `confirmed` is false where no source states it."""

    value: int
    unit: str
    cutoff: time | None
    confirmed: bool
    source: str


class FeeOut(Schema):
    """A fee as announced; an unknown amount is null, never 0."""

    kind: str | None
    amount: Decimal | None
    currency: str | None
    note: str
    per: str
    ceiling: Decimal | None


class ChannelOut(Schema):
    """A way to file: `direct`, `online` or `postal`."""

    channel: str
    limit: LimitOut | None
    fees: list[FeeOut]
    published: list[str]
    notes: list[str]


class ComponentOut(Schema):
    """A slot to be filled. Of one `alternatives` group any one is enough."""

    key: str
    name: TextOut
    kind: str
    paper_kind: str
    required: bool | None
    alternatives: str | None
    from_form: bool
    reusable: bool
    originals: int | None
    copies: int | None
    entry: str
    accept: list[str]
    most_bytes: int
    official_text: str


class StepOut(Schema):
    """A step of the internal process; `hours` null is not counted in the limit."""

    key: str
    name: TextOut
    role: str
    hours: Decimal | None


class ResultKindOut(Schema):
    """What the procedure ends in."""

    code: str | None
    name: TextOut
    paper_required: bool
    paper_kind: str
    valid_for_days: int | None


class OnlineOut(Schema):
    """How far the procedure runs online, and why."""

    level: str | None
    reasons: list[TextOut]
    basis: str


class DecisionOut(Schema):
    """The decision that announced this version."""

    number: str | None
    decided_on: date | None
    published_on: date | None


class VersionOut(Schema):
    """One published state of a procedure, complete."""

    id: UUID
    code: str
    number: int
    name: TextOut
    official_name: str
    sector: str | None
    levels: list[str]
    decision: DecisionOut
    effective_from: date | None
    online: OnlineOut
    channels: list[ChannelOut]
    components: list[ComponentOut]
    steps: list[StepOut]
    results: list[ResultKindOut]
    subjects: list[str]
    executing_agencies: list[str]
    legal_basis: list[tuple[str, str]]
    requirements: str | None
    official_steps: list[str]
    obstacles: list[TextOut]

    @staticmethod
    def resolve_channels(version: Any) -> list[Any]:
        """The channels as a list."""
        return list(version.channels.values())

    @staticmethod
    def resolve_obstacles(version: Any) -> list[Any]:
        """What stands in the way of publication, in words."""
        return [reason.text for reason in version.obstacles]


class AgencyOut(Schema):
    """One legal life of an agency."""

    id: str
    name: str
    kind: str
    level: str
    identifier: str | None
    parent_id: str | None
    valid_from: date | None
    valid_to: date | None
    is_one_stop: bool
