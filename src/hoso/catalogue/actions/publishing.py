"""Draft, publish, abolish: the life of a procedure version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotFound, Refused
from hoso.base.identifiers import uuid7
from hoso.catalogue.actions.batches import fill
from hoso.catalogue.models import Procedure, ProcedureVersion
from hoso.catalogue.queries import forget, record_of
from hoso.catalogue.records import VersionRecord
from hoso.catalogue.spec.compose import Doubts, compose, digest
from hoso.law.text import Text
from hoso.law.versions import Change
from hoso.parties.actors import Actor, require


@transaction.atomic
def draft_version(
    code: str, official: Mapping[str, Any], *, curation: Mapping[str, Any] | None = None, by: Actor
) -> VersionRecord:
    """Start, or replace, the draft of the next version of ``code``. Raises NotAllowed, NotFound."""
    require(by, "catalogue.draft")
    if not Procedure.objects.select_for_update().filter(code=code).exists():
        raise _unknown(code)
    spec = compose(official, curation, Doubts(code))
    version = ProcedureVersion.objects.filter(procedure_id=code, state=ProcedureVersion.DRAFT).first()
    if version is None:
        last = ProcedureVersion.objects.filter(procedure_id=code).order_by("-number").first()
        version = ProcedureVersion(id=uuid7(), procedure_id=code, number=(last.number if last else 0) + 1)
    fill(version, spec, digest(spec))
    version.save()
    return record_of(version)


@transaction.atomic
def publish(
    version_id: UUID, *, effective_from: date | None = None, change: Change | None = None, by: Actor
) -> VersionRecord:
    """Publish a draft: from then on the database refuses any change of its content.

    ``effective_from`` (a civil day in Viet Nam) defaults to the day of the decision, else today. The version
    in force before ends the day before. ``change`` says what the decision did: by default the first version
    is issued, a later one amended. Raises NotAllowed, NotFound, Conflict when it is no draft any more,
    Refused with every obstacle, Invalid when it would begin before its predecessor.
    """
    require(by, "catalogue.publish")
    version = _locked(version_id)
    forget(version_id)
    if version.state != ProcedureVersion.DRAFT:
        raise Conflict(Text("Phiên bản này đã được công khai.", "This version has been published already."))
    record = record_of(version)
    if record.obstacles:
        raise Refused(record.publishable)
    starts = effective_from or version.decided_on or clock.civil_day(clock.now())
    follows = _end_predecessor(version, starts)
    ProcedureVersion.objects.filter(id=version.id).update(
        state=ProcedureVersion.PUBLISHED,
        effective_from=starts,
        published_at=clock.now(),
        published_by=by.name,
        change=change or (Change.AMENDED if follows else Change.ISSUED),
    )
    version.refresh_from_db()
    return record_of(version)


@transaction.atomic
def abolish(version_id: UUID, *, on: date, decision: str = "", by: Actor) -> None:
    """End a published version: ``on`` is the first civil day on which nobody can file it any more.

    ``decision`` names what abolished it. Running dossiers keep the version they pinned. Raises NotAllowed,
    NotFound, Conflict, Invalid.
    """
    require(by, "catalogue.abolish")
    version = _locked(version_id)
    if version.state != ProcedureVersion.PUBLISHED:
        raise Conflict(
            Text("Chỉ bãi bỏ được phiên bản đang công khai.", "Only a published version can be abolished.")
        )
    assert version.effective_from is not None
    if on <= version.effective_from:
        raise Invalid(
            Text(
                "Ngày bãi bỏ phải sau ngày bắt đầu hiệu lực.",
                "It can only be abolished after the day it came into force.",
            ),
            {"on": Text("Chọn ngày muộn hơn.", "Choose a later day.")},
        )
    ProcedureVersion.objects.filter(id=version.id).update(
        state=ProcedureVersion.ABOLISHED,
        effective_to=on - timedelta(days=1),
        abolition=decision.strip()[:200],
    )


def _locked(version_id: UUID) -> ProcedureVersion:
    found = (
        ProcedureVersion.objects.select_for_update(of=("self",))
        .select_related("procedure")
        .filter(id=version_id)
        .first()
    )
    if found is None:
        raise NotFound(Text("Không có phiên bản thủ tục này.", "There is no such procedure version."))
    return found


def _end_predecessor(version: ProcedureVersion, starts: date) -> bool:
    """Whether there was one."""
    open_ones = ProcedureVersion.objects.filter(
        procedure_id=version.procedure_id, state=ProcedureVersion.PUBLISHED, effective_to__isnull=True
    )
    for before in open_ones.only("id", "effective_from"):
        assert before.effective_from is not None
        if starts <= before.effective_from:
            raise Invalid(
                Text(
                    f"Ngày hiệu lực phải sau {before.effective_from:%d/%m/%Y}, ngày bản trước có hiệu lực.",
                    f"It must begin after {before.effective_from.isoformat()}, when the one before began.",
                ),
                {"effective_from": Text("Chọn ngày muộn hơn.", "Choose a later day.")},
            )
        ProcedureVersion.objects.filter(id=before.id).update(effective_to=starts - timedelta(days=1))
    return ProcedureVersion.objects.filter(
        procedure_id=version.procedure_id, published_at__isnull=False
    ).exists()


def _unknown(code: str) -> NotFound:
    return NotFound(Text(f"Không có thủ tục mã {code}.", f"There is no procedure with the code {code}."))
