"""Who works on it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Invalid
from hoso.dossiers import spine
from hoso.dossiers.models import Dossier
from hoso.filing.announce import announce
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.parties import queries as parties
from hoso.parties.actors import Actor

NOT_A_CASE_OFFICER = Text(
    "Người được chọn không phải cán bộ thụ lý của cơ quan này. Hãy chọn trong danh sách.",
    "The person chosen is no case officer of this agency. Choose one from the list.",
)


@transaction.atomic
def assign(dossier_id: UUID, officer_id: UUID, *, by: Actor, expect_seq: int | None = None) -> None:
    """Give the dossier to a case officer of the solving agency; he may also take it himself."""
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "processing.assign", by)
    if by.has(Role.CASE_OFFICER) and not by.has(Role.HEAD) and officer_id != by.account_id:
        raise Invalid(
            Text("Chỉ người đứng đầu mới phân công cho người khác.", "Only the head assigns to others.")
        )
    _give(dossier, officer_id, "processing.assign", by)


@transaction.atomic
def hand_over(
    dossier_id: UUID, officer_id: UUID, reason: str, *, by: Actor, expect_seq: int | None = None
) -> None:
    """Pass the dossier to a colleague, with the reason. The clock goes on."""
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "processing.hand_over", by)
    if not reason.strip():
        needed = Text("Hãy ghi lý do chuyển.", "Give the reason for handing over.")
        raise Invalid(needed, {"reason": needed})
    _give(dossier, officer_id, "processing.hand_over", by, reason.strip())


def _give(dossier: Dossier, officer_id: UUID, verb: str, by: Actor, reason: str = "") -> None:
    officers = parties.officers(dossier.agency_id, Role.CASE_OFFICER)
    chosen = next((one for one in officers if one.account_id == officer_id), None)
    if chosen is None:
        raise Invalid(NOT_A_CASE_OFFICER, {"officer": NOT_A_CASE_OFFICER})
    facts = {"officer": chosen.name, "officer_id": str(chosen.account_id), "reason": reason}
    entry = spine.advance(dossier, verb, by, facts=facts, now=clock.now(), assignee_id=chosen.account_id)
    announce(dossier, entry, notice=False)
