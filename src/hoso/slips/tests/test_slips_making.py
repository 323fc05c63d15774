"""Slips: each verb's form is made, signed by the officer, sealed by the agency, once in effect."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests import stage

from hoso.base import clock, outbox
from hoso.base.errors import Unavailable
from hoso.base.models import OutboxMessage
from hoso.papers.models import Paper
from hoso.papers.queries import data_of
from hoso.slips import queries
from hoso.slips.making import ensure
from hoso.slips.models import Slip

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "form", "roles"),
    [
        (stage.submitted, "e_receipt", ["agency"]),
        (stage.accepted, "receipt", ["agency", "personal"]),
        (stage.awaiting_completion, "supplement_request", ["agency", "personal"]),
        (stage.refused, "refusal", ["agency", "personal"]),
        (stage.withdrawn, "stop_notice", ["agency"]),
        (stage.stopped, "stop_notice", ["agency", "personal"]),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_the_form_that_a_verb_owes_is_made_and_its_signatures_verify(
    make: object, form: str, roles: list[str]
) -> None:
    dossier = make()
    seq = stage.last_line(dossier).seq
    slip = ensure(dossier, form, seq)
    assert ensure(dossier, form, seq).id == slip.id
    (record,) = queries.slips_of(dossier)
    assert record.paper.verdict == "TOTAL_PASSED"
    assert sorted(one["role"] for one in record.paper.report["signatures"]) == roles
    assert data_of(record.paper).startswith(b"%PDF-")
    row = stage.row(dossier)
    text = Paper.objects.get(id=record.paper.id).text
    assert (row.receipt_number if form == "e_receipt" else row.code or row.receipt_number) in text


def test_an_apology_names_the_old_and_the_new_date() -> None:
    from hoso.processing import actions as processing

    dossier = stage.in_process()
    type(stage.row(dossier)).objects.filter(id=dossier).update(due_at=clock.now() + timedelta(days=20))
    from hoso.law.calendar import national_calendar

    day = national_calendar().next_working_day(clock.civil_day(clock.now() + timedelta(days=40)))
    old = clock.civil_day(stage.row(dossier).due_at)
    processing.apologise(dossier, day, "Hệ thống chậm", by=stage.who("thutruong"))
    slip = ensure(dossier, "apology", stage.last_line(dossier).seq)
    text = " ".join(slip.paper.text.split())
    for moment in (old, day):
        assert f"{moment:%d/%m/%Y}" in text or f"{moment.day:02d} tháng {moment.month:02d}" in text


def test_a_token_that_fails_leaves_no_slip_and_the_message_tries_again() -> None:
    dossier = stage.submitted()
    papers = Paper.objects.count()
    with stage.token_fails("as_agency"):
        with pytest.raises(Unavailable):
            ensure(dossier, "e_receipt", 1)
        outbox.drain()
    assert (Slip.objects.count(), Paper.objects.count()) == (0, papers)
    message = OutboxMessage.objects.get(topic="slips.make")
    assert message.done_at is None
    assert "Unavailable" in message.last_error
    assert message.available_at > message.created_at
    with clock.standing_at(clock.now() + timedelta(minutes=5)):
        outbox.drain()
    assert Slip.objects.count() == 1
    assert OutboxMessage.objects.get(topic="slips.make").done_at


def test_the_e_receipt_lists_every_file_with_its_hash() -> None:
    from hoso.filing import queries as filed

    dossier = stage.submitted()
    slip = ensure(dossier, "e_receipt", 1)
    form = filed.components_of(dossier)[0].paper
    assert form.sha256 in "".join(slip.paper.text.split())
