"""The caller himself: who he is, and the keys he has given to machines."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from hoso.api.calling import actor
from hoso.api.entrance import tokens
from hoso.api.entrance.doorkeeper import BOTH, SESSION_ONLY
from hoso.api.shapes.plain import Paged
from hoso.parties.actors import Actor

router = Router(tags=["account"], auth=BOTH)


class MeOut(Schema):
    """Who calls, in which roles, for which agency."""

    username: str
    name: str
    roles: list[str]
    agency_id: str | None
    agency_name: str
    title: str


class TokenOut(Schema):
    """A key without its secret."""

    id: UUID
    name: str
    read_only: bool
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class NewTokenOut(TokenOut):
    """A new key; `token` is shown once and never again."""

    token: str


class TokenIn(Schema):
    """A name to remember it by, whether it may only read, and for how many days it is good."""

    name: str = Field(max_length=200)
    read_only: bool = False
    days: int = Field(tokens.USUAL_DAYS, ge=1, le=tokens.MOST_DAYS)


@router.get("/me", response=MeOut)
def read_me(request: HttpRequest) -> Actor:
    """The account behind the key or the session."""
    by = actor(request)
    return {**{name: getattr(by, name) for name in MeOut.model_fields}, "roles": sorted(by.roles)}  # type: ignore[return-value]


@router.get("/tokens", response=Paged[TokenOut], auth=SESSION_ONLY)
def list_tokens(request: HttpRequest) -> dict[str, Any]:
    """The caller's own keys, ended ones too. Only from a signed-in session: a key cannot see other keys."""
    by = actor(request)
    return {"items": tokens.tokens_of(by.username, by=by), "next": None}


@router.post("/tokens", response={201: NewTokenOut}, auth=SESSION_ONLY)
def issue_token(request: HttpRequest, payload: TokenIn) -> Status[dict[str, Any]]:
    """A new key for the caller. Only from a signed-in session: a key cannot make keys."""
    by = actor(request)
    clear, record = tokens.issue(
        by.username, payload.name, by=by, read_only=payload.read_only, days=payload.days
    )
    fields = {name: getattr(record, name) for name in TokenOut.model_fields}
    return Status(201, {**fields, "token": clear})


@router.delete("/tokens/{uuid:token_id}", response={204: None}, auth=SESSION_ONLY)
def revoke_token(request: HttpRequest, token_id: UUID) -> Status[None]:
    """End a key now."""
    tokens.revoke(token_id, by=actor(request))
    return Status(204, None)
