"""Keys for machines: issued once in clear, kept as a hash, ended by a day or by revocation."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from hoso.api.models import ApiToken
from hoso.base import clock
from hoso.base.errors import Invalid, NotFound
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.parties.actors import Actor, actor_of, require
from hoso.parties.models import Account

PREFIX = "hoso_"
USUAL_DAYS = 90
MOST_DAYS = 366
_NOTED_EVERY = timedelta(minutes=1)  # a busy machine must not cause a write with every read

NO_SUCH_ACCOUNT = Text("Không có tài khoản này.", "There is no such account.")
NO_SUCH_TOKEN = Text("Không có khóa truy cập này.", "There is no such token.")
NO_NAME = Text("Hãy đặt tên cho khóa (tối đa 200 ký tự).", "Give the token a name (at most 200 characters).")
BAD_DAYS = Text(
    "Khóa có hiệu lực từ 1 đến {most} ngày.",
    "A token is good for 1 to {most} days.",
)


@dataclass(frozen=True, slots=True)
class TokenRecord:
    """A key without its secret. Instants in UTC."""

    id: UUID
    username: str
    name: str
    read_only: bool
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who stands behind a presented key, and whether it may only read."""

    actor: Actor
    read_only: bool


def issue(
    username: str, name: str, *, by: Actor, read_only: bool = False, days: int = USUAL_DAYS
) -> tuple[str, TokenRecord]:
    """A new key for an account; the key in clear is returned here and never again.

    For the account itself, the administrator, and the operator's command line. Raises ``NotAllowed``,
    ``NotFound`` for an unknown or closed account, ``Invalid`` for its name or its days.
    """
    account = _account_for(username, by)
    wrong = {}
    if not name.strip() or len(name.strip()) > 200:
        wrong["name"] = NO_NAME
    if not 1 <= days <= MOST_DAYS:
        wrong["days"] = BAD_DAYS.format(most=MOST_DAYS)
    if wrong:
        raise Invalid(next(iter(wrong.values())), wrong)
    clear = PREFIX + secrets.token_urlsafe(32)
    now = clock.now()
    row = ApiToken.objects.create(
        account=account,
        name=name.strip(),
        sha256=_digest(clear),
        read_only=read_only,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    return clear, _record(row)


def tokens_of(username: str, *, by: Actor) -> tuple[TokenRecord, ...]:
    """The keys of an account, the newest first, ended ones too. Raises ``NotAllowed``, ``NotFound``."""
    account = _account_for(username, by)
    rows = ApiToken.objects.filter(account=account).select_related("account").order_by("-created_at")
    return tuple(_record(row) for row in rows)


def revoke(token_id: UUID, *, by: Actor) -> None:
    """End a key now. Revoking twice changes nothing. Raises ``NotFound``, also for somebody else's key."""
    row = ApiToken.objects.select_related("account").filter(id=token_id).first()
    if row is None or not (row.account_id == by.account_id or _is_operator(by)):
        raise NotFound(NO_SUCH_TOKEN)
    ApiToken.objects.filter(id=token_id, revoked_at__isnull=True).update(revoked_at=clock.now())


def bearer_of(clear: str) -> Bearer | None:
    """Who stands behind a key; None for one that is unknown, ended, revoked, or of a closed account."""
    if not clear.startswith(PREFIX) or len(clear) > 200:
        return None
    now = clock.now()
    row = (
        ApiToken.objects.select_related("account")
        .filter(sha256=_digest(clear), revoked_at__isnull=True, expires_at__gt=now, account__is_active=True)
        .first()
    )
    if row is None:
        return None
    if row.last_used_at is None or now - row.last_used_at > _NOTED_EVERY:
        ApiToken.objects.filter(id=row.id).update(last_used_at=now)
    return Bearer(actor_of(row.account), row.read_only)


def _account_for(username: str, by: Actor) -> Account:
    if by.username != username and not by.has(Role.SYSTEM):
        require(by, "parties.manage")
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise NotFound(NO_SUCH_ACCOUNT)
    return account


def _is_operator(by: Actor) -> bool:
    return by.has(Role.SYSTEM) or by.has(Role.SYSTEM_ADMIN)


def _digest(clear: str) -> str:
    # 256 random bits need no slow hash: nobody can try them all
    return hashlib.sha256(clear.encode()).hexdigest()


def _record(row: ApiToken) -> TokenRecord:
    return TokenRecord(
        row.id,
        row.account.username,
        row.name,
        row.read_only,
        row.created_at,
        row.expires_at,
        row.last_used_at,
        row.revoked_at,
    )
