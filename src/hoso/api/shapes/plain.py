"""Shapes that every part of the API uses."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from ninja import Schema
from pydantic import Field

Item = TypeVar("Item")
Seq = Annotated[int | None, Field(ge=0, le=2**31 - 1)]
Words = Annotated[str, Field(max_length=5000)]
Cursor = Annotated[str | None, Field(max_length=200, description="`next` of the page before")]
Limit = Annotated[int, Field(ge=1, le=200)]


class TextOut(Schema):
    """One sentence in both languages; the Vietnamese one has legal weight."""

    vi: str
    en: str


class Paged(Schema, Generic[Item]):
    """A page of a list; `next` is the cursor of the page after it, null on the last."""

    items: list[Item]
    next: str | None = None


class FieldProblem(Schema):
    """What is wrong with one field."""

    field: str
    detail: str


class ReasonOut(Schema):
    """One ground with the article it comes from."""

    code: str
    detail: str
    source: str
    citation: str


class Problem(Schema):
    """A problem document (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    errors: list[FieldProblem]
    reasons: list[ReasonOut]


class Seen(Schema):
    """What the caller had seen of the journal: a stale call answers 409. `If-Match` says the same."""

    expect_seq: Seq = None


class Reasoned(Seen):
    """A step that needs its reason in words."""

    reason: Words
