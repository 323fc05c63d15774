"""Drafts, going in and out."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from hoso.api.shapes.papers import PaperOut
from hoso.api.shapes.plain import TextOut


class OwnerIn(Schema):
    """Who stands at the counter: one of the two numbers."""

    personal_id: str | None = Field(None, max_length=20)
    tax_code: str | None = Field(None, max_length=20)


class DraftIn(Schema):
    """A new draft. `owner` only at the counter, with the channel `direct`."""

    procedure: str = Field(max_length=40)
    receiver: str = Field(max_length=40)
    channel: Literal["online", "direct", "postal"] = "online"
    owner: OwnerIn | None = None


class AnswersIn(Schema):
    """The answers as they are now; unfinished ones are kept too."""

    answers: dict[str, Any]
    expect_revision: int | None = Field(None, ge=0, le=2**31 - 1)


class SavedOut(Schema):
    """When the answers were saved, and what is wrong with them so far. Saved is not yet filed."""

    saved_at: datetime
    fields: dict[str, TextOut]


class DraftPaperOut(Schema):
    """A paper in a slot of the draft."""

    component: str
    from_holdings: bool
    paper: PaperOut


class DraftOut(Schema):
    """A draft as its editor sees it."""

    id: UUID
    version_id: UUID
    procedure_code: str
    procedure_name: str
    channel: str
    receiver_id: str
    receiver_name: str
    agency_name: str
    answers: dict[str, Any]
    not_digitisable: dict[str, str]
    revision: int
    saved_at: datetime
    papers: list[DraftPaperOut]


class MissingOut(Schema):
    """A component that has no paper yet."""

    key: str
    name: TextOut


class CompletenessOut(Schema):
    """Everything that is still missing, at once."""

    complete: bool
    fields: dict[str, TextOut]
    missing: list[MissingOut]


class HeldIn(Schema):
    """A held paper to be laid into a slot."""

    component: str = Field(max_length=120)
    holding_id: UUID


class NotDigitisableIn(Schema):
    """Why a paper cannot be digitised: one of the closed list."""

    component: str = Field(max_length=120)
    reason: Literal["shared_as_data", "plain_copy", "only_shown", "state_secret", "nature"]


class SubmitIn(Schema):
    """`expect_revision`: the revision of the draft that the caller had checked."""

    expect_revision: int | None = Field(None, ge=0, le=2**31 - 1)
