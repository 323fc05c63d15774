"""The competent officer decides and signs, or sends the proposal back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid
from hoso.base.identifiers import receipt_number
from hoso.base.words import refuse_unreadable
from hoso.catalogue import queries as catalogue
from hoso.catalogue.records import ResultRecord
from hoso.certification.actions import certify, number_of
from hoso.certification.registers import RESULTS, next_number
from hoso.dossiers import spine
from hoso.dossiers.models import Dossier
from hoso.filing.announce import announce
from hoso.filing.parties import Owner
from hoso.law.identity import result_code
from hoso.law.text import Text
from hoso.papers.digitising import archive_again
from hoso.papers.keeping import keep
from hoso.papers.models import Provenance
from hoso.papers.ports import signing
from hoso.papers.titles import file_name_for
from hoso.parties.actors import Actor
from hoso.press.certified import join
from hoso.press.compose import Composed
from hoso.press.zones import Zones
from hoso.processing import documents
from hoso.processing.certified import is_certified_copy, original_of, page_facts
from hoso.processing.models import Proposal
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
    """Decide as proposed: the document gets its number and the officer's signature. The result's id.

    ``proposal_id`` is the draft the officer saw. Number and signature happen in this one transaction, so a
    token that fails gives the number back and nothing is half-signed (``Unavailable``).
    """
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "results.decide", by)
    proposal = _open_proposal(dossier)
    if proposal_id is not None and proposal.id != proposal_id:
        raise Conflict(SEEN_ANOTHER)
    now = clock.now()
    lookup = receipt_number().replace("BN-", "KQ-")
    number, pdf, zones, title, text, pages = _document(dossier, proposal, by, now, lookup)
    signed = signing().as_person(by, pdf, place=place_of(zones.person), reason=title)
    kind = catalogue.version(dossier.version_id).result
    granted = proposal.outcome == "grant" and kind is not None
    result = _result(dossier, proposal, by, now, kind if granted else None, lookup)
    paper = keep(
        signed,
        kind=kind.paper_kind if granted else "denial",
        title=title,
        owner=Owner(dossier.owner_person_id, dossier.owner_organisation_id),
        provenance=Provenance.CERTIFIED if granted and is_certified_copy(dossier) else Provenance.RESULT,
        file_name=file_name_for(f"{title} {dossier.code}"),
        by=by,
        text=text,
        pages=pages,
        signed=True,
        issuer=dossier.agency.name,
        number=number,
        issued_on=clock.civil_day(now),
        valid_until=result.valid_until,
    )
    result.paper_id = paper.id
    result.name = title
    result.zones = asdict(zones)
    result.save(force_insert=True)
    facts = {"outcome": proposal.outcome, "result": result.code, "number": number, "sha256": paper.sha256}
    entry = spine.advance(dossier, "results.decide", by, facts=facts, now=now)
    announce(dossier, entry, notice=False)
    return result.id


def _open_proposal(dossier: Dossier) -> Proposal:
    row = Proposal.objects.filter(dossier=dossier, sent_back_at__isnull=True).order_by("-proposed_at").first()
    if row is None:
        raise Conflict(NO_PROPOSAL)
    return row


def _document(
    dossier: Dossier, proposal: Proposal, by: Actor, now: datetime, lookup: str
) -> tuple[str, bytes, Zones, str, str, int]:
    """(number, unsigned file, its zones, title, text, pages), numbered from the agency's register."""
    year = clock.civil_day(now).year
    if proposal.outcome == "deny":
        number = f"{next_number(dossier.agency_id, RESULTS, year)}/{year}"
        signature = documents.Signature(by.title, by.name, number, lookup, now)
        made = documents.deny(dossier, proposal.data["reason"], proposal.data["articles"], signature)
        return number, made.pdf, made.zones, made.title, made.text, made.pages
    if not is_certified_copy(dossier):
        number = f"{next_number(dossier.agency_id, RESULTS, year)}/{year}"
        made = _granted(dossier, proposal, by, number, lookup, now)
        return number, made.pdf, made.zones, made.title, made.text, made.pages
    original = original_of(dossier)
    line = certify(
        dossier.agency_id,
        original,
        requested_by=dossier.owner_name,
        dossier_code=dossier.code or "",
        by=by,
        now=now,
    )
    number = number_of(line)
    page = _granted(dossier, proposal, by, number, lookup, now)
    joined = join(archive_again(original), page, now=now)
    return number, joined.pdf, joined.zones, f"Bản sao chứng thực: {original.title}", page.text, joined.pages


def _granted(
    dossier: Dossier, proposal: Proposal, by: Actor, number: str, lookup: str, now: datetime
) -> Composed:
    signature = documents.Signature(by.title, by.name, number, lookup, now)
    return documents.grant(dossier, proposal.data["entries"], signature, page_facts(dossier, number, now))


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
