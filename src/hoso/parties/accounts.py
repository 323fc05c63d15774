"""Accounts and their posts, as their administrator reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hoso.base import clock
from hoso.base.errors import NotFound
from hoso.base.identifiers import fold
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.parties.actors import Actor, require
from hoso.parties.models import Account, Post


@dataclass(frozen=True, slots=True)
class PostRecord:
    """A role held at an agency from a day to a day (civil days, both included; None: open)."""

    id: int
    role: Role
    title: str
    agency_id: str
    agency_name: str
    valid_from: date | None
    valid_to: date | None
    current: bool


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """What signs in. An account without a post is a citizen's or an organisation's."""

    id: UUID
    username: str
    name: str
    active: bool
    posts: tuple[PostRecord, ...]


@dataclass(frozen=True, slots=True)
class AccountPage:
    """A page of accounts by sign-in name; ``after`` continues it, None at its end."""

    rows: tuple[AccountRecord, ...]
    after: str | None


def accounts(*, by: Actor, words: str = "", after: str = "", size: int = 50) -> AccountPage:
    """The accounts whose sign-in name or person's name holds every word, accents or not, by sign-in name.

    Raises ``NotAllowed``. Names are compared in memory page by page: an administrator's list is short.
    """
    require(by, "parties.manage")
    wanted = fold(words).split()
    found: list[Account] = []
    rows = Account.objects.order_by("username").filter(username__gt=after)
    for row in rows.iterator(chunk_size=500):
        if all(word in fold(f"{row.username} {row.display_name}") for word in wanted):
            found.append(row)
        if len(found) > size:
            break
    more, found = len(found) > size, found[:size]
    posts = _posts_of(found)
    records = tuple(_record(row, posts.get(row.pk, ())) for row in found)
    return AccountPage(records, found[-1].username if more else None)


def account(username: str, *, by: Actor) -> AccountRecord:
    """One account with all posts it ever held. Raises ``NotAllowed``, ``NotFound``."""
    require(by, "parties.manage")
    row = Account.objects.filter(username=username).first()
    if row is None:
        raise NotFound(Text("Không có tài khoản này.", "There is no such account."))
    return _record(row, _posts_of([row]).get(row.pk, ()))


def _posts_of(rows: list[Account]) -> dict[UUID, tuple[PostRecord, ...]]:
    today = clock.civil_day(clock.now())
    found: dict[UUID, tuple[PostRecord, ...]] = {}
    for post in Post.objects.filter(account__in=rows).select_related("agency").order_by("id"):
        begun = post.valid_from is None or post.valid_from <= today
        record = PostRecord(
            post.pk,
            Role(post.role),
            post.title,
            post.agency_id,
            post.agency.name,
            post.valid_from,
            post.valid_to,
            begun and (post.valid_to is None or today <= post.valid_to),
        )
        found[post.account_id] = (*found.get(post.account_id, ()), record)
    return found


def _record(row: Account, posts: tuple[PostRecord, ...]) -> AccountRecord:
    return AccountRecord(row.pk, row.username, row.display_name, row.is_active, posts)
