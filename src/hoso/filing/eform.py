"""The e-form as a paper: composed from the answers, so that what was declared can be read and signed."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from hoso.base import clock
from hoso.base.refusing import refusals
from hoso.catalogue.forms import answers_with_labels, clean_answers
from hoso.catalogue.records import VersionRecord
from hoso.filing.models import Draft, DraftPaper
from hoso.filing.parties import Owner
from hoso.filing.profile import owner_identifier, owner_name
from hoso.papers.keeping import keep
from hoso.papers.models import Provenance
from hoso.papers.records import PaperRecord, record_of
from hoso.papers.titles import file_name_for
from hoso.parties.actors import Actor
from hoso.press.compose import Composed, compose
from hoso.press.qr import PaperIdentity

PLEDGE = "Tôi cam đoan những nội dung kê khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật."


def form_key(version: VersionRecord) -> str | None:
    """The component that the e-form itself fills."""
    return next((one.key for one in version.components if one.from_form), None)


def compose_form(draft: Draft, version: VersionRecord) -> Composed:
    """The filled form as a PDF/A, from the answers as they are now."""
    if version.form is None:
        raise ValueError("this version has no e-form")
    now = clock.now()
    owner = Owner(draft.owner_person_id, draft.owner_organisation_id)
    clean = clean_answers(version.form, draft.answers, on=clock.civil_day(now))
    title = version.form.title.vi
    data = {
        "form_name": title,
        "addressed_to": draft.agency.name,
        "sections": [
            {
                "title": part["title"],
                "rows": [{"label": row["label"], "value": row["text"]} for row in part["rows"]],
            }
            for part in answers_with_labels(version.form, clean)
        ],
        "pledge": PLEDGE,
        "place": draft.receiver.name,
        "signed_on": clock.civil_day(now),
        "declarant_name": owner_name(owner),
        "demonstration": settings.HOSO_DEMONSTRATION,
        "qr": PaperIdentity(
            dossier_code="",
            procedure_code=version.code,
            applicant_id=owner_identifier(owner),
            paper_name=title[:80],
            system_name="hoso",
            published_at=now,
            url=f"{settings.HOSO_BASE_URL}/thu-tuc/{version.code}",
        ),
    }
    with refusals():
        return compose("answers", data, now=now, title=title)


def unsigned_form(draft: Draft, version: VersionRecord, papers: Sequence[DraftPaper]) -> Composed | None:
    """The form composed now; None when the version has none, or it is signed for these very answers."""
    if form_key(version) is None or version.form is None or _signed_form(draft, version, papers):
        return None
    return compose_form(draft, version)


def _signed_form(draft: Draft, version: VersionRecord, papers: Sequence[DraftPaper]) -> DraftPaper | None:
    key = form_key(version)
    return next((row for row in papers if row.component == key and row.form_revision == draft.revision), None)


def form_paper(
    draft: Draft,
    version: VersionRecord,
    papers: Sequence[DraftPaper],
    composed: Composed | None,
    *,
    by: Actor,
) -> tuple[str, PaperRecord] | None:
    """(component, paper) of the e-form: the one signed for these very answers, else ``composed``, kept now."""
    key = form_key(version)
    if key is None or version.form is None:
        return None
    signed = _signed_form(draft, version, papers)
    if signed:
        return key, record_of(signed.paper)
    if composed is None:
        raise ValueError("an unsigned form must be composed before it is kept")
    slot = version.component(key)
    paper = keep(
        composed.pdf,
        kind=slot.paper_kind,
        title=version.form.title.vi,
        owner=Owner(draft.owner_person_id, draft.owner_organisation_id),
        provenance=Provenance.E_FORM,
        file_name=file_name_for(version.form.title.vi),
        text=composed.text,
        pages=composed.pages,
        by=by,
    )
    return key, paper
