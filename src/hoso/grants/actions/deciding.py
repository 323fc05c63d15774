"""The one-stop desk sees the card: it confirms the identity, or refuses with a ground."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid
from hoso.base.identifiers import fold
from hoso.grants.access import grant_of, move, relations_to
from hoso.law.text import Text
from hoso.parties.actors import Actor, require
from hoso.parties.models import Person

NUMBER_DIFFERS = Text(
    "Số trên thẻ khác số định danh của người yêu cầu. Không xác nhận được.",
    "The number on the card is not the personal number of this person. It cannot be confirmed.",
)
NAME_DIFFERS = Text(
    "Họ tên trên thẻ khác họ tên của người yêu cầu.", "The name on the card is not the name of this person."
)
BIRTH_DIFFERS = Text(
    "Ngày sinh trên thẻ khác ngày sinh đã ghi.", "The date of birth on the card differs from the record."
)
CARD_DIFFERS = Text(
    "Thẻ không khớp với người yêu cầu. Hãy xem lại thẻ, hoặc từ chối và ghi rõ lý do.",
    "The card does not fit the request. Look again, or refuse and say why.",
)
OWN = Text(
    "Bạn không tự xác nhận danh tính của chính mình. Hãy nhờ đồng nghiệp ở quầy.",
    "You do not confirm your own identity. Ask a colleague at the counter.",
)
NO_GROUND = Text("Hãy ghi lý do từ chối.", "Say why it is refused.")


def confirm(
    grant_id: UUID,
    number: str,
    full_name: str,
    *,
    by: Actor,
    born_on: date | None = None,
    read: Literal["qr", "typed"] = "typed",
) -> None:
    """Confirm that the card shown at the counter is the requester's: its number, name and, if read, birthday.

    From now on the holder may make his key. Raises ``Invalid`` naming each field that differs, ``Conflict``
    in another state.
    """
    with transaction.atomic():
        grant = grant_of(grant_id, by, hold=True)
        require(by, "grants.confirm", relations_to(grant, by))
        if by.person_id is not None and by.person_id == grant.person_id:
            raise Conflict(OWN)
        wrong = _differences(grant.person, number, full_name, born_on)
        if wrong:
            raise Invalid(CARD_DIFFERS, wrong)
        now = clock.now()
        grant.confirmed_at, grant.confirmed_by_id, grant.card_read = now, by.account_id, read
        move(grant, "grants.confirm", by, now, note=read)


def refuse(grant_id: UUID, ground: str, *, by: Actor) -> None:
    """Refuse the request; the ground is shown to the person. Raises ``Invalid`` without one."""
    with transaction.atomic():
        grant = grant_of(grant_id, by, hold=True)
        require(by, "grants.refuse", relations_to(grant, by))
        if not ground.strip():
            raise Invalid(NO_GROUND, {"ground": NO_GROUND})
        now = clock.now()
        grant.ground, grant.ended_at = ground.strip()[:1000], now
        move(grant, "grants.refuse", by, now, note=grant.ground)


def _differences(person: Person, number: str, full_name: str, born_on: date | None) -> dict[str, Text]:
    wrong: dict[str, Text] = {}
    if number.strip() != person.personal_id:
        wrong["number"] = NUMBER_DIFFERS
    if fold(full_name).split() != fold(person.full_name).split():
        wrong["full_name"] = NAME_DIFFERS
    if born_on and person.born_on and born_on != person.born_on:
        wrong["born_on"] = BIRTH_DIFFERS
    return wrong
