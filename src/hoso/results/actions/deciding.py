"""The competent officer decides and signs, or sends the proposal back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid
from hoso.base.words import refuse_unreadable
from hoso.catalogue import queries as catalogue
from hoso.catalogue.records import ResultRecord
from hoso.dossiers import spine
from hoso.dossiers.models import Dossier
from hoso.filing.announce import announce
from hoso.filing.parties import Owner
from hoso.law.identity import result_code
from hoso.law.text import Text
from hoso.papers.keeping import keep
from hoso.papers.ports import signing
from hoso.papers.titles import file_name_for
from hoso.parties.actors import Actor
from hoso.processing.models import Proposal
from hoso.results.making import Made, made_for
from hoso.results.models import Result
from hoso.slips.making import place_of

NO_PROPOSAL = Text("Hồ sơ này chưa có dự thảo kết quả.", "No result has been proposed.")
SEEN_ANOTHER = Text(
    "Dự thảo kết quả đã thay đổi sau khi bạn xem. Hãy tải lại trang và xem bản mới trước khi ký.",
    "The draft changed after you saw it. Reload the page and look at the new one before you sign.",
)


@transaction.atomic
def rework(dossier_id: UUID, reason: str, *, by: Actor, expect_seq: int | None = None) -> None:
    """Send the proposal back to the case officer, with what is to change. The clock goes on."""
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "results.rework", by)
    if not reason.strip():
        needed = Text("Hãy ghi nội dung cần sửa.", "Say what is to change.")
        raise Invalid(needed, {"reason": needed})
    refuse_unreadable(reason)
    now = clock.now()
    proposal = _open_proposal(dossier)
    Proposal.objects.filter(id=proposal.id).update(sent_back_at=now, sent_back_reason=reason.strip())
    entry = spine.advance(dossier, "results.rework", by, facts={"reason": reason.strip()}, now=now)
    announce(dossier, entry, notice=False)


@transaction.atomic
def decide(
    dossier_id: UUID, *, by: Actor, proposal_id: UUID | None = None, expect_seq: int | None = None
) -> UUID:
    """Decide as proposed: each document gets its number and the officer's signature. The first result's id.

    A certified copy is made of every original shown, each with its own number.

    ``proposal_id`` is the draft the officer saw. Number and signature happen in this one transaction, so a
    token that fails gives the number back and nothing is half-signed (``Unavailable``).
    """
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "results.decide", by)
    proposal = _open_proposal(dossier)
    if proposal_id is not None and proposal.id != proposal_id:
        raise Conflict(SEEN_ANOTHER)
    now = clock.now()
    results = [_signed(dossier, proposal, one, by, now) for one in made_for(dossier, proposal, by, now)]
    first = results[0]
    facts = {
        "outcome": proposal.outcome,
        "result": first.code,
        "number": first.paper.number,
        "sha256": first.paper.sha256,
    }
    if len(results) > 1:
        facts["results"] = [
            {"result": one.code, "number": one.paper.number, "sha256": one.paper.sha256} for one in results
        ]
    entry = spine.advance(dossier, "results.decide", by, facts=facts, now=now)
    announce(dossier, entry, notice=False)
    return first.id


def _signed(dossier: Dossier, proposal: Proposal, made: Made, by: Actor, now: datetime) -> Result:
    signed = signing().as_person(by, made.pdf, place=place_of(made.zones.person), reason=made.title)
    kind = catalogue.version(dossier.version_id).result
    granted = proposal.outcome == "grant" and kind is not None
    result = _result(dossier, proposal, by, now, kind if granted else None, made.lookup)
    paper = keep(
        signed,
        kind=kind.paper_kind if granted else "denial",
        title=made.title,
        owner=Owner(dossier.owner_person_id, dossier.owner_organisation_id),
        provenance=made.provenance,
        file_name=file_name_for(f"{made.title} {dossier.code}"),
        by=by,
        text=made.text,
        pages=made.pages,
        signed=True,
        issuer=dossier.agency.name,
        number=made.number,
        issued_on=clock.civil_day(now),
        valid_until=result.valid_until,
    )
    result.paper_id = paper.id
    result.name = made.title
    result.zones = asdict(made.zones)
    result.save(force_insert=True)
    return result


def _open_proposal(dossier: Dossier) -> Proposal:
    row = Proposal.objects.filter(dossier=dossier, sent_back_at__isnull=True).order_by("-proposed_at").first()
    if row is None:
        raise Conflict(NO_PROPOSAL)
    return row


def _result(
    dossier: Dossier,
    proposal: Proposal,
    by: Actor,
    now: datetime,
    kind: ResultRecord | None,
    lookup: str,
) -> Result:
    ordinal = Result.objects.filter(dossier=dossier).count() + 1
    days = kind.valid_for_days if kind else None
    return Result(
        dossier=dossier,
        number=ordinal,
        outcome=proposal.outcome,
        reason=proposal.reason,
        code=result_code(dossier.code or "", ordinal),
        lookup=lookup,
        result_kind=(kind.code or "") if kind else "",
        paper_required=bool(kind and kind.paper_required),
        decided_by_id=by.account_id,
        decided_by_name=by.name,
        decided_at=now,
        valid_until=clock.civil_day(now + timedelta(days=days)) if days else None,
    )
