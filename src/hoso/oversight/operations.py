"""How the installation itself is doing: work that waits, the ledger, the guards, the vault."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from hoso.archive.queries import tree_addresses
from hoso.base import backlog, clock
from hoso.base.append_only import unguarded_tables
from hoso.base.backlog import Backlog, Troubled
from hoso.base.errors import Conflict, NotAllowed, Unavailable
from hoso.base.vault import vault
from hoso.dossiers.models import Leaf
from hoso.dossiers.queries import HeadRecord, latest_head
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.papers.queries import addresses_on_record
from hoso.parties.actors import Actor, require
from hoso.vault.audit import Finding, Trouble, audit
from hoso.vault.local import LocalVault

SLOW = timedelta(minutes=1)
_MOST_FINDINGS = 10_000


@dataclass(frozen=True, slots=True)
class Operations:
    """The operating state at ``at``. ``unguarded`` tables have lost their append-only guard: must be empty."""

    at: datetime
    backlog: Backlog
    troubled: tuple[Troubled, ...]
    head: HeadRecord | None
    leaves_waiting: int
    unguarded: tuple[str, ...]

    @property
    def worker_seems_stopped(self) -> bool:
        """Whether a message that could run has been waiting for more than a minute with nobody on it."""
        oldest = self.backlog.oldest
        return oldest is not None and self.backlog.leased == 0 and self.at - oldest > SLOW


def operations(*, by: Actor) -> Operations:
    """The operating state now. Raises ``NotAllowed``. Source: hn-directive:4a."""
    require(by, "operations.read")
    return Operations(
        at=clock.now(),
        backlog=backlog.backlog(),
        troubled=backlog.troubled(),
        head=latest_head(),
        leaves_waiting=Leaf.objects.filter(index__isnull=True).count(),
        unguarded=tuple(unguarded_tables()),
    )


def retry(message_id: UUID, *, by: Actor) -> None:
    """Let a failed message run again now; for the system administrator only.

    Raises ``NotAllowed``, and ``Conflict`` when it was delivered meanwhile or is being tried.
    """
    require(by, "operations.read")
    if not by.has(Role.SYSTEM_ADMIN):
        raise NotAllowed(
            Text("Chỉ quản trị hệ thống được chạy lại.", "Only the system administrator may try it again.")
        )
    if not backlog.revive(message_id):
        raise Conflict(
            Text(
                "Việc này đã xong hoặc đang được chạy. Hãy tải lại trang.",
                "It is done already, or being tried right now. Reload the page.",
            )
        )


@dataclass(frozen=True, slots=True)
class VaultSummary:
    """What an audit of the vault found, by kind of trouble, with the first few; contents were not re-read."""

    counts: dict[Trouble, int]
    first: tuple[Finding, ...]
    stopped_early: bool


def vault_summary(*, by: Actor) -> VaultSummary:
    """Compare the vault with the papers on record, without hashing every byte. Raises ``NotAllowed``.

    Files younger than a minute are no orphans: their record may not be written yet. ``Unavailable`` when
    the vault is not a folder of this machine.
    """
    require(by, "operations.read")
    kept = vault()
    if not isinstance(kept, LocalVault):
        raise Unavailable(
            Text("Kho này không kiểm được từ đây.", "This vault cannot be audited from this page.")
        )
    on_record = heapq.merge(addresses_on_record(), tree_addresses())
    found = audit(kept, on_record, orphans_before=clock.now() - SLOW, read_contents=False)
    seen = list(islice(found, _MOST_FINDINGS + 1))
    counts = Counter(one.trouble for one in seen[:_MOST_FINDINGS])
    return VaultSummary(dict(counts), tuple(seen[:20]), len(seen) > _MOST_FINDINGS)
