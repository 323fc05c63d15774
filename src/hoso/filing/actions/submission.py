"""Submitting: the instant of the e-receipt is stamped, journaled, and in the ledger. The clock starts here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotFound
from hoso.catalogue import queries as catalogue
from hoso.catalogue.forms import answers_with_labels, clean_answers
from hoso.catalogue.records import VersionRecord
from hoso.dossiers import spine
from hoso.dossiers.models import Dossier
from hoso.filing.access import ALREADY_FILED, NO_SUCH_DRAFT, open_draft_of, relations_to_draft
from hoso.filing.announce import announce
from hoso.filing.completeness import check
from hoso.filing.eform import form_paper, unsigned_form
from hoso.filing.models import Component, Draft, DraftPaper, Submission
from hoso.filing.parties import Owner
from hoso.filing.profile import owner_name
from hoso.law.text import Text
from hoso.ledger.canonical import canonical_json
from hoso.ledger.receipt import ReceivedFile
from hoso.papers.models import Paper, Provenance
from hoso.papers.records import PaperRecord
from hoso.parties.actors import Actor, require

INCOMPLETE = Text(
    "Hồ sơ chưa đủ để nộp. Hãy xem danh sách bên dưới: đó là tất cả những gì còn thiếu.",
    "The dossier is not complete yet. The list below is everything that is missing.",
)


def submit(draft_id: UUID, *, by: Actor, expect_revision: int | None = None) -> UUID:
    """File the draft; the dossier's id. A second click on the same draft gives the same dossier.

    Raises ``Invalid`` with everything that is missing, ``Conflict`` for a stale page or a matter filed already.
    """
    try:
        draft = open_draft_of(draft_id, by)
    except Conflict:
        return _filed_before(draft_id, by)
    require(by, "filing.submit", relations_to_draft(draft, by))
    if expect_revision is not None and expect_revision != draft.revision:
        raise Conflict(spine.STALE)
    version = catalogue.version(draft.version_id)
    papers = list(DraftPaper.objects.filter(draft=draft).select_related("paper").order_by("id"))
    filled = {row.component for row in papers} | set(draft.not_digitisable)
    today = clock.civil_day(clock.now())
    state = check(version, draft.answers, draft.channel, filled, on=today)
    if not state.complete:
        wrong = dict(state.fields) | {f"component-{one.key}": one.name for one in state.missing}
        raise Invalid(INCOMPLETE, wrong)
    composed = unsigned_form(draft, version, papers)  # the slow part, before anything is locked
    try:
        with transaction.atomic():
            held = _same(draft, by)
            form = form_paper(held, version, papers, composed, by=by)
            return _file(held, version, papers, form, by)
    except Conflict:
        if Draft.objects.filter(id=draft_id, submitted__isnull=False).exists():
            return _filed_before(draft_id, by)  # the other click of a double click was faster
        raise


def _same(draft: Draft, by: Actor) -> Draft:
    """The draft, locked, if it is still as it was checked."""
    held = open_draft_of(draft.id, by, hold=True)
    if held.revision != draft.revision:
        raise Conflict(spine.STALE)
    return held


def _filed_before(draft_id: UUID, by: Actor) -> UUID:
    row = Draft.objects.filter(id=draft_id).select_related("receiver").first()
    if row is None or not relations_to_draft(row, by):
        raise NotFound(NO_SUCH_DRAFT)
    if row.submitted_id is None:
        raise Conflict(ALREADY_FILED)
    return row.submitted_id


def _file(
    draft: Draft,
    version: VersionRecord,
    papers: Sequence[DraftPaper],
    form: tuple[str, PaperRecord] | None,
    by: Actor,
) -> UUID:
    owner = Owner(draft.owner_person_id, draft.owner_organisation_id)
    now = clock.now()
    dossier = Dossier(
        agency=draft.agency,
        receiver=draft.receiver,
        version=draft.version,
        procedure_code=version.code,
        channel=draft.channel,
        owner_name=owner_name(owner),
        matter=_matter(draft, papers),
        **owner.as_columns,
    )
    components = _components(dossier, draft, papers, form, now)
    facts = {
        "version": str(version.id),
        "level": draft.receiver.level,
        "components": [component_fact(component) for component in components],
    }
    entry = spine.open_dossier(dossier, by, facts=facts, files=_files(components), now=now)
    for component in components:
        component.dossier_id = dossier.id
    Component.objects.bulk_create(components)
    _keep_answers(dossier, draft, version, now)
    Draft.objects.filter(id=draft.id).update(submitted=dossier)
    announce(dossier, entry, slip="e_receipt")
    return dossier.id


def _keep_answers(dossier: Dossier, draft: Draft, version: VersionRecord, now: datetime) -> None:
    if version.form is None:
        Submission.objects.create(dossier=dossier)
        return
    clean = clean_answers(version.form, draft.answers, on=clock.civil_day(now))
    Submission.objects.create(
        dossier=dossier, answers=clean, asked=list(answers_with_labels(version.form, clean))
    )


def _components(
    dossier: Dossier,
    draft: Draft,
    papers: Sequence[DraftPaper],
    form: tuple[str, PaperRecord] | None,
    now: datetime,
) -> list[Component]:
    rows = [
        Component(
            key=row.component,
            paper=row.paper,
            from_holdings=row.from_holdings,
            brought_on_paper=row.paper.provenance == Provenance.DIGITISED,
            added_at=now,
        )
        for row in papers
        if not (form and row.component == form[0])
    ]
    if form:
        rows.insert(0, Component(key=form[0], paper=Paper.objects.get(id=form[1].id), added_at=now))
    rows += [
        Component(key=key, brought_on_paper=True, not_digitisable=reason, added_at=now)
        for key, reason in draft.not_digitisable.items()
    ]
    return rows


def component_fact(component: Component) -> dict[str, object]:
    """What the journal keeps of a component: enough to count from, and to prove which file it was."""
    paper = component.paper
    return {
        "key": component.key,
        "sha256": paper.sha256 if paper else None,
        "provenance": paper.provenance if paper else None,
        "verdict": (paper.signature_report.get("verdict") or "NO_SIGNATURE") if paper else None,
        "digitised_by": (paper.digitised_by or None) if paper else None,
        "reused": component.from_holdings,
        "not_digitisable": component.not_digitisable or None,
    }


def _files(components: Sequence[Component]) -> list[ReceivedFile]:
    papers = [component.paper for component in components if component.paper]
    return [ReceivedFile(paper.file_name[:200] or paper.kind, paper.sha256, paper.size) for paper in papers]


def _matter(draft: Draft, papers: Sequence[DraftPaper]) -> str:
    """Equal for the same procedure, owner, answers and papers: what a double click would send twice."""
    same = {
        "procedure": draft.version.procedure_id,
        "owner": str(draft.owner_organisation_id or draft.owner_person_id),
        "answers": draft.answers,
        "papers": sorted(row.paper.received_sha256 or row.paper.sha256 for row in papers),
    }
    return hashlib.sha256(canonical_json(same)).hexdigest()
