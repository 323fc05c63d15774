"""The owner takes his dossier back before it is decided."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Invalid
from hoso.dossiers import spine
from hoso.filing.announce import announce
from hoso.filing.models import SupplementRequest
from hoso.law.text import Text
from hoso.parties.actors import Actor


@transaction.atomic
def withdraw(dossier_id: UUID, reason: str, *, by: Actor, expect_seq: int | None = None) -> None:
    """End the dossier at its owner's wish. His papers stay his; the journal stays. Cannot be undone."""
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "filing.withdraw", by)
    if not reason.strip():
        raise Invalid(
            Text("Hãy cho biết lý do rút hồ sơ.", "Say why you withdraw."),
            {"reason": Text("Hãy cho biết lý do rút hồ sơ.", "Say why you withdraw.")},
        )
    now = clock.now()
    SupplementRequest.objects.filter(dossier=dossier, answered_at__isnull=True).update(answered_at=now)
    entry = spine.advance(
        dossier, "filing.withdraw", by, facts={"reason": reason.strip()}, now=now, ended_at=now
    )
    announce(dossier, entry, slip="stop_notice")
