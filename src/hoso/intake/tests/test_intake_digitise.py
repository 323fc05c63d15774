"""digitise, digitise_into_draft, use_held, mark_not_digitisable: paper becomes electronic and signed at once."""

from __future__ import annotations

import io
from functools import lru_cache
from uuid import uuid4

import pytest
from tests import stage

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotAllowed, NotFound, Unavailable
from hoso.dossiers.models import Channel
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.holdings.actions import deposit
from hoso.holdings.models import Holding
from hoso.intake import actions as intake
from hoso.law.digitisation import Exemption
from hoso.papers.models import Paper
from hoso.papers.queries import data_of
from hoso.papers.records import Owner
from hoso.parties.actors import SYSTEM

pytestmark = pytest.mark.django_db
SLOT = "giay-to-tuy-than"
scan = lru_cache(stage.small_scan)


def photographed() -> tuple[object, filed.ComponentFiled]:
    """A dossier with a photo of a paper, and that component."""
    citizen, draft = stage.who("nguoidan"), stage.draft()
    filing.attach(draft, SLOT, io.BytesIO(scan()), "thẻ.jpg", by=citizen)
    dossier = filing.submit(draft, by=citizen)
    return dossier, next(one for one in filed.components_of(dossier) if one.key == SLOT)


def at_counter() -> object:
    return filing.open_draft(
        "2.000815",
        stage.COMMUNE,
        by=stage.who("motcua"),
        channel=Channel.DIRECT,
        for_owner=Owner(stage.who("nguoidan").person_id, None),
    )


def test_a_filed_photo_becomes_a_signed_archival_pdf_and_must_be_judged() -> None:
    dossier, photo = photographed()
    intake.judge(dossier, by=stage.who("motcua"))
    made = intake.digitise(dossier, photo.id, by=stage.who("motcua"))
    now = next(one for one in filed.components_of(dossier) if one.key == SLOT)
    assert now.paper.id == made.id
    assert now.validity == ""
    assert made.media_type == "application/pdf"
    assert made.verdict == "TOTAL_PASSED"
    assert made.made_from == (photo.paper.sha256,)
    assert data_of(made).startswith(b"%PDF-")
    line = stage.last_line(dossier)
    assert line.facts == {"component": SLOT, "from": photo.paper.sha256, "sha256": made.sha256}
    intake.judge(dossier, by=stage.who("motcua"))
    intake.accept(dossier, by=stage.who("motcua"))  # now it is valid without anybody's word

    with pytest.raises(Conflict):  # and it is not done twice
        intake.digitise(dossier, now.id, by=stage.who("motcua"))


def test_when_the_token_fails_nothing_is_replaced_and_nothing_is_kept() -> None:
    dossier, photo = photographed()
    before = stage.everything()
    with stage.token_fails("as_scanner"), pytest.raises(Unavailable):
        intake.digitise(dossier, photo.id, by=stage.who("motcua"))
    assert stage.everything() == before
    assert next(one for one in filed.components_of(dossier) if one.key == SLOT).paper.id == photo.paper.id


def test_an_unknown_component_and_one_of_another_dossier_are_not_found() -> None:
    dossier, _ = photographed()
    _, foreign = photographed()
    for component in (uuid4(), foreign.id):
        with pytest.raises(NotFound):
            intake.digitise(dossier, component, by=stage.who("motcua"))


def test_what_is_digitised_or_a_form_already_is_not_processed_again() -> None:
    dossier = stage.submitted()
    (form,) = filed.components_of(dossier)
    with pytest.raises(Invalid):
        intake.digitise(dossier, form.id, by=stage.who("motcua"))


def test_paper_at_the_counter_is_signed_on_the_spot_by_the_officer() -> None:
    draft = at_counter()
    made = intake.digitise_into_draft(draft, "ban-chinh", [("bằng.jpg", scan())], by=stage.who("motcua"))
    assert made.digitised_by == "Hoàng Thị Mẫu"
    assert made.report["signatures"][0]["verdict"] == "TOTAL_PASSED"
    (laid,) = filed.draft(draft, by=stage.who("motcua")).papers
    assert (laid.component, laid.paper.id) == ("ban-chinh", made.id)


def test_the_counter_refuses_nothing_something_unreadable_and_unknown_slots() -> None:
    draft = at_counter()
    for component, files in (
        ("ban-chinh", []),
        ("ban-chinh", [("a.exe", b"MZ" + b"\0" * 400)]),
        ("khong-co", [("a.jpg", scan())]),
    ):
        with pytest.raises(Invalid):
            intake.digitise_into_draft(draft, component, files, by=stage.who("motcua"))
    assert not Paper.objects.exists()


def test_a_citizen_does_not_digitise_for_the_desk() -> None:
    draft = stage.draft()
    with pytest.raises(NotAllowed):
        intake.digitise_into_draft(draft, SLOT, [("a.jpg", scan())], by=stage.who("nguoidan"))
    with pytest.raises(NotAllowed):
        intake.mark_not_digitisable(draft, SLOT, next(iter(Exemption)), by=stage.who("nguoidan"))


def test_a_paper_that_cannot_be_digitised_is_counted_with_its_reason() -> None:
    draft, reason = at_counter(), next(iter(Exemption))
    intake.mark_not_digitisable(draft, "ban-chinh", reason, by=stage.who("motcua"))
    assert filed.draft(draft, by=stage.who("motcua")).not_digitisable == {"ban-chinh": reason.value}
    with pytest.raises(Invalid):
        intake.mark_not_digitisable(draft, "khong-co", reason, by=stage.who("motcua"))
    known = filed.draft(draft, by=stage.who("motcua")).answers
    filing.save_draft(draft, {**known, "ten_giay_to": "Bằng", "so_trang": "1"}, by=stage.who("motcua"))
    dossier = filing.submit(draft, by=stage.who("motcua"))
    told = {one["key"]: one for one in stage.last_line(dossier).facts["components"]}
    assert told["ban-chinh"]["not_digitisable"] == reason.value
    intake.judge(dossier, by=stage.who("motcua"))
    row = next(one for one in filed.components_of(dossier) if one.key == "ban-chinh")
    assert row.validity


def test_a_held_paper_takes_the_place_of_a_photo_and_the_journal_says_reused() -> None:
    dossier, _photo = photographed()
    owner = Owner(stage.who("nguoidan").person_id, None)
    better = filing.attach(
        stage.draft(), SLOT, io.BytesIO(stage.small_pdf("kho")), "kho.pdf", by=stage.who("nguoidan")
    )
    held = deposit(
        better, owner, condition="e_original", paper_kind="identity_paper", now=clock.now(), by=SYSTEM
    )
    intake.use_held(dossier, SLOT, held, by=stage.who("motcua"))
    now = next(one for one in filed.components_of(dossier) if one.key == SLOT)
    assert (now.paper.id, now.from_holdings) == (better.id, True)
    assert stage.last_line(dossier).facts["reused"] is True
    with pytest.raises(Invalid):
        intake.use_held(dossier, SLOT, uuid4(), by=stage.who("motcua"))
    Holding.objects.update(superseded_at=clock.now())
    with pytest.raises(Invalid):
        intake.use_held(dossier, SLOT, held, by=stage.who("motcua"))
