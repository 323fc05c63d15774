"""The agency seals and issues; a result the law demands on paper first comes back digitised and signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Refused
from hoso.catalogue import queries as catalogue
from hoso.certification.actions import give_out
from hoso.certification.queries import kind_of_copy
from hoso.dossiers import spine
from hoso.dossiers.models import Dossier
from hoso.filing.announce import announce
from hoso.filing.parties import Owner
from hoso.holdings.actions import deposit
from hoso.law.copies import may_issue
from hoso.law.paper_facts import Condition
from hoso.law.text import Text
from hoso.papers.digitising import digitise
from hoso.papers.keeping import keep
from hoso.papers.models import Provenance
from hoso.papers.ports import Place, signing
from hoso.papers.queries import data_of, paper
from hoso.papers.records import PaperRecord, record_of
from hoso.parties.actors import Actor
from hoso.results.making import drawn_from
from hoso.results.models import Result

_CONDITIONS = {
    Provenance.CERTIFIED: Condition.E_CERTIFIED,
    Provenance.REGISTER_EXTRACT: Condition.REGISTER_EXTRACT,
}
NO_RESULT = Text("Hồ sơ này chưa có quyết định.", "This dossier has not been decided.")


@transaction.atomic
def digitise_paper(
    dossier_id: UUID, files: Sequence[tuple[str, bytes]], *, by: Actor, expect_seq: int | None = None
) -> PaperRecord:
    """Digitise the paper result that the law demands and seal its electronic copy (Directive, section 2c)."""
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "results.digitise_paper", by)
    result = _decided(dossier)
    owner = Owner(dossier.owner_person_id, dossier.owner_organisation_id)
    scan = digitise(files, kind=result.paper.kind, title=result.name, owner=owner, by=by)
    sealed = signing().as_agency(
        dossier.agency_id, data_of(scan), place=None, reason=result.name, digitised=True
    )
    copy = keep(
        sealed,
        kind=result.paper.kind,
        title=result.name,
        owner=owner,
        provenance=Provenance.DIGITISED,
        file_name=scan.file_name,
        by=by,
        pages=scan.pages,
        signed=True,
        made_from=scan.made_from,
        issuer=dossier.agency.name,
        number=result.paper.number,
        digitised_by=by.name,
    )
    Result.objects.filter(id=result.id).update(paper_copy_id=copy.id)
    facts = {"result": result.code, "sha256": copy.sha256}
    spine.advance(dossier, "results.digitise_paper", by, facts=facts, now=clock.now())
    return copy


@transaction.atomic
def issue(dossier_id: UUID, *, by: Actor, expect_seq: int | None = None) -> UUID:
    """Seal the signed result with the agency's signature and issue it: here the clock stops.

    The result goes into its owner's holdings at once. Raises ``Refused`` while something the law demands is
    missing, ``Unavailable`` when the token does not answer.
    """
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "results.issue", by)
    now = clock.now()
    sealed = [_seal(dossier, result, by, now) for result in _waiting(dossier)]
    result, final = sealed[0]
    facts = {
        "result": result.code,
        "outcome": result.outcome,
        "sha256": final.sha256,
        "verdict": final.verdict,
        "electronic": True,
        "paper_required": result.paper_required,
    }
    if len(sealed) > 1:
        facts["results"] = [{"result": one.code, "sha256": paper.sha256} for one, paper in sealed]
    entry = spine.advance(dossier, "results.issue", by, facts=facts, now=now, ended_at=now)
    announce(dossier, entry)
    return result.id


def _seal(dossier: Dossier, result: Result, by: Actor, now: datetime) -> tuple[Result, PaperRecord]:
    decided = record_of(result.paper)
    sealed = signing().as_agency(
        dossier.agency_id, data_of(decided), place=_agency_place(result), reason=result.name
    )
    final = _keep_final(dossier, decided, sealed, by)
    copy = paper(result.paper_copy_id) if result.paper_copy_id else None
    verdict = may_issue(
        signed_by_person=_signed_by(final, "personal"),
        sealed_by_agency=_signed_by(final, "agency"),
        paper_by_law=result.paper_required,
        paper_digitised=copy is not None,
        paper_signed=copy is not None and _signed_by(copy, "agency"),
    )
    if not verdict.ok:
        raise Refused(verdict)
    Result.objects.filter(id=result.id).update(paper_id=final.id, issued_at=now, issued_by_name=by.name)
    if result.outcome == "grant":
        _deposit(dossier, result, final, by)
    if final.provenance in {Provenance.CERTIFIED, Provenance.REGISTER_EXTRACT}:
        give_out(
            dossier.agency_id,
            final,
            entry=drawn_from(dossier),
            requested_by=dossier.owner_name,
            dossier_code=dossier.code or "",
            by=by,
            now=now,
        )
    return result, final


def _waiting(dossier: Dossier) -> list[Result]:
    rows = Result.objects.filter(dossier=dossier, issued_at__isnull=True).select_related("paper")
    found = list(rows.order_by("number"))
    if not found:
        raise Conflict(NO_RESULT)
    return found


def _decided(dossier: Dossier) -> Result:
    row = Result.objects.filter(dossier=dossier).select_related("paper").order_by("-number").first()
    if row is None:
        raise Conflict(NO_RESULT)
    return row


def _agency_place(result: Result) -> Place | None:
    zone = result.zones.get("agency")
    return Place(zone["page"], (zone["x1"], zone["y1"], zone["x2"], zone["y2"])) if zone else None


def _keep_final(dossier: Dossier, decided: PaperRecord, sealed: bytes, by: Actor) -> PaperRecord:
    return keep(
        sealed,
        kind=decided.kind,
        title=decided.title,
        owner=Owner(dossier.owner_person_id, dossier.owner_organisation_id),
        provenance=decided.provenance,
        file_name=decided.file_name,
        by=by,
        pages=decided.pages,
        signed=True,
        issuer=decided.issuer,
        number=decided.number,
        issued_on=decided.issued_on,
        valid_until=decided.valid_until,
    )


def _signed_by(record: PaperRecord, role: str) -> bool:
    signatures = record.report.get("signatures", ())
    return any(one.get("role") == role and one.get("verdict") == "TOTAL_PASSED" for one in signatures)


def _deposit(dossier: Dossier, result: Result, final: PaperRecord, by: Actor) -> None:
    kind = catalogue.version(dossier.version_id).result
    deposit(
        final,
        Owner(dossier.owner_person_id, dossier.owner_organisation_id),
        condition=_CONDITIONS.get(final.provenance, Condition.OTHER_BY_LAW),
        paper_kind=kind_of_copy(dossier.agency_id, final.number) or (kind.paper_kind if kind else final.kind),
        code=result.code,
        source_code=dossier.code or "",
        now=clock.now(),
        by=by,
        supersedes=True,
    )
