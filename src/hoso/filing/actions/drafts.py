"""A draft: opened on the version in force, saved by itself, papers laid in; not yet filed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotFound
from hoso.base.words import storable
from hoso.catalogue import queries as catalogue
from hoso.catalogue.form_records import FormRecord
from hoso.catalogue.forms import validate_answers
from hoso.catalogue.records import ComponentRecord
from hoso.dossiers.models import Channel
from hoso.filing.access import open_draft_of, relations_to_draft
from hoso.filing.models import Draft, DraftPaper
from hoso.filing.parties import Owner, owner_of
from hoso.filing.prefill import first_answers
from hoso.filing.routing import destination
from hoso.holdings import queries as holdings
from hoso.law.roles import Relation
from hoso.law.text import Text
from hoso.papers.receiving import receive
from hoso.papers.records import PaperRecord
from hoso.parties.actors import Actor, require

NOT_IN_FORCE = Text(
    "Thủ tục này hiện chưa được công bố hoặc đã hết hiệu lực nên chưa nộp hồ sơ được. "
    "Hãy chọn thủ tục khác trong danh mục, hoặc hỏi bộ phận một cửa.",
    "This procedure is not published or no longer in force, so nothing can be filed. "
    "Choose another one in the catalogue, or ask the one-stop desk.",
)
NOT_THIS_CHANNEL = Text(
    "Thủ tục này không nhận hồ sơ theo hình thức bạn chọn. Hãy xem mục “Cách nộp” ở trang thủ tục.",
    "This procedure cannot be filed in the way you chose. See “How to file” on its page.",
)
TOO_MANY = Text(
    "Mỗi thành phần nhận tối đa {most} tệp. Hãy gộp các trang thành một tệp PDF rồi tải lên lại.",
    "Each component takes at most {most} files. Join the pages into one PDF and upload again.",
)
MOST_FILES = 20


def open_draft(
    procedure_code: str,
    receiver_id: str,
    *,
    by: Actor,
    channel: Channel = Channel.ONLINE,
    for_owner: Owner | None = None,
) -> UUID:
    """Open a draft on the version in force today, pinned from now on; known data are filled in.

    At the counter (``channel`` direct) ``for_owner`` is the person present. Raises ``NotAllowed``, ``Invalid``.
    """
    at_counter = by.is_officer and by.agency_id == receiver_id
    owner = for_owner if at_counter and for_owner else owner_of(by)
    require(by, "filing.open_draft", {Relation.RECEIVER if at_counter else Relation.OWNER})
    now = clock.now()
    try:
        version = catalogue.in_force(procedure_code, clock.civil_day(now))
    except NotFound as absent:
        raise Invalid(NOT_IN_FORCE) from absent
    if channel not in version.channels or (channel != Channel.ONLINE and not at_counter):
        raise Invalid(NOT_THIS_CHANNEL)
    receiver, agency = destination(version, receiver_id, clock.civil_day(now))
    draft = Draft.objects.create(
        version_id=version.id,
        channel=channel,
        receiver_id=receiver.id,
        agency_id=agency.id,
        owner_person_id=owner.person_id,
        owner_organisation_id=owner.organisation_id,
        opened_by_id=by.account_id,
        answers=first_answers(version, owner),
        opened_at=now,
        saved_at=now,
    )
    return draft.id


@transaction.atomic
def save_draft(
    draft_id: UUID, answers: Mapping[str, object], *, by: Actor, expect_revision: int | None = None
) -> tuple[datetime, dict[str, Text]]:
    """Keep the answers as they are; (instant of saving, what is wrong with them so far). Never refuses a value.

    Raises ``Conflict`` when another window saved a newer revision than ``expect_revision``.
    """
    draft = open_draft_of(draft_id, by, hold=True)
    _may(by, "filing.save_draft", draft)
    if expect_revision is not None and expect_revision != draft.revision:
        raise Conflict(
            Text(
                "Hồ sơ này đang được sửa ở cửa sổ khác và bản kia mới hơn. Hãy tải lại trang trước khi sửa tiếp.",
                "This draft was changed in another window. Reload the page before you go on.",
            )
        )
    version = catalogue.version(draft.version_id)
    if version.form is None:
        return draft.saved_at, {}
    kept = _only_known(version.form, answers)
    now = clock.now()
    if kept != draft.answers:
        draft.answers, draft.revision = kept, draft.revision + 1
    draft.saved_at = now
    draft.save(update_fields=["answers", "revision", "saved_at"])
    return now, validate_answers(version.form, kept, on=clock.civil_day(now), complete=False)


def _only_known(form: FormRecord, answers: Mapping[str, object]) -> dict[str, object]:
    known = {field.name for field in form.fields()} | {repeat.name for repeat, _ in form.repeats()}
    return {
        name: storable(value) for name, value in answers.items() if name in known and value not in ("", None)
    }


def attach(draft_id: UUID, component: str, upload: BinaryIO, file_name: str, *, by: Actor) -> PaperRecord:
    """Take a file into a slot of the draft; its signatures are read and judged. Raises ``Invalid`` with what to do."""
    draft = open_draft_of(draft_id, by)
    _may(by, "filing.attach", draft)
    slot = _slot(draft, component)
    if DraftPaper.objects.filter(draft=draft, component=component).count() >= MOST_FILES:
        raise Invalid(TOO_MANY.format(most=MOST_FILES))
    owner = Owner(draft.owner_person_id, draft.owner_organisation_id)
    paper = receive(
        upload, file_name, kind=slot.paper_kind, title=slot.name.vi, owner=owner, by=by, most=slot.most_bytes
    )
    with transaction.atomic():
        draft = open_draft_of(draft_id, by, hold=True)
        DraftPaper.objects.create(draft=draft, component=component, paper_id=paper.id)
    return paper


@transaction.atomic
def attach_held(draft_id: UUID, component: str, holding_id: UUID, *, by: Actor) -> None:
    """Lay a paper from the owner's holdings into a slot: one click instead of asking for it again."""
    draft = open_draft_of(draft_id, by, hold=True)
    _may(by, "filing.attach", draft)
    slot = _slot(draft, component)
    owner = Owner(draft.owner_person_id, draft.owner_organisation_id)
    by_kind = holdings.usable_by_kind(owner, set(slot.fitting_kinds), on=clock.civil_day(clock.now()))
    chosen = next((one for held in by_kind.values() for one in held if one.id == holding_id), None)
    if chosen is None:
        raise Invalid(
            Text(
                "Giấy tờ này không còn dùng được (đã hết hạn, đã thay thế, hoặc không thuộc loại cần nộp).",
                "This paper cannot be used (expired, replaced, or of another kind).",
            )
        )
    DraftPaper.objects.get_or_create(
        draft=draft, component=component, paper_id=chosen.paper_id, defaults={"from_holdings": True}
    )


@transaction.atomic
def detach(draft_id: UUID, paper_id: UUID, *, by: Actor) -> None:
    """Take a paper out of the draft. The paper itself stays in the vault until its retention ends."""
    draft = open_draft_of(draft_id, by, hold=True)
    _may(by, "filing.detach", draft)
    DraftPaper.objects.filter(draft=draft, paper_id=paper_id).delete()


@transaction.atomic
def discard_draft(draft_id: UUID, *, by: Actor) -> None:
    """Put the draft away. It was never filed, so nothing else happens."""
    draft = open_draft_of(draft_id, by, hold=True)
    _may(by, "filing.discard_draft", draft)
    Draft.objects.filter(id=draft.id).update(discarded_at=clock.now())


def _may(by: Actor, verb: str, draft: Draft) -> None:
    require(by, verb, relations_to_draft(draft, by))


def _slot(draft: Draft, component: str) -> ComponentRecord:
    try:
        return catalogue.version(draft.version_id).component(component)
    except KeyError as unknown:
        raise Invalid(
            Text(
                "Thủ tục này không có thành phần hồ sơ đó. Hãy tải lại trang.",
                "This procedure has no such component. Reload the page.",
            )
        ) from unknown
