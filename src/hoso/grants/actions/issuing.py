"""The holder makes his key at the authority, with a PIN we never see; we take the certificate. Renewal likewise."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Refused
from hoso.base.identifiers import uuid7
from hoso.grants.access import grant_of, move, relations_to, require_step, wish_of, write
from hoso.grants.actions.requesting import ASKED
from hoso.grants.certificates import checked
from hoso.grants.models import Grant, Origin
from hoso.grants.ports import Certified, Invitation, issuing
from hoso.law.grants import WAITING, GrantState, may_renew
from hoso.law.text import Text
from hoso.parties.actors import Actor, require

NOT_MADE = Text(
    "Tổ chức cấp chữ ký số chưa có khóa của bạn. Hãy đặt mã PIN để tạo khóa.",
    "The issuing authority has no key of yours yet. Choose a PIN to make it.",
)


def invite(grant_id: UUID, *, by: Actor) -> Invitation:
    """Where the holder's browser makes the key. Nothing is written; it may be repeated.

    Raises ``Conflict`` before the identity is confirmed, ``Unavailable`` when the authority does not answer.
    """
    grant = grant_of(grant_id, by)
    require(by, "grants.issue", relations_to(grant, by))
    require_step(grant, "grants.issue")
    return issuing().invite(wish_of(grant))


def collect(grant_id: UUID, *, by: Actor) -> None:
    """Take the certificate once the key is made; a second call changes nothing.

    A renewal ends the older certificate's turn in the same transaction. Raises ``Conflict`` while there is no
    key, ``Unavailable`` when the authority is away or returns something else than was asked for.
    """
    grant = grant_of(grant_id, by)
    require(by, "grants.issue", relations_to(grant, by))
    if grant.state == GrantState.ISSUED:
        return
    require_step(grant, "grants.issue")
    held = issuing().certificate(grant.reference)
    if held is None:
        raise Conflict(NOT_MADE)
    now = clock.now()
    with transaction.atomic():
        grant = grant_of(grant_id, by, hold=True)
        if grant.state != GrantState.ISSUED:
            _take(grant, held, by, now)


def _take(grant: Grant, held: Certified, by: Actor, now: datetime) -> None:
    facts = checked(held, wish_of(grant), now)
    if grant.renews_id:
        older = grant_of(grant.renews_id, by, hold=True)
        older.ended_at = now
        move(older, "grants.renew", by, now)
    grant.certificate, grant.serial = held.certificate, facts.serial
    grant.valid_from, grant.valid_to, grant.issued_at = facts.valid_from, facts.valid_to, now
    move(grant, "grants.issue", by, now, note=facts.serial)


def renew(grant_id: UUID, *, by: Actor) -> UUID:
    """Begin a renewal: a new key that the PIN of the old one opens. Answers the grant to ``invite`` and ``collect``.

    A renewal that was begun and not finished is taken up again. Raises ``Refused`` outside the days of renewal.
    """
    now = clock.now()
    with transaction.atomic():
        grant = grant_of(grant_id, by, hold=True)
        require(by, "grants.renew", relations_to(grant, by))
        require_step(grant, "grants.renew")
        verdict = may_renew(clock.civil_day(_end(grant)), clock.civil_day(now))
        if not verdict.ok:
            raise Refused(verdict)
        begun = Grant.objects.filter(renews=grant, state__in=WAITING).first()
        return begun.id if begun else _begin(grant, by, now)


def _begin(grant: Grant, by: Actor, now: datetime) -> UUID:
    made = Grant(
        person_id=grant.person_id,
        organisation_id=grant.organisation_id,
        agency_id=grant.agency_id,
        origin=Origin.RENEWAL,
        state=GrantState.CONFIRMED,
        requested_at=now,
        confirmed_at=grant.confirmed_at,
        confirmed_by_id=grant.confirmed_by_id,
        card_read=grant.card_read,
        reference=f"grant-{uuid7().hex}",
        renews=grant,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as raced:
        raise Conflict(ASKED) from raced
    write(made, "grants.begin_renewal", by, now)
    return made.id


def _end(grant: Grant) -> datetime:
    if grant.valid_to is None:
        raise ValueError("an issued certificate has its end")
    return grant.valid_to
