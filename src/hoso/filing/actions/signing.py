"""The owner signs the e-form: elsewhere, or in the browser with a key that the server never sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, HosoError, Invalid
from hoso.catalogue import queries as catalogue
from hoso.catalogue.forms import validate_answers
from hoso.catalogue.records import VersionRecord
from hoso.dossiers import spine
from hoso.filing.access import open_draft_of, relations_to_draft
from hoso.filing.eform import compose_form, form_key
from hoso.filing.models import Draft, DraftPaper
from hoso.filing.parties import Owner
from hoso.law.text import Text
from hoso.papers import signing_sessions
from hoso.papers.keeping import keep
from hoso.papers.models import Provenance
from hoso.papers.ports import Place
from hoso.papers.receiving import receive
from hoso.papers.records import PaperRecord
from hoso.papers.signing_sessions import ToSign
from hoso.papers.titles import file_name_for
from hoso.parties import queries as parties
from hoso.parties.actors import Actor, require
from hoso.press.compose import Composed

NO_FORM = Text(
    "Thủ tục này không có tờ khai điện tử để ký.", "This procedure has no electronic form to sign."
)
NOT_COMPLETE = Text(
    "Hãy khai đủ tờ khai trước khi ký: chữ ký chỉ dùng được cho nội dung cuối cùng.",
    "Complete the form before you sign: a signature counts only for the final content.",
)
NOT_THIS_FORM = Text(
    "Tệp này không phải tờ khai vừa tải xuống, hoặc bạn đã sửa nội dung sau đó. "
    "Hãy tải tờ khai xuống lại, ký, rồi gửi lên đúng tệp đã ký.",
    "This is not the form you downloaded, or you changed your answers since. "
    "Download the form again, sign it, and upload that signed file.",
)
NO_SIGNATURE = Text(
    "Tệp này chưa có chữ ký số. Hãy ký tệp bằng phần mềm ký số của bạn rồi gửi lên lại.",
    "This file carries no digital signature. Sign it with your signing software and upload it again.",
)
BROKEN_SIGNATURE = Text(
    "Chữ ký trên tệp không dùng được: {why}", "The signature on the file cannot be used: {why}"
)


def unsigned_form(draft_id: UUID, *, by: Actor) -> Composed:
    """The form to be signed elsewhere. Exactly these bytes are expected back, signed, within seven days."""
    draft, version = _ready(draft_id, by)
    composed = compose_form(draft, version)
    signing_sessions.offer(composed.pdf, _purpose(draft), by=by)
    return composed


def attach_signed_form(draft_id: UUID, upload: BinaryIO, file_name: str, *, by: Actor) -> PaperRecord:
    """Take back the form that was signed elsewhere. Raises ``Invalid`` when it is another file or unsigned."""
    draft, version = _ready(draft_id, by)
    key = _key(version)
    slot = version.component(key)
    owner = _owner(draft)
    start = upload.read(slot.most_bytes + 1)
    upload.seek(0)
    if not signing_sessions.was_offered(start, _purpose(draft), by=by):
        raise Invalid(NOT_THIS_FORM)
    with transaction.atomic():
        held = _same(draft, by)
        paper = receive(
            upload,
            file_name,
            kind=slot.paper_kind,
            title=slot.name.vi,
            owner=owner,
            by=by,
            most=slot.most_bytes,
            provenance=Provenance.E_FORM,
        )
        _refuse_broken(paper)
        _lay_in(held, key, paper)
    return paper


def sign_form_prepare(draft_id: UUID, certificate: str, chain: Sequence[str], *, by: Actor) -> ToSign:
    """Prepare the form of these very answers for one signature by the owner's certificate (base64 DER)."""
    draft, version = _ready(draft_id, by)
    composed = compose_form(draft, version)
    zone = composed.zones.person
    place = Place(zone.page, (zone.x1, zone.y1, zone.x2, zone.y2)) if zone else None
    return signing_sessions.prepare(
        composed.pdf, _purpose(draft), certificate, chain, by=by, personal_id=_number(by), place=place
    )


def sign_form_complete(draft_id: UUID, session_id: UUID, signature: str, *, by: Actor) -> PaperRecord:
    """Embed the signature that came back (base64) and lay the signed form into the draft.

    The session is used up even when the signature is refused. Raises ``Conflict`` when the answers changed
    in between, ``Invalid`` when the signature does not fit.
    """
    draft, version = _ready(draft_id, by)
    key = _key(version)
    signed = signing_sessions.complete(session_id, _purpose(draft), signature, by=by)
    try:
        return _keep_signed(draft, version, key, signed, by)
    except HosoError:
        signing_sessions.discarded(session_id)
        raise


def _keep_signed(
    draft: Draft, version: VersionRecord, key: str, signed: signing_sessions.Signed, by: Actor
) -> PaperRecord:
    note = signing_sessions.NOT_STAMPED
    with transaction.atomic():
        held = _same(draft, by)
        paper = keep(
            signed.pdf,
            kind=version.component(key).paper_kind,
            title=version.form.title.vi if version.form else version.name.vi,
            owner=_owner(draft),
            provenance=Provenance.E_FORM,
            file_name=file_name_for(version.form.title.vi if version.form else version.name.vi),
            by=by,
            signed=True,
            notes=[] if signed.stamped else [{"vi": note.vi, "en": note.en}],
        )
        _refuse_broken(paper)
        _lay_in(held, key, paper)
        signing_sessions.embedded(signed.session_id)
    return paper


def _ready(draft_id: UUID, by: Actor) -> tuple[Draft, VersionRecord]:
    """The draft with a complete form, checked for this actor."""
    draft = open_draft_of(draft_id, by)
    require(by, "filing.attach", relations_to_draft(draft, by))
    version = catalogue.version(draft.version_id)
    if version.form is None or form_key(version) is None:
        raise Invalid(NO_FORM)
    if validate_answers(version.form, draft.answers, on=clock.civil_day(clock.now())):
        raise Invalid(NOT_COMPLETE)
    return draft, version


def _same(draft: Draft, by: Actor) -> Draft:
    """The draft, locked, if its answers are still those that were signed."""
    held = open_draft_of(draft.id, by, hold=True)
    if held.revision != draft.revision:
        raise Conflict(spine.STALE)
    return held


def _lay_in(draft: Draft, key: str, paper: PaperRecord) -> None:
    DraftPaper.objects.filter(draft=draft, component=key).delete()
    DraftPaper.objects.create(draft=draft, component=key, paper_id=paper.id, form_revision=draft.revision)


def _refuse_broken(paper: PaperRecord) -> None:
    if not paper.is_signed:
        raise Invalid(NO_SIGNATURE)
    if paper.verdict == "TOTAL_FAILED":
        sentence = paper.report.get("sentence", {})
        why = BROKEN_SIGNATURE
        raise Invalid(
            Text(why.vi.format(why=sentence.get("vi", "")), why.en.format(why=sentence.get("en", "")))
        )


def _key(version: VersionRecord) -> str:
    key = form_key(version)
    if key is None:
        raise Invalid(NO_FORM)
    return key


def _owner(draft: Draft) -> Owner:
    return Owner(draft.owner_person_id, draft.owner_organisation_id)


def _number(by: Actor) -> str:
    """The personal number of the one who signs: for an organisation, of the person behind the account."""
    return (parties.person(by.person_id).personal_id or "") if by.person_id else ""


def _purpose(draft: Draft) -> str:
    return f"draft:{draft.id}:{draft.revision}"
