"""What is protected: papers with all files they were made from, and the signed head of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from django.db.models import Exists, OuterRef

from hoso.archive.models import Place
from hoso.base.vault import vault
from hoso.dossiers.models import TreeHead
from hoso.papers.models import Paper
from hoso.seal.preservation.digests import digests_of
from hoso.vault.errors import NotStored, StorageFailed

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """One object of the archive: a paper by its files in the vault, or the head of the ledger by its note."""

    paper: Paper | None = None
    head: TreeHead | None = None

    @property
    def addresses(self) -> tuple[str, ...]:
        """The files in the vault, the one in use first, then what came in, then what else it was made from."""
        if self.paper is None:
            return ()
        all_files = (self.paper.sha256, self.paper.received_sha256, *self.paper.made_from)
        return tuple(dict.fromkeys(one for one in all_files if one))

    @property
    def name(self) -> str:
        """How it is called in reports."""
        return str(self.paper.id) if self.paper else f"so-cai/{self.head.size if self.head else 0}"


@dataclass(frozen=True, slots=True)
class Hashed:
    """An object with the hashes of its data objects under one algorithm, in order."""

    kept: Kept
    parts: tuple[bytes, ...]


@dataclass(slots=True)
class Damaged:
    """Objects whose files are missing or no longer what their address says: they cannot be protected."""

    names: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, kept: Kept) -> None:
        """Count one more; the first hundred are named."""
        self.count += 1
        if len(self.names) < 100:
            self.names.append(kept.name)


def waiting(since: datetime | None, before: datetime) -> Iterator[Kept]:
    """Papers kept in that time (``since`` may be open) that nothing protects yet, oldest first; a page in memory.

    The newest head of the ledger before that instant comes first: it stands for all leaves under it.
    """
    head = TreeHead.objects.filter(at__lt=before).order_by("-size").first()
    if head and not Place.objects.filter(head=head).exists():
        yield Kept(head=head)
    rows = Paper.objects.filter(created_at__lt=before).exclude(
        Exists(Place.objects.filter(paper=OuterRef("pk")))
    )
    if since is not None:
        rows = rows.filter(created_at__gte=since)
    rows = rows.only("id", "sha256", "received_sha256", "made_from").order_by("id")
    page = list(rows[:_PAGE])
    while page:
        yield from (Kept(paper=row) for row in page)
        page = list(rows.filter(id__gt=page[-1].id)[:_PAGE])


def hashed(kept: Kept, algorithm: str) -> Hashed | None:
    """The object as it lies in the vault today; None when a file is missing or damaged."""
    if kept.head is not None:
        return Hashed(kept, (digests_of(kept.head.checkpoint.encode(), [algorithm])[algorithm],))
    parts = []
    for address in kept.addresses:
        try:
            with vault().open(address) as stream:
                found = digests_of(stream, {"sha256", algorithm})
        except (NotStored, StorageFailed, OSError):
            return None
        if found["sha256"].hex() != address:
            return None
        parts.append(found[algorithm])
    return Hashed(kept, tuple(parts))


def opened(kept: Kept) -> list[tuple[str, BinaryIO | bytes]]:
    """The data objects by name, in the order of their hashes, to check a record against. Raises ``NotStored``."""
    if kept.head is not None:
        return [("checkpoint", kept.head.checkpoint.encode())]
    return [(address, vault().open(address)) for address in kept.addresses]
