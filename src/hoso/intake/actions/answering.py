"""The desk's answer: accept, ask once for everything, or refuse with the article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, Refused
from hoso.catalogue import queries as catalogue
from hoso.dossiers import spine
from hoso.dossiers.models import Dossier
from hoso.filing.announce import announce
from hoso.filing.clock import clock_of, explanation
from hoso.filing.models import Component
from hoso.filing.parties import Owner
from hoso.filing.requests import Wanted, ask_owner
from hoso.holdings.actions import deposit
from hoso.intake.standing import open_points
from hoso.law.text import Text
from hoso.papers.records import record_of
from hoso.parties.actors import Actor

NO_LIMIT = Text(
    "Thủ tục này chưa có thời hạn giải quyết được công bố, nên chưa thể hẹn ngày trả. "
    "Hãy báo người quản trị danh mục hoàn thiện.",
    "This procedure publishes no time limit, so no date can be given. Ask the catalogue administrator.",
)
NO_IDENTIFIER = Text(
    "Cơ quan này chưa có mã định danh điện tử nên chưa cấp được mã hồ sơ. Hãy báo quản trị hệ thống.",
    "This agency has no electronic identifier, so no code can be given. Ask the system administrator.",
)


@transaction.atomic
def accept(dossier_id: UUID, *, by: Actor, expect_seq: int | None = None) -> str:
    """Take the dossier in: code, due date from the e-receipt, Form 01. The dossier code is returned.

    Raises ``Refused`` with everything that stands in the way, ``Conflict`` for whoever comes second.
    """
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "intake.accept", by)
    verdict = open_points(dossier)
    if not verdict.ok:
        raise Refused(verdict)
    now = clock.now()
    dossier.accepted_at = now
    running = clock_of(dossier)
    if running is None:
        raise Conflict(NO_LIMIT)
    if not dossier.receiver.identifier:
        raise Conflict(NO_IDENTIFIER)
    _deposit_components(dossier, by, now)
    code = dossier.code or spine.number(dossier.receiver_id, dossier.receiver.identifier, now)
    facts = {
        "code": code,
        "rule_set": running.due.rule_set,
        "calendar": running.due.calendar_version,
        "limit": {
            "value": running.limit.value,
            "unit": str(running.limit.unit),
            "source": running.limit.source,
        },
        "explanation": explanation(running.due),
    }
    entry = spine.advance(
        dossier,
        "intake.accept",
        by,
        facts=facts,
        now=now,
        code=code,
        accepted_at=now,
        due_at=running.due.due_at,
    )
    announce(dossier, entry, slip="receipt")
    return code


def _deposit_components(dossier: Dossier, by: Actor, now: datetime) -> None:
    owner = Owner(dossier.owner_person_id, dossier.owner_organisation_id)
    version = catalogue.version(dossier.version_id)
    reusable = [slot.key for slot in version.components if slot.reusable]
    if not reusable:
        return
    rows = Component.objects.filter(dossier=dossier, current=True, paper__isnull=False, from_holdings=False)
    rows = rows.filter(key__in=reusable, validity="valid")
    for row in rows.select_related("paper"):
        deposit(
            record_of(row.paper),
            owner,
            condition=row.condition,
            paper_kind=version.component(row.key).paper_kind,
            source_code=dossier.receipt_number,
            now=now,
            by=by,
        )


@transaction.atomic
def request_completion(
    dossier_id: UUID,
    wanted: Sequence[Wanted],
    reason: str,
    *,
    by: Actor,
    second_ground: str = "",
    expect_seq: int | None = None,
) -> None:
    """Ask once for everything that is missing (Form 02); the clock stands still until the owner answers."""
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "intake.request_completion", by)
    ask_owner(dossier, "intake.request_completion", wanted, reason, by=by, second_ground=second_ground)


@transaction.atomic
def refuse(
    dossier_id: UUID,
    reason: str,
    article: str,
    what_to_do: str,
    *,
    by: Actor,
    expect_seq: int | None = None,
) -> None:
    """Refuse with the article and what the owner can do instead (Form 03). Ends the dossier."""
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "intake.refuse", by)
    given = {"reason": reason, "article": article, "what_to_do": what_to_do}
    missing = {name: _ASKED[name] for name, value in given.items() if not value.strip()}
    if missing:
        raise Invalid(next(iter(missing.values())), missing)
    now = clock.now()
    facts = {name: value.strip() for name, value in given.items()}
    entry = spine.advance(dossier, "intake.refuse", by, facts=facts, now=now, ended_at=now)
    announce(dossier, entry, slip="refusal")


_ASKED = {
    "reason": Text("Hãy ghi lý do từ chối.", "Give the reason for refusing."),
    "article": Text("Hãy ghi điều khoản làm căn cứ từ chối.", "Name the article it rests on."),
    "what_to_do": Text("Hãy hướng dẫn người nộp việc có thể làm tiếp.", "Say what the applicant can do."),
}
