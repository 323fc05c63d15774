"""The journal: canonical lines, chained by hash. Every line becomes a leaf of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from hoso.base.identifiers import uuid7
from hoso.dossiers.models import Dossier, Entry
from hoso.dossiers.notary import commit
from hoso.ledger.chained import GENESIS, hash_of
from hoso.parties.actors import Actor

__all__ = ["GENESIS", "broken_at", "canonical", "hash_of", "instant", "keep", "prepared", "write"]


def canonical(entry: Entry) -> dict[str, Any]:
    """The facts of a line that its hash covers, as plain JSON values; instants in UTC, to the microsecond."""
    return {
        "v": 1,
        "entry": str(entry.id),
        "dossier": str(entry.dossier_id),
        "seq": entry.seq,
        "at": instant(entry.at),
        "verb": entry.verb,
        "agency": entry.agency_id,
        "procedure": entry.procedure_code,
        "channel": entry.channel,
        "from": entry.state_from,
        "to": entry.state_to,
        "due_at": instant(entry.due_at) if entry.due_at else None,
        "actor": {
            "account": str(entry.actor_id) if entry.actor_id else None,
            "name": entry.actor_name,
            "agency": entry.actor_agency_id,
        },
        "facts": entry.facts,
        "previous": entry.previous_hash,
    }


def instant(moment: datetime) -> str:
    """An instant as ISO 8601 in UTC with six decimals: one form, so equal instants hash equally."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def write(
    dossier: Dossier,
    verb: str,
    state_from: str,
    by: Actor,
    now: datetime,
    facts: Mapping[str, Any],
) -> Entry:
    """Add the next line to the journal of ``dossier`` and its leaf; both in the caller's transaction."""
    entry = prepared(dossier, verb, state_from, by, now, facts)
    keep(entry)
    return entry


def prepared(
    dossier: Dossier, verb: str, state_from: str, by: Actor, now: datetime, facts: Mapping[str, Any]
) -> Entry:
    """The next line with its hash, not written yet: a new dossier's row carries that hash from the start."""
    entry = Entry(
        id=uuid7(),
        dossier=dossier,
        seq=dossier.last_seq,
        at=now,
        verb=verb,
        agency_id=dossier.agency_id,
        procedure_code=dossier.procedure_code,
        channel=dossier.channel,
        state_from=state_from,
        state_to=dossier.state,
        due_at=dossier.due_at,
        actor_id=by.account_id,
        actor_name=by.name,
        actor_agency_id=by.agency_id or "",
        facts=dict(facts),
        previous_hash=dossier.head_hash or GENESIS,
    )
    entry.hash = hash_of(canonical(entry))
    return entry


def keep(entry: Entry, receipt: Mapping[str, Any] | None = None) -> None:
    """Write a prepared line and its leaf.

    ``receipt`` is the content of an e-receipt; its leaf then commits to that and to the line's hash.
    """
    entry.save(force_insert=True)
    commit(entry, receipt)


def broken_at(entries: Iterable[Entry]) -> int | None:
    """The ``seq`` of the first line of one journal that does not follow from the line before; None: whole."""
    previous, expected = GENESIS, 1
    for entry in entries:
        whole = entry.seq == expected and entry.previous_hash == previous
        if not whole or entry.hash != hash_of(canonical(entry)):
            return entry.seq
        previous, expected = entry.hash, expected + 1
    return None
