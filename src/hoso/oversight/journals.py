"""One dossier's journal for whoever inspects it: every line, and whether the chain holds."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hoso.dossiers import queries as dossiers
from hoso.dossiers.journal import broken_at
from hoso.dossiers.models import Dossier, Entry, Leaf
from hoso.dossiers.queries import DossierRecord, EntryRecord
from hoso.parties.actors import Actor


@dataclass(frozen=True, slots=True)
class InspectedJournal:
    """A dossier with its journal. ``broken_at``: the first line that does not follow from the one before.

    ``whole`` means that each line hashes to what it says, follows the line before, and that the last one is
    the head which the dossier carries. ``in_ledger`` lines stand numbered in the ledger already.
    """

    dossier: DossierRecord
    lines: tuple[EntryRecord, ...]
    broken_at: int | None
    ends_at_head: bool
    in_ledger: int

    @property
    def whole(self) -> bool:
        """Whether nothing was changed, taken out or added."""
        return self.broken_at is None and self.ends_at_head


def inspected(dossier_id: UUID, *, by: Actor) -> InspectedJournal:
    """The dossier and its journal, checked line by line now. ``NotFound`` for whoever may not read it."""
    record = dossiers.dossier(dossier_id, by=by)
    entries = list(Entry.objects.filter(dossier_id=dossier_id).order_by("seq"))
    head, last_seq = Dossier.objects.values_list("head_hash", "last_seq").get(id=dossier_id)
    last = entries[-1] if entries else None
    return InspectedJournal(
        dossier=record,
        lines=dossiers.timeline(dossier_id),
        broken_at=broken_at(entries),
        ends_at_head=last is not None and last.hash == head and last.seq == last_seq,
        in_ledger=Leaf.objects.filter(entry__dossier_id=dossier_id, index__isnull=False).count(),
    )
