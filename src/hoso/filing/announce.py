"""What every verb on a dossier owes afterwards: a notice to its owner, and perhaps a slip."""

from __future__ import annotations

from hoso.base import outbox
from hoso.dossiers.models import Dossier, Entry


def announce(dossier: Dossier, entry: Entry, *, slip: str | None = None, notice: bool = True) -> None:
    """Post the messages of a journal line, in the verb's transaction; each is delivered once in effect."""
    payload = {"dossier": str(dossier.id), "seq": entry.seq}
    messages = [("national_portal.sync", f"sync:{dossier.id}:{entry.seq}", payload)]
    if notice:
        messages.insert(0, ("notices.tell", f"notice:{dossier.id}:{entry.seq}", payload))
    if slip:
        messages.insert(0, ("slips.make", f"slip:{dossier.id}:{slip}:{entry.seq}", {**payload, "form": slip}))
    outbox.post_all(messages)
