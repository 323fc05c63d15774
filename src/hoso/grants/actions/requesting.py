"""A person or a firm asks for a free signature, online or at the counter."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid
from hoso.base.identifiers import uuid7
from hoso.grants.access import write
from hoso.grants.actions.watching import lapse
from hoso.grants.models import Grant, Origin
from hoso.law.grants import LIVE, WAITING, GrantState
from hoso.law.roles import Relation
from hoso.law.text import Text
from hoso.papers.records import Owner
from hoso.parties import queries as parties
from hoso.parties.actors import SYSTEM, Actor, require

ASKED = Text(
    "Đã có một yêu cầu cấp chữ ký số đang chờ. Mỗi người, mỗi tổ chức chỉ có một yêu cầu cùng lúc.",
    "A request for a signature is waiting already. A person or firm has one at a time.",
)
HELD = Text(
    "Đã có chữ ký số đang dùng được. Hãy gia hạn khi sắp hết hạn, hoặc thu hồi trước khi xin cấp mới.",
    "There is a signature in use already. Renew it near its end, or revoke it before asking for a new one.",
)
NO_DESK = Text(
    "Hãy chọn bộ phận một cửa nơi bạn sẽ xuất trình thẻ căn cước.",
    "Choose the one-stop desk where you will show your citizen card.",
)
NO_NUMBER = Text(
    "Chưa có số định danh cá nhân của người ký, nên chưa cấp được. Hãy bổ sung số định danh vào hồ sơ cá nhân.",
    "The personal number of the signer is not on record, so nothing can be issued. Add it first.",
)
NOBODY = Text(
    "Tổ chức này chưa ghi người đại diện, nên chưa cấp chữ ký số được.",
    "No representative of this organisation is on record, so no signature can be issued.",
)


def request(desk_id: str, *, by: Actor, owner: Owner | None = None) -> UUID:
    """Ask for a free signature; ``desk_id`` is the one-stop desk that will see the card.

    ``owner``: at the counter, for whom the officer asks; his own desk then confirms. Raises ``Invalid`` for a
    desk or a person that will not do, ``Conflict`` when a request or a certificate is alive.
    """
    at_counter = owner is not None
    require(by, "grants.request", {Relation.RECEIVER} if at_counter else {Relation.OWNER})
    now = clock.now()
    desks = {one.id for one in parties.one_stops(clock.civil_day(now))}
    desk = str(by.agency_id) if at_counter else desk_id
    if desk not in desks:
        raise Invalid(NO_DESK, {"desk": NO_DESK})
    person_id, organisation_id = _holder(owner or Owner(by.person_id, by.organisation_id))
    with transaction.atomic():
        _require_none(person_id, organisation_id, now)
        made = Grant(
            person_id=person_id,
            organisation_id=organisation_id,
            agency_id=desk,
            origin=Origin.COUNTER if at_counter else Origin.ONLINE,
            state=GrantState.REQUESTED,
            requested_at=now,
            reference=f"grant-{uuid7().hex}",
        )
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError as raced:
            raise Conflict(ASKED) from raced
        write(made, "grants.request", by, now)
    return made.id


def _holder(owner: Owner) -> tuple[UUID, UUID | None]:
    """The person who will sign, and the organisation he signs for."""
    person_id = owner.person_id
    if owner.organisation_id:
        person_id = parties.organisation(owner.organisation_id).represented_by_id
    if person_id is None:
        raise Invalid(NOBODY)
    if not parties.person(person_id).personal_id:
        raise Invalid(NO_NUMBER)
    return person_id, owner.organisation_id


def _require_none(person_id: UUID, organisation_id: UUID | None, now: datetime) -> None:
    whose = {"organisation_id": organisation_id} if organisation_id else {"person_id": person_id}
    own = Grant.objects.filter(**whose, organisation__isnull=organisation_id is None)
    for ended in own.filter(state__in=LIVE, valid_to__lte=now).select_for_update():
        lapse(ended, SYSTEM, now)
    if own.filter(state__in=WAITING).exists():
        raise Conflict(ASKED)
    if own.filter(state__in=LIVE).exists():
        raise Conflict(HELD)
