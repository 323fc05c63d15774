"""Steps done, and the result proposed: grant or deny, with the document previewed before anybody signs."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, Refused
from hoso.base.words import refuse_unreadable
from hoso.catalogue import queries as catalogue
from hoso.dossiers import spine
from hoso.dossiers.models import Dossier
from hoso.filing.announce import announce
from hoso.filing.parties import Owner
from hoso.intake.standing import open_points
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.papers.keeping import keep
from hoso.papers.models import Provenance
from hoso.papers.titles import file_name_for
from hoso.parties import queries as parties
from hoso.parties.actors import Actor
from hoso.press.compose import Composed
from hoso.processing import documents
from hoso.processing.certified import page_facts
from hoso.processing.models import Proposal, StepDone


@transaction.atomic
def complete_step(
    dossier_id: UUID, step: str, note: str = "", *, by: Actor, expect_seq: int | None = None
) -> None:
    """Mark a step of the published process as done, with a note."""
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "processing.complete_step", by)
    if step not in {one.key for one in catalogue.version(dossier.version_id).steps}:
        raise Invalid(Text("Quy trình này không có bước đó.", "The process has no such step."))
    refuse_unreadable(note)
    now = clock.now()
    _, fresh = StepDone.objects.get_or_create(
        dossier=dossier,
        step=step,
        defaults={
            "done_by_id": by.account_id,
            "done_by_name": by.name,
            "done_at": now,
            "note": note.strip(),
        },
    )
    if not fresh:
        raise Conflict(Text("Bước này đã được đánh dấu hoàn thành.", "This step was marked as done already."))
    spine.advance(
        dossier, "processing.complete_step", by, facts={"step": step, "note": note.strip()}, now=now
    )


def propose(
    dossier_id: UUID,
    outcome: str,
    *,
    by: Actor,
    entries: Mapping[str, object] | None = None,
    reason: str = "",
    articles: str = "",
    expect_seq: int | None = None,
) -> UUID:
    """Propose ``grant`` or ``deny`` to the competent officer, with the document as it will be signed.

    ``entries`` are the officer's own facts for the result. Raises ``Invalid`` field by field.
    """
    with transaction.atomic():
        dossier = spine.hold(dossier_id, expect_seq=expect_seq)
        spine.permit(dossier, "processing.propose", by)
    now = clock.now()
    data = _checked(dossier, outcome, entries or {}, reason, articles)
    composed = preview(dossier, outcome, data)
    paper = keep(
        composed.pdf,
        kind="result-preview",
        title=composed.title,
        owner=Owner(dossier.owner_person_id, dossier.owner_organisation_id),
        provenance=Provenance.RESULT,
        file_name=file_name_for(composed.title),
        by=by,
        text=composed.text,
        pages=composed.pages,
    )
    with transaction.atomic():
        held = spine.hold(dossier_id, expect_seq=dossier.last_seq)
        spine.permit(held, "processing.propose", by)
        row = Proposal.objects.create(
            dossier=held,
            outcome=outcome,
            data=data,
            reason=reason.strip(),
            document_id=paper.id,
            proposed_by_id=by.account_id,
            proposed_by_name=by.name,
            proposed_at=now,
        )
        facts = {"outcome": outcome, "document": paper.sha256}
        entry = spine.advance(held, "processing.propose", by, facts=facts, now=now)
        announce(held, entry, notice=False)
    return row.id


def preview_of(
    dossier_id: UUID,
    outcome: str,
    *,
    by: Actor,
    entries: Mapping[str, object] | None = None,
    reason: str = "",
    articles: str = "",
) -> Composed:
    """The document that ``propose`` would keep, with nothing kept: to be looked at first. Same refusals."""
    with transaction.atomic():
        dossier = spine.hold(dossier_id)
        spine.permit(dossier, "processing.propose", by)
    return preview(dossier, outcome, _checked(dossier, outcome, entries or {}, reason, articles))


def _checked(
    dossier: Dossier, outcome: str, entries: Mapping[str, object], reason: str, articles: str
) -> dict[str, object]:
    refuse_unreadable([reason, articles])
    if outcome == "grant":
        standing = open_points(dossier)
        if not standing.ok:  # a supplement may have brought what nobody has judged yet
            raise Refused(standing)
        version = catalogue.version(dossier.version_id)
        return {"entries": documents.check_entries(version, entries, clock.now())}
    if outcome != "deny":
        raise Invalid(Text("Hãy chọn đồng ý hoặc từ chối.", "Choose to grant or to deny."))
    fields = {}
    if not reason.strip():
        fields["reason"] = Text("Hãy ghi lý do từ chối.", "Give the reason for denying.")
    if not articles.strip():
        fields["articles"] = Text("Hãy ghi điều khoản làm căn cứ.", "Name the articles it rests on.")
    if fields:
        raise Invalid(next(iter(fields.values())), fields)
    return {"reason": reason.strip(), "articles": articles.strip()}


def preview(dossier: Dossier, outcome: str, data: Mapping[str, object]) -> Composed:
    """The document as it stands, unsigned and unnumbered, in the name of the agency's competent officer."""
    signers = parties.officers(dossier.agency_id, Role.COMPETENT_OFFICER)
    signer = signers[0] if signers else None
    signature = documents.Signature(
        capacity=signer.title if signer else "NGƯỜI CÓ THẨM QUYỀN",
        name=signer.name if signer else "",
        number=documents.PREVIEW,
        lookup="",
        at=clock.now(),
    )
    if outcome == "deny":
        return documents.deny(dossier, str(data["reason"]), str(data["articles"]), signature)
    extra = page_facts(dossier, documents.PREVIEW, signature.at)
    return documents.grant(dossier, data["entries"], signature, extra)
