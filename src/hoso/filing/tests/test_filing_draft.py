"""open_draft, save_draft, attach, detach, discard_draft: what is kept, and what is refused."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from tests import stage

from hoso.base.errors import Conflict, Invalid, NotAllowed, NotFound, TooLarge
from hoso.dossiers.models import Channel
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.filing.models import Draft, DraftPaper
from hoso.papers.models import Paper
from hoso.papers.records import Owner

pytestmark = pytest.mark.django_db


def test_a_new_draft_knows_its_owner_and_pins_the_version_in_force() -> None:
    citizen = stage.who("nguoidan")
    opened = filing.open_draft("2.000635", stage.COMMUNE, by=citizen)
    record = filed.draft(opened, by=citizen)
    assert record.owner == Owner(citizen.person_id, None)
    assert record.receiver_id == stage.COMMUNE
    assert "Nguyễn Thị Hoa" in record.answers.values()  # from the profile, not asked again
    assert Draft.objects.get(id=opened).version.procedure_id == "2.000635"


def test_at_the_counter_the_draft_is_of_the_person_present() -> None:
    person = stage.who("nongdan").person_id
    opened = filing.open_draft(
        "2.000815",
        stage.COMMUNE,
        by=stage.who("motcua"),
        channel=Channel.DIRECT,
        for_owner=Owner(person, None),
    )
    assert filed.draft(opened, by=stage.who("motcua")).owner.person_id == person


def test_a_citizen_cannot_open_a_draft_for_somebody_else() -> None:
    other = Owner(stage.who("nongdan").person_id, None)
    opened = filing.open_draft("2.000635", stage.COMMUNE, by=stage.who("nguoidan"), for_owner=other)
    assert filed.draft(opened, by=stage.who("nguoidan")).owner.person_id == stage.who("nguoidan").person_id


@pytest.mark.parametrize("username", ["thuly", "lanhdao", "giamsat", "quantri", "danhmuc"])
def test_an_officer_who_is_not_at_the_desk_opens_no_draft(username: str) -> None:
    with pytest.raises(NotAllowed):
        filing.open_draft("2.000635", stage.COMMUNE, by=stage.who(username))


@pytest.mark.parametrize(
    ("procedure", "receiver", "channel"),
    [
        ("9.999999", stage.COMMUNE, Channel.ONLINE),  # no such procedure
        ("2.000635", "tq-police", Channel.ONLINE),  # no one-stop desk of its level
        ("2.000635", "nowhere", Channel.ONLINE),
        ("2.000815", stage.COMMUNE, Channel.ONLINE),  # originals are shown at the counter
        ("2.000635", stage.COMMUNE, Channel.DIRECT),  # a citizen at home is not at the counter
        ("2.000635", stage.COMMUNE, "fax"),
    ],
)
def test_a_draft_that_could_never_be_filed_is_not_opened(
    procedure: str, receiver: str, channel: Channel
) -> None:
    with pytest.raises(Invalid) as refusal:
        filing.open_draft(procedure, receiver, by=stage.who("nguoidan"), channel=channel)
    assert refusal.value.text.vi
    assert not Draft.objects.exists()


def test_saving_keeps_what_was_typed_and_says_what_is_wrong_so_far() -> None:
    citizen = stage.who("nguoidan")
    draft = stage.draft(complete=False)
    _, wrong = filing.save_draft(draft, {"ngay_dang_ky": "31/02/1992", "khong-co": "x"}, by=citizen)
    assert "ngay_dang_ky" in wrong
    assert filed.draft(draft, by=citizen).answers == {"ngay_dang_ky": "31/02/1992"}


def test_a_second_window_with_older_answers_is_told_so() -> None:
    citizen = stage.who("nguoidan")
    draft = stage.draft()
    seen = filed.draft(draft, by=citizen).revision
    filing.save_draft(draft, stage.answers(muc_dich="mới"), by=citizen, expect_revision=seen)
    with pytest.raises(Conflict):
        filing.save_draft(draft, stage.answers(muc_dich="cũ"), by=citizen, expect_revision=seen)
    assert filed.draft(draft, by=citizen).answers["muc_dich"] == "mới"


def test_saving_the_same_answers_again_is_no_new_revision() -> None:
    citizen = stage.who("nguoidan")
    draft = stage.draft()
    before = filed.draft(draft, by=citizen)
    filing.save_draft(draft, before.answers, by=citizen)
    assert filed.draft(draft, by=citizen).revision == before.revision


def test_letters_that_no_database_keeps_do_not_stop_the_saving() -> None:
    draft = stage.draft(muc_dich="xin\x00 việc\ud800")
    assert filed.draft(draft, by=stage.who("nguoidan")).answers["muc_dich"] == "xin việc"


def test_a_paper_is_attached_and_detached() -> None:
    citizen, draft = stage.who("nguoidan"), stage.draft()
    kept = filing.attach(draft, "giay-to-tuy-than", io.BytesIO(stage.small_pdf()), "thẻ.pdf", by=citizen)
    assert [one.paper.id for one in filed.draft(draft, by=citizen).papers] == [kept.id]
    filing.detach(draft, kept.id, by=citizen)
    assert filed.draft(draft, by=citizen).papers == ()
    assert Paper.objects.filter(id=kept.id).exists()


def test_an_unknown_slot_and_too_many_files_are_refused() -> None:
    citizen, draft = stage.who("nguoidan"), stage.draft()
    with pytest.raises(Invalid):
        filing.attach(draft, "khong-co", io.BytesIO(stage.small_pdf()), "a.pdf", by=citizen)
    kept = filing.attach(draft, "giay-to-tuy-than", io.BytesIO(stage.small_pdf()), "a.pdf", by=citizen)
    for _ in range(19):
        twin = Paper.objects.get(id=kept.id)
        twin.pk = uuid4()
        twin.save(force_insert=True)
        DraftPaper.objects.create(draft_id=draft, component="giay-to-tuy-than", paper=twin)
    with pytest.raises(Invalid, match="tối đa 20 tệp"):
        filing.attach(draft, "giay-to-tuy-than", io.BytesIO(stage.small_pdf("b")), "b.pdf", by=citizen)


def test_a_file_over_the_limit_of_its_slot_is_too_large_and_leaves_nothing() -> None:
    draft = stage.draft()
    before = stage.everything(Paper, DraftPaper)
    huge = io.BytesIO(b"%PDF-1.7\n" + b"0" * (20 * 1024**2))
    with pytest.raises(TooLarge, match="20 MB"):
        filing.attach(draft, "giay-to-tuy-than", huge, "to.pdf", by=stage.who("nguoidan"))
    assert stage.everything(Paper, DraftPaper) == before


def test_a_discarded_draft_can_no_longer_be_changed_or_filed() -> None:
    citizen, draft = stage.who("nguoidan"), stage.draft()
    filing.discard_draft(draft, by=citizen)
    for change in (
        lambda: filing.save_draft(draft, {}, by=citizen),
        lambda: filing.discard_draft(draft, by=citizen),
        lambda: filing.submit(draft, by=citizen),
    ):
        with pytest.raises(Conflict):
            change()
    assert filed.drafts_of(citizen) == ()


@pytest.mark.parametrize("stranger", ["nongdan", "hokinhdoanh", "motcua", "thuly", "motcua.tinh", "giamsat"])
def test_nobody_but_its_owner_finds_a_draft(stranger: str) -> None:
    draft = stage.draft()
    by = stage.who(stranger)
    paper = uuid4()
    for reach in (
        lambda: filed.draft(draft, by=by),
        lambda: filing.save_draft(draft, {}, by=by),
        lambda: filing.attach(draft, "giay-to-tuy-than", io.BytesIO(b""), "a.pdf", by=by),
        lambda: filing.attach_held(draft, "giay-to-tuy-than", paper, by=by),
        lambda: filing.detach(draft, paper, by=by),
        lambda: filing.discard_draft(draft, by=by),
        lambda: filing.submit(draft, by=by),
    ):
        with pytest.raises(NotFound):
            reach()


def test_a_draft_opened_at_the_counter_is_its_owners_too_but_no_other_officers() -> None:
    person = stage.who("nongdan").person_id
    draft = filing.open_draft(
        "2.000635",
        stage.COMMUNE,
        by=stage.who("motcua"),
        channel=Channel.DIRECT,
        for_owner=Owner(person, None),
    )
    assert filed.draft(draft, by=stage.who("nongdan")).id == draft
    with pytest.raises(NotFound):
        filed.draft(draft, by=stage.who("motcua.tinh"))
