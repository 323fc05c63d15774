"""Asking the owner for what is missing: one complete request. Called by the verbs of intake and processing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hoso.base import clock
from hoso.base.errors import Invalid
from hoso.dossiers.models import Dossier
from hoso.filing.models import SupplementRequest
from hoso.law.rulesets import rules_at
from hoso.law.text import Text
from hoso.parties.actors import Actor

NOTHING_ASKED = Text(
    "Hãy chọn ít nhất một thành phần cần bổ sung và nói rõ cần gì.",
    "Choose at least one component and say what is needed.",
)
NO_REASON = Text("Hãy ghi lý do yêu cầu bổ sung.", "Give the reason for asking.")
SECOND_ROUND = Text(
    "Hồ sơ này đã được yêu cầu bổ sung một lần. Chỉ được hướng dẫn một lần, đầy đủ (Nghị định 61/2018, Điều 17). "
    "Nếu vẫn phải yêu cầu nữa, hãy ghi căn cứ pháp lý; lần này được tính vào chỉ số giải quyết quá hạn.",
    "This dossier was asked to supplement before. Guidance is given once and completely (Decree 61/2018 Art 17). "
    "If you must ask again, give the legal ground; this round counts as overdue in the national figure.",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to add or correct: the component's key, its name, and what exactly is needed."""

    component: str
    name: str
    what: str


def ask(
    dossier: Dossier, wanted: Sequence[Wanted], reason: str, *, second_ground: str = "", by: Actor, now: datetime
) -> SupplementRequest:
    """Write the next request of a held dossier, in the caller's transaction. Raises ``Invalid``."""
    items = [one for one in wanted if one.what.strip()]
    fields = {}
    if not items:
        fields["items"] = NOTHING_ASKED
    if not reason.strip():
        fields["reason"] = NO_REASON
    rounds = SupplementRequest.objects.filter(dossier=dossier).count()
    rules = rules_at(dossier.accepted_at or dossier.submitted_at)
    if rounds >= rules.supplement_rounds.value and not second_ground.strip():
        fields["second_ground"] = SECOND_ROUND
    if fields:
        raise Invalid(next(iter(fields.values())), fields)
    waiting = timedelta(days=rules.supplement_wait_days.value)
    return SupplementRequest.objects.create(
        dossier=dossier,
        number=rounds + 1,
        items=[{"component": one.component, "name": one.name, "what": one.what.strip()} for one in items],
        reason=reason.strip(),
        second_ground=second_ground.strip(),
        asked_by_id=by.account_id,
        asked_at=now,
        answer_by=clock.civil_day(now + waiting),
    )
